import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AdjointError } from "../errors/adjointError.js";
import { named } from "../graph/named.js";
import type { Tensor } from "../graph/tensor.js";
import { add, div, mul, sub } from "../primitives/binary.js";
import { broadcastTo } from "../primitives/broadcastTo.js";
import { cast } from "../primitives/cast.js";
import { concat } from "../primitives/concat.js";
import { constant } from "../primitives/constant.js";
import { extent } from "../primitives/extent.js";
import { max } from "../primitives/extreme.js";
import { flip } from "../primitives/flip.js";
import { gather } from "../primitives/gather.js";
import { input } from "../primitives/input.js";
import { matmul } from "../primitives/matmul.js";
import { reshape } from "../primitives/reshape.js";
import { scatterAdd } from "../primitives/scatterAdd.js";
import { slice } from "../primitives/slice.js";
import { sum } from "../primitives/sum.js";
import { transpose } from "../primitives/transpose.js";
import { exp, log, tanh } from "../primitives/unary.js";
import { variable } from "../primitives/variable.js";
import { randomNormal } from "../random/normal.js";
import type { Feed } from "../session/feeds.js";
import type { ProgramSpec } from "../session/program.js";
import { createSession, type Session } from "../session/session.js";
import type { Backend } from "./backend.js";
import { reference } from "./reference/reference.js";
import { wasm } from "./wasm/wasm.js";

type Update = readonly [variable: Tensor, value: Tensor];
type Feeds = Readonly<Record<string, Feed>>;

/** Numbers 1, 2, 3, … as a variable's first value. */
const counting = (name: string, shape: readonly number[]): Tensor =>
  variable(name, shape, {
    initial: (sizes, _key, dtype) => {
      const length = sizes.reduce((size, dim) => size * dim, 1);
      return constant(
        Float64Array.from({ length }, (_, i) => i + 1),
        { dtype, shape: sizes },
      );
    },
  });

/** What an act does, as plain data: its result, or its error. */
function outcome(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof AdjointError)) throw error;
    const { origin, tensor, ...details } = error.details as Record<string, unknown>;
    const nameOf = (node: unknown) => (node as Tensor | undefined)?.name;
    return { code: error.code, details, origin: nameOf(origin), tensor: nameOf(tensor) };
  }
}

/** The same acts in a session of each backend leave the same results, errors and variables, to the last bit. */
function agree(acts: (session: Session, record: (result: unknown) => void) => void): readonly unknown[] {
  const on = (backend: Backend) => {
    using session = createSession({ backend, seed: 5 });
    const log: unknown[] = [];
    acts(session, (result) => log.push(result));
    const state = session.variables.map(({ name }) => [name, session.read(name)]);
    return { log, state };
  };
  const expected = on(reference);
  expect(on(wasm())).toStrictEqual(expected);
  return expected.log;
}

/** Runs a program a few times. */
const times = (count: number, spec: ProgramSpec, feeds: Feeds = {}) =>
  agree((session, record) => {
    const program = session.compile(spec);
    for (let i = 0; i < count; i++) record(outcome(() => program.run(feeds)));
  });

