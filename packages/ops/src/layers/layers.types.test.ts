import { input, type Shape, type Tensor } from "@adjoint/core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type ActivationName, activations } from "../activations/activations.js";
import { logSoftmax } from "../activations/logSoftmax.js";
import { relu } from "../activations/relu.js";
import { l1 } from "../regularisers/l1.js";
import { l2 } from "../regularisers/l2.js";
import { averagePool1d } from "./averagePool1d.js";
import { batchNorm } from "./batchNorm.js";
import { conv1d } from "./conv1d.js";
import { conv2d } from "./conv2d.js";
import { dense } from "./dense.js";
import { dropout } from "./dropout.js";
import { embedding } from "./embedding.js";
import { groupNorm } from "./groupNorm.js";
import { type AnyLayer, layer, type Same, type ShapeMap } from "./layer.js";
import { layerNorm } from "./layerNorm.js";
import { maxPool1d } from "./maxPool1d.js";
import { multiHeadAttention } from "./multiHeadAttention.js";
import { residual } from "./residual.js";
import { residualBlock } from "./residualBlock.js";
import { rmsNorm } from "./rmsNorm.js";
import { sequential } from "./sequential.js";

const pixels = input("pixels", ["batch", 784]);
const boxes = input("boxes", ["batch", 5, 784]);
const dynamic: Tensor = input("dynamic", ["batch", 784]);

