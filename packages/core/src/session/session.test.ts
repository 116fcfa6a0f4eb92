import { describe, expect, expectTypeOf, test } from "vitest";
import {
  add,
  cast,
  constant,
  createSession,
  evaluate,
  exp,
  extent,
  type Feed,
  fromJson,
  input,
  log,
  matmul,
  mul,
  named,
  neg,
  parameter,
  randomNormal,
  reference,
  stopGradient,
  sub,
  sum,
  type Tensor,
  type TensorValue,
  toJson,
  variable,
  wasm,
} from "../index.js";

const dataOf = (value: unknown): readonly number[] => [...(value as TensorValue).data];
const normal = { initial: (shape: readonly number[], key: Tensor<readonly [2]>) => randomNormal(key, shape) };

describe("updates", () => {
  test("are all computed from the old values, and applied together at the end", () => {
    using session = createSession();
    const [a, b] = [variable("a", [], { initial: 1 }), variable("b", [], { initial: 10 })];
    const swap = session.compile({
      outputs: [a, b, add(a, b)],
      updates: [
        [a, b],
        [b, add(a, b)],
      ],
    });
    expect(swap.run()).toStrictEqual([1, 10, 11]);
    expect(swap.run()).toStrictEqual([10, 11, 21]);
    expect([session.read(a).data[0], session.read(b).data[0]]).toStrictEqual([11, 21]);
  });

  test("do not change results that were handed out", () => {
    using session = createSession();
    const a = variable("a", [2], { initial: 1 });
    const step = session.compile({ outputs: a, updates: [[a, mul(a, 2)]] });
    const first = step.run();
    step.run();
    expect(dataOf(first)).toStrictEqual([1, 1]);
    const copy = session.read(a);
    copy.data.fill(99);
    expect(dataOf(session.read(a))).toStrictEqual([4, 4]);
  });

  test("may read what is fed, and a variable nothing else reads", () => {
    using session = createSession();
    const total = variable("total", [2]);
    const x = input("x", ["n", 2]);
    const step = session.compile({ outputs: {}, updates: [[total, add(total, sum(x, { axes: [0] }))]] });
    step.run({ x: [[1, 2]] });
    step.run({
      x: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(dataOf(session.read("total"))).toStrictEqual([5, 8]);
  });

  test("that do not fit their variable, or go to something else, are refused", () => {
    using session = createSession();
    const a = variable("a", [2]);
    const x: Tensor = input("x", [2]);
    for (const update of [
      [a, constant(1)],
      [a, cast(x, "f64")],
      [x, a],
    ] as const) {
      expect(() => session.compile({ outputs: [], updates: [update] })).toThrow("does not fit");
    }
    expect(() =>
      session.compile({
        outputs: [],
        updates: [
          [a, x],
          [a, a],
        ],
      }),
    ).toThrow("updated twice");
  });
});

describe("programs of one session", () => {
  test("share variables by name", () => {
    using session = createSession();
    const counter = () => variable("counter", [], { dtype: "i32" });
    const [here, there] = [counter(), counter()];
    const count = session.compile({ outputs: [], updates: [[here, add(here, 1)]] });
    const look = session.compile({ outputs: there });
    count.run();
    count.run();
    expect(look.run()).toBe(2);
  });

  test("do not share them with another session", () => {
    using one = createSession();
    using other = createSession();
    const a = variable("a", []);
    for (const session of [one, other]) session.compile({ outputs: a });
    one.write(a, 5);
    expect([...one.read(a).data, ...other.read(a).data]).toStrictEqual([5, 0]);
  });

  test("list what they declared, in the order of its appearance", () => {
    using session = createSession();
    session.compile({ outputs: add(parameter("w", [2, 3]), variable("step", [], { dtype: "f32" })) });
    session.compile({ outputs: variable("count", [], { dtype: "i32" }) });
    expect(session.variables).toStrictEqual([
      { name: "w", dtype: "f32", shape: [2, 3], trainable: true },
      { name: "step", dtype: "f32", shape: [], trainable: false },
      { name: "count", dtype: "i32", shape: [], trainable: false },
    ]);
  });

  test("find a variable under its own name also when the node was given another", () => {
    using session = createSession();
    const alias = named("alias", parameter("w", [2], { initial: 3 }));
    session.compile({ outputs: alias });
    expect(session.variables.map(({ name }) => name)).toStrictEqual(["w"]);
    session.write(alias, [4, 5]);
    expect(dataOf(session.read("w"))).toStrictEqual([4, 5]);
    expect(dataOf(session.read(alias))).toStrictEqual([4, 5]);
  });
});

describe("named dimensions", () => {
  const rows = input("rows", ["batch", 2]);
  const targets = input("targets", ["batch"]);

  test("take the size of each batch, a last smaller one too", () => {
    using session = createSession();
    const mean = session.compile({ outputs: { mean: mul(sum(rows), 1), count: extent(["batch"]) } });
    expect(
      mean.run({
        rows: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      }),
    ).toStrictEqual({ mean: 21, count: 3 });
    expect(mean.run({ rows: [[1, 2]] })).toStrictEqual({ mean: 3, count: 1 });
    expect(
      mean.run({
        rows: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      }),
    ).toStrictEqual({ mean: 21, count: 3 });
    expect(mean.run({ rows: { dtype: "f32", shape: [0, 2], data: new Float32Array(0) } })).toStrictEqual({
      mean: 0,
      count: 0,
    });
  });

  test("are told from the length of a flat array, or by another input", () => {
    const spread = add(rows, targets.shape.length === 1 ? sum(targets) : 0);
    const feeds = { rows: Float32Array.of(1, 2, 3, 4), targets: [10, 20] };
    expect(evaluate(spread, feeds)).toMatchObject({ shape: [2, 2] });
    const image = input("image", ["batch", "width"]);
    const flat = evaluate([image, rows], {
      image: new Float32Array(6),
      rows: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(flat[0]).toMatchObject({ shape: [2, 3] });
  });

  test("that nothing decides are an error, not an empty result", () => {
    expect(() => evaluate(extent(["batch"]))).toThrow('nothing that is fed tells the size of "batch"');
  });

  test("keep their variables across sizes", () => {
    using session = createSession();
    const seen = variable("seen", []);
    const count = session.compile({
      outputs: [],
      updates: [[seen, add(seen, mul(extent(["batch"]), add(1, mul(sum(rows), 0))))]],
    });
    for (const size of [4, 4, 1]) count.run({ rows: new Float32Array(2 * size) });
    expect(session.read(seen).data[0]).toBe(9);
  });
});

describe("feeds", () => {
  const x = input("x", [2, 3]);
  const whole = input("whole", [2], "i32");
  const bytes = input("bytes", [2], "u8");
  const truth = input("truth", [2], "bool");
  const scalar = input("scalar", []);
  const code = (tensor: Tensor, feed: unknown): unknown => {
    try {
      evaluate(tensor, { [tensor.name!]: feed as Feed });
    } catch (error) {
      return (error as { code: unknown }).code;
    }
    return undefined;
  };

  test("are numbers, nested arrays, typed arrays, or numbers with a shape", () => {
    const expected = [1, 2, 3, 4, 5, 6];
    for (const feed of [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      Float32Array.from(expected),
      Float64Array.from(expected),
      { dtype: "f32", shape: [2, 3], data: Float32Array.from(expected) },
      { dtype: "f64", shape: [2, 3], data: Float64Array.from(expected) },
    ] satisfies Feed[]) {
      expect(evaluate(x, { x: feed })).toStrictEqual({
        dtype: "f32",
        shape: [2, 3],
        data: Float32Array.from(expected),
      });
    }
    expect(evaluate(scalar, { scalar: 0.1 })).toBe(Math.fround(0.1));
    expect(evaluate(whole, { whole: [1, -2] })).toHaveProperty("data", Int32Array.of(1, -2));
    expect(evaluate(bytes, { bytes: [0, 255] })).toHaveProperty("data", Uint8Array.of(0, 255));
    expect(evaluate(truth, { truth: [true, false] })).toHaveProperty("data", Uint8Array.of(1, 0));
    expect(evaluate(truth, { truth: [1, 0] })).toHaveProperty("data", Uint8Array.of(1, 0));
  });

  test("are not kept: changing them afterwards changes nothing, and results are no views of them", () => {
    const data = new Float32Array(6);
    const result = evaluate(x, { x: data });
    data.fill(7);
    expect(dataOf(result)).toStrictEqual([0, 0, 0, 0, 0, 0]);
  });

  test("of another kind of typed array, of numbers that do not fit, or of no numbers are refused", () => {
    expect(code(x, new Int32Array(6))).toBe("feed/dtype");
    expect(code(whole, new Float32Array(2))).toBe("feed/dtype");
    expect(code(whole, [1, 0.5])).toBe("feed/dtype");
    expect(code(whole, [1, 2 ** 31])).toBe("feed/dtype");
    expect(code(whole, [1, Number.NaN])).toBe("feed/dtype");
    expect(code(bytes, [0, 256])).toBe("feed/dtype");
    expect(code(truth, [0, 2])).toBe("feed/dtype");
    expect(code(truth, Uint8Array.of(0, 2))).toBe("feed/dtype");
    expect(code(x, "123456")).toBe("feed/dtype");
    expect(code(x, null)).toBe("feed/dtype");
    expect(code(x, {})).toBe("feed/dtype");
  });

  test("of another shape or length are refused", () => {
    expect(
      code(x, [
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ).toBe("feed/shape");
    expect(code(x, [1, 2, 3])).toBe("feed/shape");
    expect(code(x, 1)).toBe("feed/shape");
    expect(code(x, { dtype: "f32", shape: [2, 4], data: new Float32Array(8) })).toBe("feed/shape");
    expect(code(x, { dtype: "f32", shape: [2, 3], data: new Float32Array(5) })).toBe("feed/shape");
    expect(code(x, new Float32Array(5))).toBe("feed/length");
    expect(
      code(x, [
        [1, 2, 3],
        [4, 5],
      ]),
    ).toBe("constant/ragged");
    expect(() => evaluate(x, { x: new Float32Array(12) })).toThrow(
      'run: the input "x" [2, 3] was fed 12 numbers, which do not fill its shape.',
    );
  });

  test("that are missing or unknown are refused by name", () => {
    expect(() => evaluate(x)).toThrow('the input "x" [2, 3] (f32) was not fed; the feeds are: none.');
    expect(() => evaluate(x, { X: [1] })).toThrow('no input "X"; its inputs are: x.');
  });

  test("that disagree on a named dimension are refused with both inputs", () => {
    const [a, b] = [input("a", ["n"]), input("b", ["n"])];
    expect(() => evaluate([a, b], { a: [1], b: [1, 2] })).toThrow('"n" is 1 in the input "a" and 2 in "b"');
    expect(() => evaluate(input("square", ["n", "n"]), { square: [[1, 2]] })).toThrow(
      '"n" is 1 in the input "square" and 2',
    );
  });

  test("are declared by the program", () => {
    using session = createSession();
    const program = session.compile({ outputs: add(x, input("bias", [3])) });
    expect([...program.inputs.keys()]).toStrictEqual(["x", "bias"]);
    expect(program.inputs.get("bias")!.shape).toStrictEqual([3]);
  });
});

describe("results", () => {
  const x = input("x", [2]);
  test("are arranged as the outputs are, scalars as numbers", () => {
    const total = sum(x);
    const feeds = { x: [1, 2] };
    const one = evaluate(total, feeds);
    const list = evaluate([total, x], feeds);
    const record = evaluate({ total, x }, feeds);
    expect([one, list[0], record.total]).toStrictEqual([3, 3, 3]);
    expect(record.x).toStrictEqual(list[1]);
    expectTypeOf(one).toEqualTypeOf<number>();
    expectTypeOf(list).toEqualTypeOf<readonly [number, TensorValue]>();
    expectTypeOf(record).toEqualTypeOf<{ readonly total: number; readonly x: TensorValue }>();
    expectTypeOf(evaluate(total as Tensor, feeds)).toEqualTypeOf<number | TensorValue>();
  });
});

describe("read and write", () => {
  test("copy a variable out and in, by tensor and by name", () => {
    using session = createSession();
    const w = parameter("w", [2, 2], { initial: 1 });
    session.compile({ outputs: w });
    session.write("w", [
      [1, 2],
      [3, 4],
    ]);
    expect(session.read(w)).toStrictEqual({ dtype: "f32", shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) });
    const data = Float32Array.of(5, 6, 7, 8);
    session.write(w, data);
    data.fill(0);
    expect(dataOf(session.read("w"))).toStrictEqual([5, 6, 7, 8]);
    session.write(w, session.read(w));
    expect(dataOf(session.read("w"))).toStrictEqual([5, 6, 7, 8]);
  });

  test("refuse unknown names, other shapes and other element types", () => {
    using session = createSession();
    const [w, steps] = [parameter("w", [2, 2]), variable("steps", [], { dtype: "i32" })];
    expect(() => session.read(w)).toThrow('no variable "w"; it has: none');
    session.compile({ outputs: [w, steps] });
    expect(() => session.write("v", 1)).toThrow('no variable "v"');
    expect(() => session.write(w, [1, 2, 3, 4])).toThrow("has the shape [2, 2], the value [4]");
    expect(() => session.write(w, new Float32Array(3))).toThrow("the value [3]");
    expect(() => session.write(w, new Int32Array(4))).toThrow("was fed a Int32Array");
    expect(() => session.write(steps, 0.5)).toThrow("the number 0.5");
    expect(dataOf(session.read(w))).toStrictEqual([0, 0, 0, 0]);
  });
});

describe("requireFinite", () => {
  test("leaves every variable as it was, and names the node where it began", () => {
    using session = createSession();
    const [w, steps] = [parameter("w", [2], { initial: 2 }), variable("steps", [])];
    const p = input("p", [2]);
    const loss = named("loss", sum(neg(mul(named("logarithm", log(p)), w))));
    const step = session.compile({
      outputs: loss,
      updates: [
        [w, sub(w, 1)],
        [steps, add(steps, 1)],
      ],
      requireFinite: [loss],
    });
    step.run({ p: [1, 2] });
    let thrown: unknown;
    try {
      step.run({ p: [1, 0] });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      code: "run/non-finite",
      details: { origin: { name: "logarithm" } },
    });
    expect([...dataOf(session.read(w)), ...dataOf(session.read(steps))]).toStrictEqual([1, 1, 1]);
    expect(step.run({ p: [1, 1] })).toBeCloseTo(0);
  });

  test("names a feed or a variable that was not finite itself", () => {
    using session = createSession();
    const [w, x] = [parameter("w", [2], { initial: 1 }), input("x", [2])];
    const y = sum(mul(x, w));
    const run = session.compile({ outputs: y, requireFinite: [y] }).run;
    expect(() => run({ x: [1, Number.NaN] })).toThrow('came from "x" [2].');
    session.write(w, [Number.POSITIVE_INFINITY, 1]);
    expect(() => run({ x: [1, 1] })).toThrow('came from "w" [2].');
  });

  test("does not blame a node that the tensor does not depend on", () => {
    using session = createSession();
    const x = input("x", []);
    const elsewhere = named("elsewhere", log(sub(x, x)));
    const loss = named("loss", exp(mul(x, 1000)));
    const run = session.compile({ outputs: [elsewhere, loss], requireFinite: [loss] }).run;
    expect(() => run({ x: 1 })).toThrow('came from "loss" []');
  });

  test("lets other outputs be infinite", () => {
    using session = createSession();
    const x = input("x", []);
    expect(session.compile({ outputs: log(x), requireFinite: [x] }).run({ x: 0 })).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe("sessions in double precision", () => {
  const third = input("third", []);
  test("compute what was declared f32 in f64", () => {
    expect(evaluate(third, { third: 1 / 3 })).toBe(Math.fround(1 / 3));
    expect(evaluate(third, { third: 1 / 3 }, { floats: "f64" })).toBe(1 / 3);
    expect(evaluate(cast(cast(third, "i32"), "f32"), { third: 7.9 }, { floats: "f64" })).toBe(7);
  });

  test("keep variables in f64", () => {
    using session = createSession({ floats: "f64" });
    const w = parameter("w", [1], { initial: 0.1 });
    session.compile({ outputs: [], updates: [[w, mul(w, 1)]] });
    expect(session.read(w)).toStrictEqual({ dtype: "f64", shape: [1], data: Float64Array.of(0.1) });
    session.write(w, [1 / 3]);
    expect(session.read(w).data[0]).toBe(1 / 3);
  });

  test("know numbers as they were written, however they were; sessions in single precision round them", () => {
    const x = input("x", []);
    const written = [
      mul(x, 0.1),
      mul(x, constant(0.1)),
      sum(mul(x, constant([[0.1]]))),
      sum(mul(x, constant(Float64Array.of(0.1), { shape: [1] }))),
      stopGradient(named("tenth", mul(constant(0.1), x))),
    ];
    const readBack = fromJson(JSON.parse(JSON.stringify(toJson(written))));
    for (const backend of [reference, wasm()]) {
      for (const y of [...written, ...readBack]) {
        expect(evaluate(y, { x: 1 }, { floats: "f64", backend })).toBe(0.1);
        expect(evaluate(y, { x: 1 }, { backend })).toBe(Math.fround(0.1));
      }
      // What was single already cannot be more than it is.
      const single = sum(mul(x, constant(Float32Array.of(0.1), { shape: [1] })));
      expect(evaluate(single, { x: 1 }, { floats: "f64", backend })).toBe(Math.fround(0.1));
    }
  });

  test("have constants beyond the range of f32", () => {
    const x = input("x", []);
    expect(evaluate(mul(x, 1e300), { x: 2 }, { floats: "f64" })).toBe(2e300);
    expect(evaluate(mul(x, 1e300), { x: 2 })).toBe(Infinity);
  });

  test("leave names alone, also those that look like element types", () => {
    const x = input("f32", [1]);
    const w = parameter("f32", [1], { initial: 2 });
    expect(dataOf(evaluate(mul(x, w), { f32: [3] }, { floats: "f64" }))).toStrictEqual([6]);
  });

  test("start from the same random values, as far as they go", () => {
    const w = parameter("w", [64], normal);
    const [single, double] = [evaluate(w), evaluate(w, {}, { floats: "f64" })] as [TensorValue, TensorValue];
    double.data.forEach((x: number, i: number) => {
      // √(−2 ln u) and 2πv are each rounded a few times: some 10 units in the last place of numbers up to 6.
      expect(Math.abs(x - single.data[i]!)).toBeLessThan(10 * 6 * 2 ** -24);
    });
  });
});

describe("seeds", () => {
  const first = (seed: number, name = "w") => dataOf(evaluate(parameter(name, [8], normal), {}, { seed }));

  test("the same gives the same bits", () => {
    expect(first(1)).toStrictEqual(first(1));
    expect(first(-(2 ** 53) + 1)).toStrictEqual(first(-(2 ** 53) + 1));
  });

  test("others give others, for each bit of 53", () => {
    const seeds = [0, 1, -1, 2 ** 31, 2 ** 32, 2 ** 52];
    expect(new Set(seeds.map((seed) => first(seed).join())).size).toBe(seeds.length);
  });

  test("what a variable draws depends on its name, and not on which others there are", () => {
    using session = createSession({ seed: 1 });
    session.compile({ outputs: [parameter("v", [8], normal), parameter("w", [8], normal)] });
    expect(dataOf(session.read("w"))).toStrictEqual(first(1));
    expect(dataOf(session.read("v"))).not.toStrictEqual(first(1));
  });

  test("must be whole numbers up to 2⁵³", () => {
    for (const seed of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => createSession({ seed })).toThrow("the seed must be a whole number");
    }
  });
});

describe("the end of a session", () => {
  test("comes with its block", () => {
    const w = parameter("w", [2]);
    const ended = (() => {
      using session = createSession();
      return { session, program: session.compile({ outputs: w }) };
    })();
    for (const act of [
      () => ended.program.run(),
      () => ended.session.compile({ outputs: w }),
      () => ended.session.read(w),
      () => ended.session.write(w, [1, 2]),
    ]) {
      expect(act).toThrow("This session is closed");
    }
  });

  test("may come twice", () => {
    const session = createSession();
    session.close();
    expect(() => session.close()).not.toThrow();
  });
});

describe("compile", () => {
  test("checks the graph", () => {
    using session = createSession();
    const broken = { ...exp(input("x", [2])), shape: [3] } as Tensor;
    expect(() => session.compile({ outputs: broken })).toThrow("is malformed");
  });

  test("refuses a variable that exists in another shape or element type", () => {
    using session = createSession();
    session.compile({ outputs: parameter("w", [2]) });
    expect(() => session.compile({ outputs: parameter("w", [3]) })).toThrow("exists in this session as [2] (f32)");
    expect(() => session.compile({ outputs: parameter("w", [2], { dtype: "f64" }) })).toThrow("exists in this session");
  });

  test("runs a small network, and gradients of it, as in the README", () => {
    using session = createSession({ seed: 1 });
    const x = input("x", ["batch", 2]);
    const w = parameter("w", [2, 1], { initial: 0.5 });
    const y = matmul(x, w);
    expect(session.compile({ outputs: y }).run({ x: [[1, 2]] })).toStrictEqual({
      dtype: "f32",
      shape: [1, 1],
      data: Float32Array.of(1.5),
    });
  });
});