describe("updates in place", () => {
  const [v, w] = [counting("v", [5]), counting("w", [5])];
  const g = input("g", [5]);
  const feeds = { g: [1, -2, 3, -4, 5] };
  const cases: Readonly<Record<string, { outputs?: readonly Tensor[]; updates: readonly Update[] }>> = {
    "a step along a gradient": { updates: [[w, sub(w, mul(g, 0.5) as Tensor)]] },
    "a momentum and a parameter that uses it": {
      updates: [
        [v, add(mul(v, 0.5), g)],
        [w, sub(w, add(mul(v, 0.5), g) as Tensor)],
      ],
    },
    "a parameter that uses the old momentum after the new one": (() => {
      const next = add(mul(v, 0.5), g) as Tensor;
      return {
        updates: [
          [v, next],
          [w, sub(sub(w, next) as Tensor, v)],
        ],
      };
    })(),
    "a sum over old and new values": (() => {
      const next = add(mul(v, 0.5), g) as Tensor;
      return { outputs: [sum(sub(next, v) as Tensor), max(sub(v, next) as Tensor)], updates: [[v, next]] };
    })(),
    "two variables of each other": {
      updates: [
        [v, mul(w, 2)],
        [w, mul(v, 3)],
      ],
    },
    "two variables of both": {
      updates: [
        [v, add(v, w)],
        [w, sub(add(v, w), w as never) as Tensor],
      ],
    },
    "a swap": {
      updates: [
        [v, w],
        [w, v],
      ],
    },
    "a swap with outputs": {
      outputs: [v, w, add(v, w)],
      updates: [
        [v, w],
        [w, v],
      ],
    },
    "a chain of copies": {
      updates: [
        [v, w],
        [w, g],
      ],
    },
    "the variable itself as output": { outputs: [w], updates: [[w, mul(w, 2)]] },
    "the new value as output": (() => {
      const next = mul(w, 2) as Tensor;
      return { outputs: [next, w, next], updates: [[w, next]] };
    })(),
    "one value for two variables": (() => {
      const next = add(v, w) as Tensor;
      return {
        outputs: [sum(next)],
        updates: [
          [v, next],
          [w, next],
        ],
      };
    })(),
    "by itself": { outputs: [w], updates: [[w, w]] },
    "by a flip of itself": { updates: [[w, flip(w, [0])]] },
    "by a rotation of itself": {
      updates: [[w, concat([slice(w, { axis: 0, start: 2 }), slice(w, { axis: 0, end: 2 })] as never, 0) as Tensor]],
    },
    "by a constant": {
      updates: [
        [w, constant([5, 4, 3, 2, 1])],
        [v, broadcastTo(constant(7), [5])],
      ],
    },
    "by an input": { outputs: [g], updates: [[w, g]] },
    "by a reduction over itself": { updates: [[w, broadcastTo(sum(w), [5])]] },
    "by rows of itself": {
      updates: [[w, gather(w, constant([4, 4, 0, 1, 2], { dtype: "i32" })) as Tensor]],
    },
    "by a scatter of itself": {
      updates: [[w, scatterAdd(w, constant([4, 4, 0, 1, 2], { dtype: "i32" }), 5)]],
    },
  };
  test.each(Object.keys(cases))("%s", (name) => {
    const { outputs = [], updates } = cases[name]!;
    const used = [...outputs, ...updates.map(([, value]) => value)].some(dependsOn(g));
    times(3, { outputs, updates }, used ? feeds : {});
  });

  test("by a transposed product with itself, and by a reshape", () => {
    const square = counting("square", [3, 3]);
    const flat = counting("flat", [9]);
    // Twice only, so that all numbers stay exact in single precision.
    times(2, {
      outputs: [],
      updates: [
        [
          square,
          mul(matmul(transpose(square, [1, 0] as never) as Tensor, square as never) as Tensor, 0.0625) as Tensor,
        ],
        [flat, reshape(square, [9] as never) as Tensor],
      ],
    });
    times(3, { outputs: [square], updates: [[square, transpose(square, [1, 0] as never) as Tensor]] });
    times(2, {
      outputs: [],
      updates: [
        [square, reshape(flat, [3, 3] as never) as Tensor],
        [flat, mul(flat, 2)],
      ],
    });
  });

  test("of element types that are not floats", () => {
    const count = variable("count", [3], { dtype: "i32", initial: 2 ** 31 - 2 });
    const bytes = variable("bytes", [3], { dtype: "u8", initial: 250 });
    const truth = variable("truth", [3], { dtype: "bool", initial: 1 });
    times(4, {
      outputs: [],
      updates: [
        [count, add(count, 1)],
        [bytes, cast(add(cast(bytes, "i32"), 3) as Tensor, "u8")],
        [truth, cast(sub(1, cast(truth, "i32") as never) as Tensor, "bool")],
      ],
    });
  });
});

/** Does a tensor depend on this input? */
function dependsOn(node: Tensor): (tensor: Tensor) => boolean {
  return function depends(tensor): boolean {
    return tensor === node || tensor.inputs.some(depends);
  };
}

