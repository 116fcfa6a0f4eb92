/** Where ops live, and what each folder holds. */
export const folders = {
  activations: "elementwise or row-wise layers without parameters: relu, softmax",
  losses: "what training makes small: squaredError, softmaxCrossEntropy",
  layers: "functions that may own parameters: dense, residual",
  math: "functions of tensors: mean, logSumExp",
  metrics: "what is reported, not trained: accuracy",
} as const;

export type Folder = keyof typeof folders;

export const isFolder = (name: string): name is Folder => Object.hasOwn(folders, name);

/** The first version of an op and of its test: complete, formatted and right, for a formula that is to be replaced. */
interface Files {
  readonly op: string;
  readonly spec: string;
}

const activation = (name: string): Files => ({
  op: `import { mul, sigmoid, type Tensor } from "@adjoint/core";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * TODO: what it is, in a line.
 *
 * @formula x · σ(x)
 * @derivative σ(x) + x · σ(x)(1 − σ(x))
 * @peers TODO: what Keras, PyTorch and optax call it.
 * @see TODO: who introduced it: names, "title" (year), equation.
 * @example
 * const hidden = ${name}(matmul(x, weights));
 */
export const ${name}: Layer<Same> = layer("${name}", (x): Tensor => mul(x, sigmoid(x)));
`,
  spec: `import { evaluate, input } from "@adjoint/core";
import "@adjoint/core/vitest";
import { expect, test } from "vitest";
import { ${name} } from "./${name}.js";

const x = input("x", [5]);
const feeds = { x: [-4, -1, 0.5, 2, 4] };

test("${name}: values", () => {
  // TODO: values from a source that you name.
  expect(evaluate(${name}(input("x", [])), { x: 0 })).toBe(0);
});

test("${name}: the derivative is right", () => {
  expect(${name}(x)).toHaveRightGradient({ wrt: [x], feeds, order: 2 });
});
`,
});

const loss = (name: string): Files => ({
  op: `import { mul, sub, type Tensor } from "@adjoint/core";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";

/**
 * TODO: what it measures, in a line.
 *
 * @formula (p − t)²
 * @derivative 2(p − t)/n by p
 * @peers TODO: what Keras, PyTorch and optax call it.
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @param options.reduction \`mean\` (default), \`weightedMean\`, \`sum\`, \`halfSum\` or \`none\`
 * @param options.weights what each error counts
 * @returns a scalar, or with \`none\` each element's error
 * @throws AdjointError \`broadcast/incompatible\`, \`dtype/differ\`; OpsError \`ops/option\`, \`ops/weights\`
 * @see TODO: names, "title" (year), equation.
 * @example
 * const loss = ${name}(network(x), y);
 */
export const ${name}: ElementwiseLoss = elementwiseLoss("${name}", (predictions, targets) => {
  const error: Tensor = sub(predictions, targets);
  return mul(error, error);
});
`,
  spec: `import { evaluate, input } from "@adjoint/core";
import "@adjoint/core/vitest";
import { expect, test } from "vitest";
import { ${name} } from "./${name}.js";

const predictions = input("predictions", ["batch", 2]);
const targets = input("targets", ["batch", 2]);
const feeds = {
  predictions: [
    [0.5, -1],
    [2, 3],
  ],
  targets: [
    [0, 1],
    [2.5, -1],
  ],
};

test("${name}: values", () => {
  // TODO: values from a source that you name.
  expect(evaluate(${name}(predictions, targets), { predictions: [[1, 2]], targets: [[1, 2]] })).toBe(0);
});

test("${name}: the derivative is right", () => {
  const loss = ${name}(predictions, targets);
  expect(loss).toHaveRightGradient({ wrt: [predictions, targets], feeds, order: 2 });
});
`,
});

