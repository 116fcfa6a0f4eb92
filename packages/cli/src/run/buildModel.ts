import { input, type Tensor } from "@adjoint/core";
import { accuracy, oneHot, softmaxCrossEntropy, squaredError } from "@adjoint/ops";
import { parametersOf } from "@adjoint/optim";
import type { LossName, Spec } from "../spec/specSchema.js";
import { buildNetwork, type NetworkLayer } from "./buildNetwork.js";
import { type DataFacts, dataSets } from "./dataSets.js";

type Scalar = Tensor<readonly []>;

/** The graph of a spec: what a network says of images, and how wrong that is. Its inputs are `images` and `labels`. */
export interface Model {
  readonly layers: readonly NetworkLayer[];
  readonly parameters: readonly Tensor[];
  readonly loss: Scalar;
  readonly accuracy: Scalar;
}

type Loss = (outputs: Tensor, labels: Tensor<readonly ["batch"]>, facts: DataFacts) => Scalar;

const losses: { readonly [Name in LossName]: Loss } = {
  softmaxCrossEntropy: (outputs, labels) => softmaxCrossEntropy(outputs, labels),
  squaredError: (outputs, labels, { classes }) => squaredError(outputs, oneHot(labels, classes) as Tensor),
};

/**
 * Declares the graph of a spec.
 *
 * @throws SpecError as `buildNetwork` does
 */
export function buildModel({ data, network, loss }: Spec): Model {
  const facts = dataSets[data.set];
  const { outputs, layers } = buildNetwork(network, facts);
  const labels = input("labels", ["batch"], "i32");
  const value = losses[loss](outputs, labels, facts);
  return { layers, parameters: parametersOf(value), loss: value, accuracy: accuracy(outputs, labels) };
}