test("random updates of random variables by each other", () => {
  const graph = fc.array(fc.nat({ max: 1000 }), { minLength: 10, maxLength: 60 });
  fc.assert(
    fc.property(graph, (choices) => {
      let next = 0;
      const pick = (count: number) => (choices[next++] ?? 0) % count;
      const variables = [0, 1, 2].map((i) => counting(`v${i}`, [2, 3]));
      const pool: Tensor[] = [...variables];
      const among = () => pool[pick(pool.length)]!;
      const made: readonly (() => Tensor)[] = [
        () => add(among(), among() as never) as Tensor,
        () => mul(sub(among(), among() as never) as Tensor, 0.5) as Tensor,
        () => flip(among(), [pick(2)]),
        () => broadcastTo(sum(among(), { axes: [pick(2)], keepDims: true }) as Tensor, [2, 3]),
        () => transpose(reshape(among(), [3, 2] as never) as Tensor, [1, 0] as never) as Tensor,
        () => mul(matmul(among(), broadcastTo(constant(0.125), [3, 3]) as never) as Tensor, 0.5) as Tensor,
        () =>
          concat([slice(among(), { axis: 1, end: 1 }), slice(among(), { axis: 1, start: 1 })] as never, 1) as Tensor,
      ];
      for (let i = 0; i < 8; i++) pool.push(made[pick(made.length)]!());
      const updates = variables.filter(() => pick(4) < 3).map((each): Update => [each, among()]);
      times(2, { outputs: [among(), among()], updates });
    }),
    { seed: 3, numRuns: Number(process.env.ADJOINT_RUNS ?? 150) },
  );
});

describe("programs of one session", () => {
  test("share variables, whichever runs", () => {
    const w = counting("w", [4]);
    const x = input("x", ["batch", 4]);
    const log = agree((session, record) => {
      const train = session.compile({
        outputs: sum(w),
        updates: [[w, add(w, sum(x, { axes: [0] }) as never) as Tensor]],
      });
      const look = session.compile({ outputs: [w, mul(x, w as never)] });
      record(train.run({ x: [[1, 2, 3, 4]] }));
      record(
        look.run({
          x: [
            [1, 1, 1, 1],
            [0, 1, 0, 1],
          ],
        }),
      );
      session.write("w", [4, 3, 2, 1]);
      record(
        train.run({
          x: [
            [1, 0, 0, 0],
            [1, 0, 0, 0],
            [1, 0, 0, 0],
          ],
        }),
      );
      record(look.run({ x: [[2, 2, 2, 2]] }));
    });
    expect(log[0]).toBe(10);
  });

  test("specialise to several sizes of batch, in any order, with none and one too", () => {
    const w = counting("w", [3]);
    const x = input("x", ["batch", 3]);
    const mean = div(sum(mul(x, w as never) as Tensor, { axes: [0] }) as Tensor, extent(["batch"]) as never) as Tensor;
    agree((session, record) => {
      const program = session.compile({ outputs: { mean, x }, updates: [[w, add(w, 1)]] });
      for (const size of [4, 1, 7, 4, 0, 16, 1]) {
        const data = Float32Array.from({ length: 3 * size }, (_, i) => i / 4);
        record(program.run({ x: { dtype: "f32", shape: [size, 3], data } }));
      }
    });
  });

  test("keep working while the memory grows under them", () => {
    using session = createSession({ backend: wasm() });
    const w = counting("w", [64]);
    const first = session.compile({ outputs: sum(w), updates: [[w, add(w, 1)]] });
    expect(first.run()).toBe(2080);
    const later = Array.from({ length: 40 }, (_, i) => {
      const large = input("large", [20_000 + i]);
      return session.compile({ outputs: [sum(mul(large, i) as Tensor), sum(w)] });
    });
    later.forEach((program, i) => {
      const ones = new Float32Array(20_000 + i).fill(1);
      expect(program.run({ large: ones })).toStrictEqual([i * (20_000 + i), 2080 + 64 * (i + 1)]);
      expect(first.run()).toBe(2080 + 64 * (i + 1));
    });
    expect(later[0]!.run({ large: new Float32Array(20_000).fill(2) })[0]).toBe(0);
    expect(session.read(w).data[0]).toBe(42);
  });

  test("hand out results that later runs leave alone", () => {
    using session = createSession({ backend: wasm() });
    const x = input("x", [3]);
    const program = session.compile({ outputs: [mul(x, 2), x] });
    const [doubled, fed] = program.run({ x: [1, 2, 3] });
    program.run({ x: [7, 8, 9] });
    expect([...(doubled as { data: Float32Array }).data, ...fed.data]).toStrictEqual([2, 4, 6, 1, 2, 3]);
  });
});

