import { describe, expect, test } from "vitest";
import {
  add,
  createSession,
  customGradient,
  fromJson,
  grad,
  gradients,
  hvp,
  input,
  inspectProgram,
  jvp,
  mul,
  named,
  type Program,
  reference,
  slice,
  sum,
  type Tensor,
  tanh,
  toJson,
  toText,
  valueAndGrad,
  variable,
  verifyGraph,
  vjp,
  wasm,
  withUpdate,
} from "../index.js";
import { checkJacobian } from "../verify/index.js";

const x = input("x", [2]);
const feeds = { x: [3, 4] };

/** A counter as a tensor that counts: what it was before. */
const counter = (name = "calls") => {
  const calls = variable(name, [], { dtype: "i32" });
  return () => withUpdate(calls, (before) => ({ value: before, next: add(before, 1) }));
};

/** Keeps the sum of all it has seen: the identity, with a side that derivatives do not see. */
const totalled = (name = "total") => {
  const total = variable(name, [2]);
  return (y: Tensor): Tensor => withUpdate(total, (before) => ({ value: y, next: add(before, y) as Tensor }));
};

describe.each([reference, wasm()])("on $name", (backend) => {
  const open = () => createSession({ backend });
  const dataOf = (session: ReturnType<typeof open>, name: string) => Array.from(session.read(name).data);

  test("each run computes the value and changes the variable once", () => {
    using session = open();
    const count = session.compile({ outputs: counter()() });
    expect([count.run(), count.run(), count.run()]).toStrictEqual([0, 1, 2]);
    expect(dataOf(session, "calls")).toStrictEqual([3]);
  });

  test("a value that two things need is one use", () => {
    using session = open();
    const y = totalled()(x);
    session.compile({ outputs: [add(y, 1), mul(y, 2), y] }).run(feeds);
    expect(dataOf(session, "total")).toStrictEqual([3, 4]);
  });

  test("a program that does not compute the value changes nothing", () => {
    using session = open();
    const count = counter();
    const number = count();
    session.compile({ outputs: number });
    session.compile({ outputs: mul(x, 2) }).run(feeds);
    expect(dataOf(session, "calls")).toStrictEqual([0]);
  });

  test("uses of one variable take turns, and each finds what the one before it left", () => {
    using session = open();
    const count = counter();
    const program = session.compile({ outputs: [count(), count(), add(mul(count(), 10), count())] });
    expect(program.run()).toStrictEqual([0, 1, 23]);
    expect(program.run()).toStrictEqual([4, 5, 67]);
    expect(dataOf(session, "calls")).toStrictEqual([8]);
  });

  test("a use applied to another's value comes after it", () => {
    using session = open();
    const keep = totalled();
    session.compile({ outputs: keep(mul(keep(x), 10)) }).run(feeds);
    expect(dataOf(session, "total")).toStrictEqual([33, 44]);
  });

  test("a recurrence may compute its value from the variable: two steps in one program are two runs of one", () => {
    const step = (y: Tensor): Tensor => {
      const state = variable("state", [2], { initial: 0.5 });
      return withUpdate(state, (before) => {
        const after: Tensor = tanh(add(before, y));
        return { value: after, next: after };
      });
    };
    const state = variable("state", [2], { initial: 0.5 });
    const advance = (y: Tensor) =>
      withUpdate(state, (before) => {
        const after: Tensor = tanh(add(before, y));
        return { value: after, next: after };
      });
    using once = open();
    using twice = open();
    const single = once.compile({ outputs: step(x) });
    single.run(feeds);
    const second = single.run(feeds);
    expect(twice.compile({ outputs: [advance(x), advance(x)] }).run(feeds)[1]).toStrictEqual(second);
    expect(twice.read("state")).toStrictEqual(once.read("state"));
  });

  test("a use whose value depends on what a later one in the tape reads comes after that", () => {
    using session = open();
    const calls = variable("calls", []);
    const first = named(
      "first",
      withUpdate(calls, (before) => ({ value: mul(x, before), next: add(before, 1) })),
    );
    const [slope] = gradients(sum(first), [x]);
    const second = withUpdate(calls, (before) => ({ value: add(slope, before), next: add(before, 10) }));
    // The slope reads what the first use read, 5; the second finds 6, though it stands first in the tape.
    const program = session.compile({ outputs: [second, first] });
    session.write("calls", 5);
    expect(program.run(feeds).map(({ data }) => [...data])).toStrictEqual([
      [11, 11],
      [15, 20],
    ]);
    expect(dataOf(session, "calls")).toStrictEqual([16]);
  });

  test("a run that fails changes nothing", () => {
    using session = open();
    const y = totalled()(x);
    const program = session.compile({ outputs: [], requireFinite: [y] });
    program.run(feeds);
    expect(() => program.run({ x: [1, Number.NaN] })).toThrow("not finite");
    expect(dataOf(session, "total")).toStrictEqual([3, 4]);
  });

  test("updates of the graph and of the program go together, also in double precision", () => {
    using session = createSession({ backend, floats: "f64" });
    const other = variable("other", []);
    const y = totalled()(x);
    session.compile({ outputs: y, updates: [[other, sum(y)]] }).run({ x: [0.1, 0.2] });
    expect([dataOf(session, "total"), dataOf(session, "other")]).toStrictEqual([[0.1, 0.2], [0.1 + 0.2]]);
  });

  test("named dimensions are bound in the next value too", () => {
    using session = open();
    const rows = input("rows", ["batch", 2]);
    const total = variable("total", [2]);
    const y = withUpdate(total, (before) => ({ value: rows, next: add(before, sum(rows, { axes: [0] })) }));
    const program = session.compile({ outputs: sum(y) });
    program.run({ rows: [[1, 2]] });
    program.run({
      rows: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(dataOf(session, "total")).toStrictEqual([5, 8]);
  });
});

describe("derivatives", () => {
  /** How often the counter counts in one run of a program of these outputs. */
  const counted = (outputs: readonly Tensor[]): number => {
    using session = createSession();
    const program: Program<readonly Tensor[]> = session.compile({ outputs });
    program.run(Object.fromEntries([...program.inputs.keys()].map((name) => [name, [3, 4]])));
    return Math.max(...session.read("calls").data);
  };
  /** x³ in total, with a counter. */
  const cubes = (y: Tensor): Tensor => {
    const calls = variable("calls", []);
    return withUpdate(calls, (before) => ({ value: sum(mul(mul(y, y), y) as Tensor), next: add(before, 1) }));
  };

  test("pass to the value, in both modes", () => {
    const y = cubes(x);
    using session = createSession();
    const direction = input("direction", [2]);
    const outputs = [...gradients(y, [x]), ...jvp([y], [x], [direction])] as const;
    const [slope, speed] = session.compile({ outputs }).run({ ...feeds, direction: [1, 2] }) as never as readonly [
      { data: Float32Array },
      number,
    ];
    expect([...slope.data]).toStrictEqual([27, 48]);
    expect(speed).toBe(27 + 2 * 48);
  });

  test("by the variable are zero", () => {
    const calls = variable("calls", []);
    const y = withUpdate(calls, (before) => ({ value: mul(before, 3), next: before }));
    using session = createSession();
    expect(session.compile({ outputs: gradients(y, [calls]) }).run()).toStrictEqual([0]);
  });

  test("do not make the update again, of first or second order", () => {
    const y = cubes(x);
    const v = input("v", [2]);
    const [slope] = gradients(y, [x]);
    expect(counted([y, slope])).toBe(1);
    expect(counted([y, slope, ...vjp([slope], [x], [v]), ...jvp([slope], [x], [v])])).toBe(1);
    expect(counted([...valueAndGrad(cubes)(x)])).toBe(1);
    expect(counted([y, ...hvp(y, [x], [v])])).toBe(1);
  });

  test("a function traced twice is used twice", () => {
    const calls = variable("calls", []);
    const f = (y: Tensor): Tensor =>
      withUpdate(calls, (before) => {
        const loss: Tensor = sum(mul(y, y));
        return { value: loss, next: add(before, 1) };
      });
    expect(counted([f(x), ...valueAndGrad(f)(x)])).toBe(2);
  });

  test("an update inside of a custom derivative belongs to whoever computes that", () => {
    const seen = variable("calls", []);
    const watched = customGradient({
      name: "watched",
      value: (y: Tensor): Tensor => mul(y, 1),
      vjp: ({ cotangent }) => [withUpdate(seen, (before) => ({ value: cotangent, next: add(before, 1) }))],
    });
    const y = sum(watched(x) as Tensor<readonly [2]>);
    const [slope] = gradients(y, [x]);
    const direction = input("direction", [2]);
    const [speed] = jvp([y], [x], [direction]);
    using session = createSession();
    session.compile({ outputs: y }).run(feeds);
    session.compile({ outputs: slope }).run();
    expect(session.read("calls").data[0]).toBe(1);
    session.compile({ outputs: [slope, y, speed!] }).run({ ...feeds, direction: [1, 1] });
    expect(session.read("calls").data[0]).toBe(2);
  });

  test("an update inside of a custom function's value is made where that is computed", () => {
    const count = variable("calls", []);
    const doubled = customGradient({
      name: "doubled",
      value: (y: Tensor): Tensor => withUpdate(count, (before) => ({ value: mul(y, 2), next: add(before, 1) })),
      vjp: ({ cotangent }) => [mul(cotangent, 2)],
    });
    const y = sum(doubled(x) as Tensor<readonly [2]>);
    expect(counted([y, ...gradients(y, [x])])).toBe(1);
  });

  test("are checked on the function without its updates, in which uses still take turns", () => {
    const scale = variable("scale", [], { initial: 2 });
    const scaled = (y: Tensor): Tensor =>
      withUpdate(scale, (before) => ({ value: mul(tanh(y), before), next: add(before, 1) }));
    const twice = scaled(scaled(x));
    expect(checkJacobian(twice, { wrt: [x], feeds: { x: [0.3, -0.7] } })).toMatchObject({ pass: true });
    using session = createSession();
    const first = sum(slice(twice, { axis: 0, end: 1 })) as Tensor<readonly []>;
    expect(session.compile({ outputs: first }).run({ x: [0.3, -0.7] })).toBeCloseTo(
      3 * Math.tanh(2 * Math.tanh(0.3)),
      6,
    );
  });
});

describe("as a graph", () => {
  const keep = totalled();
  const twice = keep(mul(keep(x), 10));

  test("it is well-formed and prints", () => {
    expect(() => verifyGraph([twice])).not.toThrow();
    expect(toText([twice])).toMatchInlineSnapshot(`
      "%0   input                f32[2]  "x"
      %1   variable             f32[2]  "total"
      %2   stopGradient %1      f32[2]
      %3   add %2 %0            f32[2]
      %4   withUpdate %0 %2 %3  f32[2]
      %5   constant 10          f32[]
      %6   broadcastTo %5       f32[2]
      %7   mul %4 %6            f32[2]
      %8   stopGradient %1      f32[2]
      %9   add %8 %7            f32[2]
      %10  withUpdate %7 %8 %9  f32[2]"
    `);
  });

  test("what is lowered has no trace of it but the update", () => {
    expect(inspectProgram({ outputs: twice }, { stage: "graph" })).toMatchInlineSnapshot(`
      "%0  input            f32[2]  "x"
      %1  constant 10      f32[]
      %2  broadcastTo %1   f32[2]
      %3  mul %0 %2        f32[2]
      %4  variable         f32[2]  "total"
      %5  stopGradient %4  f32[2]
      %6  add %5 %0        f32[2]
      %7  stopGradient %6  f32[2]
      %8  add %7 %3        f32[2]"
    `);
  });

  test("it survives JSON, uses apart", () => {
    const read = fromJson(JSON.parse(JSON.stringify(toJson([twice]))));
    expect(toText(read)).toBe(toText([twice]));
    using session = createSession();
    session.compile({ outputs: read }).run(feeds);
    expect([...session.read("total").data]).toStrictEqual([33, 44]);
  });

  test("inlined, it changes the same variable", () => {
    const f = (y: Tensor, factor: Tensor): Tensor => mul(sum(keep(y) as Tensor<readonly [2]>), factor) as Tensor;
    using session = createSession();
    session.compile({ outputs: grad(f)(x, input("factor", []) as Tensor) }).run({ factor: 2 });
    expect(session.variables).toStrictEqual([]);
    session.compile({ outputs: valueAndGrad(f)(x, input("factor", []) as Tensor) }).run({ ...feeds, factor: 2 });
    expect([...session.read("total").data]).toStrictEqual([3, 4]);
  });
});

describe("refusals", () => {
  const code = (act: () => unknown): unknown => {
    try {
      act();
    } catch (error) {
      return (error as { code: unknown }).code;
    }
    return undefined;
  };

  test("a next value of another shape or element type", () => {
    const calls = variable("calls", []);
    expect(code(() => withUpdate(calls, () => ({ value: x, next: x })))).toBe("session/update");
    expect(code(() => withUpdate(variable("n", [2], { dtype: "i32" }), () => ({ value: x, next: x })))).toBe(
      "session/update",
    );
  });

  test("something that is no variable", () => {
    using session = createSession();
    const outputs = withUpdate(x, (present) => ({ value: present, next: present }));
    expect(code(() => session.compile({ outputs }))).toBe("session/update");
  });

  test("a variable that the program updates too", () => {
    using session = createSession();
    const total = variable("total", [2]);
    const y = withUpdate(total, (before) => ({ value: x, next: add(before, x) }));
    expect(code(() => session.compile({ outputs: y, updates: [[total, x]] }))).toBe("session/repeated-update");
  });
});
