import { describe, expect, test } from "vitest";
import { reference } from "../backends/reference/reference.js";
import { wasm } from "../backends/wasm/wasm.js";
import { add, div, mul } from "../primitives/binary.js";
import { input } from "../primitives/input.js";
import { sum } from "../primitives/sum.js";
import { variable } from "../primitives/variable.js";
import { createSession } from "./session.js";

const x = input("x", ["batch", 3]);
const unused = input("unused", []);
const total = variable("total", []);
const spec = {
  outputs: { doubled: mul(x, 2), total: add(total, sum(x)), nothing: mul(unused, 1) },
  updates: [[total, add(total, sum(x))]] as const,
};

describe.each([wasm(), reference])("a prepared program on $name", (backend) => {
  test("reads its inputs and leaves its outputs in arrays of its own", () => {
    using session = createSession({ backend });
    const program = session.compile(spec);
    const { inputs, outputs, run } = program.prepare({ batch: 2 });
    expect(Object.keys(inputs)).toEqual(["x", "unused"]);
    inputs.x!.set([1, 2, 3, 4, 5, 6]);
    run();
    expect([...outputs.doubled]).toEqual([2, 4, 6, 8, 10, 12]);
    run();
    expect([...outputs.total]).toEqual([42]);
    // The same specialisation, and the same variables.
    program.run({ x: [[0, 0, 1]], unused: 0 });
    run();
    expect([...outputs.total]).toEqual([64]);
  });

  test("finds its arrays again when the memory has grown", () => {
    using session = createSession({ backend });
    const prepared = session.compile(spec).prepare({ batch: 1 });
    const large = input("large", [3_000_000]);
    session.compile({ outputs: sum(large) }).run({ large: new Float32Array(3_000_000).fill(1) });
    prepared.inputs.x!.set([1, 2, 3]);
    prepared.run();
    expect([...prepared.outputs.doubled]).toEqual([2, 4, 6]);
  });

  test("of one tensor or a list has its outputs as they were given", () => {
    using session = createSession({ backend });
    const one = session.compile({ outputs: mul(x, 2) }).prepare({ batch: 1 });
    one.inputs.x!.set([1, 2, 3]);
    one.run();
    expect([...one.outputs]).toEqual([2, 4, 6]);
    const list = session.compile({ outputs: [sum(x)] }).prepare({ batch: 1 });
    list.inputs.x!.set([1, 2, 3]);
    list.run();
    expect([...list.outputs[0]]).toEqual([6]);
  });

  test("fails as every run does, and not after its session is closed", () => {
    const session = createSession({ backend });
    const prepared = session.compile({ outputs: [], requireFinite: [div(1, sum(x))] }).prepare({ batch: 1 });
    expect(() => prepared.run()).toThrow(/div \[\] is not finite/);
    session.close();
    expect(() => prepared.run()).toThrow(/closed/);
  });
});

test("a prepared program allocates nothing", () => {
  using session = createSession();
  const { inputs, outputs, run } = session.compile(spec).prepare({ batch: 2 });
  const steps = (count: number) => {
    for (let i = 0; i < count; i++) {
      inputs.x![0] = i % 3;
      run();
      if (outputs.doubled[0] !== 2 * (i % 3)) throw new Error("a wrong result");
    }
  };
  steps(50_000);
  const grownBy = () => {
    const before = process.memoryUsage().heapUsed;
    steps(100_000);
    return process.memoryUsage().heapUsed - before;
  };
  // A single object for each run would be more than a megabyte each time; what the engine does besides, it does now and then.
  expect(Math.min(...Array.from({ length: 5 }, grownBy))).toBeLessThan(400_000);
});