describe("a run that fails", () => {
  const w = counting("w", [4]);
  const steps = variable("steps", [], { dtype: "i32" });
  const p = input("p", [4]);
  const logarithm = named("logarithm", log(p));
  const updates: readonly Update[] = [
    [w, sub(w, mul(logarithm, 0.5) as never) as Tensor],
    [steps, add(steps, 1)],
  ];
  const failing = [1, 0, 2, 3];

  test("for a loss that is not finite changes nothing, and names the same origin", () => {
    const loss = named("loss", sum(mul(logarithm, w as never) as Tensor) as Tensor);
    const [first] = agree((session, record) => {
      const program = session.compile({ outputs: [], updates, requireFinite: [loss] });
      record(outcome(() => program.run({ p: failing })));
      record(session.read(w));
      record(outcome(() => program.run({ p: [1, 1, 1, 1] })));
      record(outcome(() => program.run({ p: [1, 1, 1, Number.NaN] })));
    });
    expect(first).toMatchObject({ code: "run/non-finite", origin: "logarithm" });
  });

  test("names nodes that the compiler folds or shares", () => {
    const folded = named("folded", log(constant(0)) as Tensor);
    const shared = named("second", log(p));
    const unit = named("unit", mul(logarithm, 1) as Tensor);
    for (const culprit of [folded, unit, add(log(p), shared as never) as Tensor]) {
      const loss = named("loss", sum(mul(culprit, w as never) as Tensor) as Tensor);
      agree((session, record) => {
        const program = session.compile({ outputs: [], updates, requireFinite: [loss] });
        record(outcome(() => program.run({ p: failing })));
      });
    }
  });

  test("names the first of several that are required, at the place where it fails", () => {
    const fine = named("fine", sum(p) as Tensor);
    const vector = named("vector", exp(mul(p, 100) as Tensor));
    agree((session, record) => {
      const program = session.compile({ outputs: [], updates, requireFinite: [fine, vector, logarithm] });
      record(outcome(() => program.run({ p: failing })));
      record(outcome(() => program.run({ p: [0, 0, 0, 0] })));
      record(outcome(() => program.run({ p: [Infinity, 0, 0, 0] })));
    });
  });

  test("for an index out of range changes nothing, with the same details", () => {
    const table = input("table", [3, 2]);
    const at = input("at", [2], "i32");
    const rows = variable("rows", [2, 2]);
    const v = variable("v", [2], { initial: 1 });
    const feeds = {
      table: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    };
    const picked = gather(table, at) as Tensor;
    for (const changes of [
      [
        [v, add(v, 1)],
        [rows, picked],
      ],
      [
        [rows, add(picked, rows as never)],
        [v, mul(v, 2)],
      ],
      [
        [v, add(v, 1)],
        [rows, scatterAdd(picked, at, 2)],
      ],
    ] as readonly (readonly Update[])[]) {
      for (const indices of [
        [0, 3],
        [-1, 0],
        [2, 2 ** 31 - 1],
      ]) {
        agree((session, record) => {
          const program = session.compile({ outputs: [], updates: changes });
          record(outcome(() => program.run({ ...feeds, at: indices })));
          record(outcome(() => program.run({ ...feeds, at: [1, 0] })));
        });
      }
    }
  });
});

test("random first values are the same on both", () => {
  const drawn = variable("drawn", [7, 5], { initial: (shape, key) => randomNormal(key, shape) });
  using expected = createSession({ seed: 11, backend: reference });
  using found = createSession({ seed: 11, backend: wasm() });
  for (const session of [expected, found]) session.compile({ outputs: tanh(drawn) });
  const numbers = found.read("drawn").data;
  // ln has 1 ulp of its own, under a root; everything else is the same.
  expected.read("drawn").data.forEach((x: number, i: number) => {
    expect(Math.abs(numbers[i]! - x)).toBeLessThanOrEqual(2 ** -22 * Math.abs(x));
  });
});