describe("results", () => {
  test("of one layer", () => {
    expectTypeOf(dense(64)(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 64]>>();
    expectTypeOf(dense(64)(boxes)).toEqualTypeOf<Tensor<readonly ["batch", 5, 64]>>();
    expectTypeOf(dense(64, { inputs: 784 })(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 64]>>();
    expectTypeOf(relu(boxes)).toEqualTypeOf<Tensor<readonly ["batch", 5, 784]>>();
    expectTypeOf(residual(relu)(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 784]>>();
    expectTypeOf(residualBlock({ units: 3 })(boxes)).toEqualTypeOf<Tensor<readonly ["batch", 5, 784]>>();
  });

  test("of the network on the front page", () => {
    const network = sequential(
      dense(64),
      relu,
      residual(sequential(dense(64), relu, dense(64))),
      residualBlock(),
      dense(10),
    );
    expectTypeOf(network(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 10]>>();
  });

  test("of sequentials of any depth, nested and long", () => {
    expectTypeOf(sequential()(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 784]>>();
    const four = () => sequential(relu, dense(4));
    const nested = sequential(sequential(sequential(four(), dense(3)), four()), residual(sequential(residual(four()))));
    expectTypeOf(nested(boxes)).toEqualTypeOf<Tensor<readonly ["batch", 5, 4]>>();
    const eight = () => sequential(four(), four(), four(), four(), four(), four(), four(), four());
    const deep = sequential(
      eight(),
      eight(),
      eight(),
      eight(),
      eight(),
      eight(),
      eight(),
      eight(),
      dense(7),
      logSoftmax,
    );
    expectTypeOf(deep(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 7]>>();
  });

  test("of a layer of one's own", () => {
    interface Doubled extends ShapeMap {
      readonly out: this["in"] extends readonly [...infer Batch extends Shape, infer Last]
        ? readonly [...Batch, Last, 2]
        : Shape;
    }
    const doubled = layer<Doubled>("doubled", (x) => x);
    expectTypeOf(sequential(dense(3), doubled)(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 3, 2]>>();
    expectTypeOf(layer<Same>("same", (x) => x)(pixels)).toEqualTypeOf<typeof pixels>();
  });

  test("of shapes and layers that are known at run time only", () => {
    expectTypeOf(dense(64)(dynamic)).toEqualTypeOf<Tensor>();
    expectTypeOf(sequential(dense(64), residual(relu), residualBlock())(dynamic)).toEqualTypeOf<Tensor>();
    const units: number = 64;
    expectTypeOf(dense(units)(pixels)).toEqualTypeOf<Tensor<readonly ["batch", number]>>();
    expectTypeOf(dense(3)(dense(units)(pixels))).toEqualTypeOf<Tensor<readonly ["batch", 3]>>();
    const some = (): AnyLayer => dense(10);
    const several = (): readonly AnyLayer[] => [some()];
    expectTypeOf(sequential(...several())(pixels)).toEqualTypeOf<Tensor>();
    expectTypeOf(sequential(some(), dense(3))(pixels)).toEqualTypeOf<Tensor>();
    expectTypeOf(sequential(dense(3), ...several())(pixels)).toEqualTypeOf<Tensor>();
    expectTypeOf(residual(dense(784) as AnyLayer)(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 784]>>();
  });
});

describe("refusals: what the compiler underlines, the run refuses too", () => {
  test("a residual whose inner layers change the width", () => {
    const narrowed = residual(sequential(dense(64), relu, dense(32)));
    // @ts-expect-error Type 'Tensor<readonly ["batch", 784]>' is not assignable to type '"residual: the inner layers must keep the shape"'.
    expect(() => narrowed(pixels)).toThrow("[batch, 784]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 784]>' is not assignable to type '"residual: the inner layers must keep the shape"'.
    expect(() => sequential(dense(64), narrowed, dense(10))(pixels)).toThrow("[batch, 64]");
  });

  test("a dense layer made for other features", () => {
    // @ts-expect-error Type 'Tensor<readonly ["batch", 784]>' is not assignable to type '"dense: made for 785 features, applied to 784"'.
    expect(() => dense(64, { inputs: 785 })(pixels)).toThrow("expected […batch, 785]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", 784]>' is not assignable to type '"dense: made for 65 features, applied to 64"'.
    expect(() => sequential(dense(64), dense(10, { inputs: 65 }))(pixels)).toThrow("expected […batch, 65]");
  });

  test("features that have only a name", () => {
    const words = input("words", ["batch", "words"]);
    // @ts-expect-error Type 'Tensor<readonly ["batch", "words"]>' is not assignable to type '"dense: the features must have a size, not the name words"'.
    expect(() => dense(64)(words)).toThrow("expected […batch, features]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", "words"]>' is not assignable to type '"dense: the features must have a size, not the name words"'.
    expect(() => residualBlock()(words)).toThrow("expected […batch, features]");
  });

  test("an input without a batch dimension", () => {
    // @ts-expect-error Type 'Tensor<readonly [784]>' is not assignable to type '"dense: the input needs a batch dimension before its features"'.
    expect(() => dense(64)(input("vector", [784]))).toThrow("expected […batch, features]");
    // @ts-expect-error Type 'Tensor<readonly []>' is not assignable to type '"dense: the input needs a batch dimension before its features"'.
    expect(() => dense(64)(input("scalar", []))).toThrow("expected […batch, features]");
    // @ts-expect-error Type 'Tensor<readonly [784]>' is not assignable to type '"dense: the input needs a batch dimension before its features"'.
    expect(() => residualBlock()(input("vector", [784]))).toThrow("expected […batch, features]");
  });

  test("numbers that are no counts, and rates that are no shares", () => {
    // @ts-expect-error Argument of type '0' is not assignable to parameter of type '"dense: units must be a whole number ≥ 1, not 0"'.
    expect(() => dense(0)).toThrow("units must be a whole number ≥ 1, not 0");
    // @ts-expect-error Argument of type '-3' is not assignable to parameter of type '"dense: units must be a whole number ≥ 1, not -3"'.
    expect(() => dense(-3)).toThrow("not -3");
    // @ts-expect-error Argument of type '2.5' is not assignable to parameter of type '"conv1d: filters must be a whole number ≥ 1, not 2.5"'.
    expect(() => conv1d(2.5, { size: 3 })).toThrow("filters must be a whole number ≥ 1, not 2.5");
    // @ts-expect-error Argument of type '0' is not assignable to parameter of type '"conv2d: filters must be a whole number ≥ 1, not 0"'.
    expect(() => conv2d(0, { size: 3 })).toThrow("filters must be a whole number ≥ 1, not 0");
    // @ts-expect-error Argument of type '0' is not assignable to parameter of type '"embedding: features must be a whole number ≥ 1, not 0"'.
    expect(() => embedding(10, 0)).toThrow("features must be a whole number ≥ 1, not 0");
    // @ts-expect-error Argument of type '1.2' is not assignable to parameter of type '"dropout: the rate must be in [0, 1), not 1.2"'.
    expect(() => dropout(1.2)).toThrow("rate must be in [0, 1), not 1.2");
    // @ts-expect-error Argument of type '1' is not assignable to parameter of type '"dropout: the rate must be in [0, 1), not 1"'.
    expect(() => dropout(1)).toThrow("rate must be in [0, 1), not 1");
    // @ts-expect-error Argument of type '-0.1' is not assignable to parameter of type '"dropout: the rate must be in [0, 1), not -0.1"'.
    expect(() => dropout(-0.1)).toThrow("not -0.1");
    // @ts-expect-error Argument of type '-1' is not assignable to parameter of type '"embedding: count must be a whole number ≥ 1, not -1"'.
    expect(() => embedding(-1, 3)).toThrow("count must be a whole number ≥ 1, not -1");
    // @ts-expect-error Argument of type '0' is not assignable to parameter of type '"groupNorm: groups must be a whole number ≥ 1, not 0"'.
    expect(() => groupNorm(0)).toThrow("groups must be a whole number ≥ 1, not 0");
    // @ts-expect-error Argument of type '0.5' is not assignable to parameter of type '"multiHeadAttention: heads must be a whole number ≥ 1, not 0.5"'.
    expect(() => multiHeadAttention(0.5)).toThrow("heads must be a whole number ≥ 1, not 0.5");
    // @ts-expect-error Argument of type '-2' is not assignable to parameter of type '"maxPool1d: size must be a whole number ≥ 1, not -2"'.
    expect(() => maxPool1d(-2)).toThrow("size must be a whole number ≥ 1, not -2");
    // @ts-expect-error Argument of type '0' is not assignable to parameter of type '"averagePool1d: size must be a whole number ≥ 1, not 0"'.
    expect(() => averagePool1d(0)).toThrow("size must be a whole number ≥ 1, not 0");
    // @ts-expect-error Argument of type '-0.1' is not assignable to parameter of type '"l1: the factor must be ≥ 0, not -0.1"'.
    expect(() => l1(-0.1)).toThrow("factor must be a finite number ≥ 0, not -0.1");
    // @ts-expect-error Argument of type '-1' is not assignable to parameter of type '"l2: the factor must be ≥ 0, not -1"'.
    expect(() => l2(-1)).toThrow("factor must be a finite number ≥ 0, not -1");
    for (const rate of [dropout(0), dropout(0.999), dropout(1e-9), dropout(0.5 as number)]) {
      expect(rate.kind).toBe("dropout");
    }
  });

  test("activations that there are not", () => {
    // @ts-expect-error Property 'reul' does not exist on type '{ arctan: Layer<Same>; celu: Layer<Same>; elu: Layer<Same>; gelu: Layer<Same>; geluTanh: Layer<Same>; hardSigmoid: Layer<Same>; hardSwish: Layer<Same>; ... 15 more ...; tanh: Layer<Same>; }'. Did you mean 'relu'?
    expect(() => sequential(dense(3), activations.reul)).toThrow("argument 2 is undefined, not a layer");
    const name = "tanh" as ActivationName;
    expectTypeOf(sequential(dense(3), activations[name])(pixels)).toEqualTypeOf<Tensor<readonly ["batch", 3]>>();
  });

  test("normalisations without features to normalise", () => {
    const vector = input("vector", [784]);
    const words = input("words", ["batch", "words"]);
    // @ts-expect-error Type 'Tensor<readonly [784]>' is not assignable to type '"batchNorm: the input needs a batch dimension before its features"'.
    expect(() => batchNorm()(vector)).toThrow("expected […batch, features]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", "words"]>' is not assignable to type '"layerNorm: the features must have a size, not the name words"'.
    expect(() => layerNorm()(words)).toThrow("[batch, words]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", "words"]>' is not assignable to type '"rmsNorm: the features must have a size, not the name words"'.
    expect(() => rmsNorm()(words)).toThrow("[batch, words]");
    // @ts-expect-error Type 'Tensor<readonly ["batch", "words"]>' is not assignable to type '"groupNorm: the features must have a size, not the name words"'.
    expect(() => groupNorm(2)(words)).toThrow("[batch, words]");
    expect(() => groupNorm(3)(pixels)).toThrow("channels in 3 groups");
  });

  test("options of the wrong kind", () => {
    // @ts-expect-error Argument of type 'string' is not assignable to parameter of type 'number'.
    expect(() => dense("64")).toThrow("units must be a whole number");
    // @ts-expect-error Type 'Layer<LastBecomes<3, number>>' is not assignable to type 'Layer<Same>' with 'exactOptionalPropertyTypes: true'. Consider adding 'undefined' to the types of the target's properties.
    residualBlock({ activation: dense(3) });
    // @ts-expect-error Property 'kind' is missing in type '(x: Tensor) => Tensor<Shape>' but required in type 'AnyLayer'.
    expect(() => sequential(dense(3), (x: Tensor) => x)).toThrow("argument 2 is a plain function, not a layer");
    // @ts-expect-error Object literal may only specify known properties, but 'biases' does not exist in type 'DenseOptions<number>'. Did you mean to write 'bias'?
    dense(3, { biases: false });
  });
});