const ownLayer = (name: string): Files => ({
  op: `import { mul, type Tensor } from "@adjoint/core";
import { requireFeatures } from "./internal/requireFeatures.js";
import { type Layer, layer, type Same } from "./layer.js";

/**
 * TODO: what it does, in a line, with one s for each feature.
 *
 * @formula y = x · s
 * @derivative x̄ = ȳ · s, s̄ = Σ ȳ · x over the batch
 * @peers TODO: what Keras, PyTorch and optax call it.
 * @returns a layer that keeps the shape [...batch, features]
 * @throws OpsError when applied: \`ops/features\`, \`ops/shared-layer\`
 * @see TODO: names, "title" (year), equation.
 * @example
 * const network = sequential(dense(64), ${name}(), dense(10));
 */
export function ${name}(): Layer<Same> {
  return layer("${name}", (x, { name, parameter }) => {
    const features = requireFeatures(name, x);
    return mul(x, parameter("factor", [features], { initial: 1 }) as Tensor);
  });
}
`,
  spec: `import { evaluate, input, is, type Tensor, tape, variablePrimitive } from "@adjoint/core";
import "@adjoint/core/vitest";
import { expect, test } from "vitest";
import { ${name} } from "./${name}.js";

/** The layer applied, and the parameters that it made. */
function applied() {
  const x = input("x", ["batch", 3]);
  const y: Tensor = ${name}()(x);
  return { x, y, parameters: tape([y]).filter((node) => is(node, variablePrimitive)) };
}

const feeds = {
  x: [
    [1, -2, 3],
    [0.5, 0, -1],
  ],
};

test("${name}: values", () => {
  // TODO: values from a source that you name.
  expect(evaluate(applied().y, feeds)).toMatchObject({ shape: [2, 3] });
});

test("${name}: the derivative is right, by its input and by its parameters", () => {
  const { x, y, parameters } = applied();
  expect(parameters).toHaveLength(1);
  expect(y).toHaveRightGradient({ wrt: [x, ...parameters], feeds, order: 2 });
});
`,
});

const mathematics = (name: string): Files => ({
  op: `import { add, mul, type Shape, type Tensor } from "@adjoint/core";

/**
 * TODO: what it is, in a line.
 *
 * @formula x² + x
 * @derivative 2x + 1
 * @param x any shape, floats
 * @returns the same shape
 * @see TODO: book and page, or names, "title" (year), equation.
 * @example
 * const y = ${name}(x);
 */
export function ${name}<S extends Shape>(x: Tensor<S>): Tensor<S> {
  const square: Tensor = mul(x as Tensor, x as Tensor);
  return add(square, x as Tensor) as Tensor as Tensor<S>;
}
`,
  spec: `import { evaluate, input } from "@adjoint/core";
import "@adjoint/core/vitest";
import { expect, test } from "vitest";
import { ${name} } from "./${name}.js";

const x = input("x", [2, 2]);
const feeds = {
  x: [
    [1, -2],
    [0.5, 3],
  ],
};

test("${name}: values", () => {
  // TODO: values from a source that you name.
  expect(evaluate(${name}(input("x", [])), { x: 0 })).toBe(0);
});

test("${name}: the derivative is right", () => {
  expect(${name}(x)).toHaveRightGradient({ wrt: [x], feeds, order: 2 });
});
`,
});

const metric = (name: string): Files => ({
  op: `import { abs, sub, type Tensor } from "@adjoint/core";
import { mean } from "../math/mean.js";

/**
 * TODO: what it reports, in a line, and its range: ≥ 0.
 *
 * @formula mean of |p − t|
 * @peers TODO: what Keras, PyTorch and optax call it.
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @returns a scalar
 * @throws AdjointError \`broadcast/incompatible\`, \`dtype/differ\`
 * @example
 * const error = ${name}(network(x), y);
 */
export function ${name}(predictions: Tensor, targets: Tensor): Tensor<readonly []> {
  const error: Tensor = sub(predictions, targets);
  return mean(abs(error)) as Tensor as Tensor<readonly []>;
}
`,
  spec: `import { evaluate, input } from "@adjoint/core";
import "@adjoint/core/vitest";
import { expect, test } from "vitest";
import { ${name} } from "./${name}.js";

const predictions = input("predictions", [3]);
const targets = input("targets", [3]);

test("${name}: values", () => {
  // TODO: values from a source that you name.
  expect(evaluate(${name}(predictions, targets), { predictions: [1, 2, 3], targets: [1, 2, 3] })).toBe(0);
});

test("${name}: the derivative is right (leave this out when it has none)", () => {
  const options = { wrt: [predictions], feeds: { predictions: [1, -2, 3], targets: [0, 0, 4] } };
  expect(${name}(predictions, targets)).toHaveRightGradient({ ...options, order: 2 });
});
`,
});

export const templates: { readonly [F in Folder]: (name: string) => Files } = {
  activations: activation,
  losses: loss,
  layers: ownLayer,
  math: mathematics,
  metrics: metric,
};
