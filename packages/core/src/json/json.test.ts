import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AdjointError,
  add,
  constant,
  createSession,
  customGradient,
  evaluate,
  exp,
  fromJson,
  gradients,
  input,
  matmul,
  mul,
  parameter,
  randomNormal,
  sum,
  type Tensor,
  tape,
  toJson,
  toText,
  verifyGraph,
} from "../index.js";
import { constants, graphs } from "./json.properties.js";

const throughText = (outputs: readonly Tensor[]) => fromJson(JSON.parse(JSON.stringify(toJson(outputs))));

describe("a graph that went through text", () => {
  test("is the same, node for node, for random graphs", () => {
    fc.assert(
      fc.property(graphs, (outputs) => {
        const again = throughText(outputs);
        verifyGraph(again);
        expect(toJson(again)).toStrictEqual(toJson(outputs));
        expect(toText(again)).toBe(toText(outputs));
        expect(tape(again).map(({ name }) => name)).toStrictEqual(tape(outputs).map(({ name }) => name));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test("computes the same bits, initial values included", () => {
    fc.assert(
      fc.property(graphs, (outputs) => {
        const feeds = {
          x: [
            [1, -2],
            [0.5, 3],
          ],
          y: [
            [0, 1],
            [2, -1],
          ],
        };
        const run = (roots: readonly Tensor[]) => {
          using session = createSession({ seed: 3 });
          const program = session.compile({ outputs: roots });
          return program.run(Object.fromEntries(Object.entries(feeds).filter(([name]) => program.inputs.has(name))));
        };
        expect(run(throughText(outputs))).toStrictEqual(run(outputs));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test("keeps every number of every element type: NaN, infinities, −0, subnormals", () => {
    fc.assert(
      fc.property(constants, (tensor) => {
        expect(throughText([tensor])[0]!.attributes).toStrictEqual(tensor.attributes);
      }),
      { numRuns: 200, seed: 1 },
    );
    const special = constant([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]);
    expect(toJson([special]).nodes[0]!.attributes.value).toMatchObject({
      data: ["NaN", "Infinity", "-Infinity", "-0"],
    });
  });

  test("keeps the derivative of a customGradient", () => {
    const tripled = customGradient({
      name: "tripled",
      value: (a: Tensor): Tensor => mul(a, a),
      vjp: ({ cotangent, inputs: [a] }) => [mul(cotangent, mul(a, 3))],
    });
    const [y] = throughText([sum(tripled(exp(input("x", [2]))))]);
    const x = tape([y!]).find(({ name }) => name === "x")!;
    expect(y!.inputs[0]!.attributes.name).toBe("tripled");
    const [slope] = gradients(y!, [x]);
    expect(evaluate(slope, { x: [0, 0] })).toHaveProperty("data", Float32Array.of(3, 3));
  });

  test("keeps variables: their names, kinds and initialisers", () => {
    const weights = parameter("weights", [3], { initial: (shape, key) => mul(randomNormal(key, shape), 0.1) });
    const [again] = throughText([weights]);
    expect(again!.attributes.trainable).toBe(true);
    expect(evaluate(again!, {}, { seed: 5 })).toStrictEqual(evaluate(weights, {}, { seed: 5 }));
  });

  test("keeps named dimensions, and what is shared stays shared", () => {
    const x = input("x", ["batch", 2]);
    const h = exp(x);
    const [y, z] = throughText([mul(h, h), h]);
    expect(y!.inputs).toStrictEqual([z, z]);
    expect(y!.inputs[0]).toBe(y!.inputs[1]);
    expect(z!.shape).toStrictEqual(["batch", 2]);
  });

  test("may have no outputs", () => {
    expect(throughText([])).toStrictEqual([]);
  });
});

describe("what is malformed is refused with its place", () => {
  const graph = () => {
    const json = toJson([matmul(input("x", ["batch", 2]), parameter("w", [2, 1], { initial: 1 })), constant([1, 2])]);
    return JSON.parse(JSON.stringify(json));
  };
  /** The message after putting `value` at a path like `nodes.0.shape`. */
  const refusal = (path: string, value: unknown): string => {
    const json = graph();
    const keys = path.split(".");
    const holder = keys.slice(0, -1).reduce((object, key) => object[key], json);
    if (value === undefined) delete holder[keys.at(-1)!];
    else holder[keys.at(-1)!] = value;
    try {
      fromJson(json);
    } catch (error) {
      expect(error).toBeInstanceOf(AdjointError);
      return `${(error as AdjointError).code}: ${(error as Error).message}`;
    }
    return "accepted";
  };

  test("the graph of these tests is well-formed", () => {
    expect(graph().nodes.map(({ primitive }: { primitive: string }) => primitive)).toStrictEqual([
      "input",
      "variable",
      "dot",
      "constant",
    ]);
    expect(fromJson(graph())).toHaveLength(2);
  });

  test.each([
    ["format", "onnx", "$.format"],
    ["format", undefined, "$.format"],
    ["version", 2, "$.version"],
    ["nodes", {}, "$.nodes"],
    ["nodes", undefined, "$.nodes"],
    ["nodes.0", null, "$.nodes[0]"],
    ["nodes.0", [], "$.nodes[0]"],
    ["nodes.0.primitive", "conv", "$.nodes[0].primitive"],
    ["nodes.0.primitive", "toString", "$.nodes[0].primitive"],
    ["nodes.0.primitive", undefined, "$.nodes[0].primitive"],
    ["nodes.0.name", 7, "$.nodes[0].name"],
    ["nodes.0.dtype", "f16", "$.nodes[0].dtype"],
    ["nodes.0.dtype", "f64", "$.nodes[0].dtype"],
    ["nodes.0.shape", [2, 2], "$.nodes[0].shape"],
    ["nodes.0.shape", "batch", "$.nodes[0].shape"],
    ["nodes.0.shape", [-1], "$.nodes[0].shape[0]"],
    ["nodes.0.shape", [null], "$.nodes[0].shape[0]"],
    ["nodes.0.inputs", undefined, "$.nodes[0].inputs"],
    ["nodes.0.attributes", undefined, "$.nodes[0].attributes"],
    ["nodes.0.attributes", [], "$.nodes[0].attributes"],
    ["nodes.0.attributes.shape", ["batch", null], "$.nodes[0].attributes.shape[1]"],
    ["nodes.0.attributes.shape", { kind: "tensor" }, "$.nodes[0].attributes.shape.kind"],
    ["nodes.0.attributes.shape", null, "$.nodes[0].attributes.shape"],
    ["nodes.2.inputs.1", 2, "$.nodes[2].inputs[1]"],
    ["nodes.2.inputs.1", -1, "$.nodes[2].inputs[1]"],
    ["nodes.2.inputs.1", "1", "$.nodes[2].inputs[1]"],
    ["nodes.1.attributes.initial.nodes", 3, "$.nodes[1].attributes.initial.nodes"],
    ["nodes.1.attributes.initial.outputs", [9], "$.nodes[1].attributes.initial.outputs[0]"],
    ["nodes.1.attributes.initial.nodes.0.primitive", "key", "$.nodes[1].attributes.initial.nodes[0].primitive"],
    ["nodes.3.attributes.value.dtype", "f8", "$.nodes[3].attributes.value.dtype"],
    ["nodes.3.attributes.value.shape", [1.5], "$.nodes[3].attributes.value.shape[0]"],
    ["nodes.3.attributes.value.shape", [3], "$.nodes[3].attributes.value.data"],
    ["nodes.3.attributes.value.data", "12", "$.nodes[3].attributes.value.data"],
    ["nodes.3.attributes.value.data", [1, null], "$.nodes[3].attributes.value.data[1]"],
    ["nodes.3.attributes.value.data", [1, "two"], "$.nodes[3].attributes.value.data[1]"],
    ["nodes.3.attributes.value.data", [1, "2"], "$.nodes[3].attributes.value.data[1]"],
    ["nodes.3.attributes.value.data", [[1], 2], "$.nodes[3].attributes.value.data[0]"],
    ["outputs", [4], "$.outputs[0]"],
    ["outputs", undefined, "$.outputs"],
    ["inputs", 0, "$.inputs"],
    // Attributes that are of the right kind, but missing or of no use to the primitive.
    ["nodes.0.attributes.shape", undefined, "$.nodes[0]"],
    ["nodes.3.attributes.value", undefined, "$.nodes[3]"],
    ["nodes.2.inputs", [0], "$.nodes[2]"],
    ["nodes.2.inputs", [], "$.nodes[2]"],
  ])("%s = %j", (path, value, place) => {
    expect(refusal(path, value)).toContain(
      `json/malformed: This is not a graph as toJson writes it: at ${place}, expected`,
    );
  });

  test.each([null, 3, "graph", [], undefined])("%j is no graph at all", (json) => {
    expect(() => fromJson(json)).toThrow("at $, expected an object");
  });

  test("a node whose inputs do not fit is refused as when it is built", () => {
    const json = JSON.parse(JSON.stringify(toJson([add(input("x", [2]), input("y", [2]))])));
    json.nodes[1].shape = json.nodes[1].attributes.shape = [3];
    expect(() => fromJson(json)).toThrow("the operands have different shapes");
  });
});
