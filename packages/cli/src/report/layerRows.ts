import { formatShape, type Tensor } from "@adjoint/core";
import type { Model } from "../run/buildModel.js";

/** A layer in numbers and words. */
export interface LayerRow {
  readonly name: string;
  /** In how many other layers it lies. */
  readonly depth: number;
  readonly output: string;
  /** How many numbers it learns itself, without the layers inside it. */
  readonly parameters: number;
}

/** How many numbers these tensors hold. */
export const countNumbers = (tensors: readonly Tensor[]): number =>
  tensors.reduce((total, { shape }) => total + (shape as readonly number[]).reduce((size, dim) => size * dim, 1), 0);

/** The layers of a model, for reports. */
export const layerRows = ({ layers }: Model): readonly LayerRow[] =>
  layers.map(({ name, depth, output, parameters }) => ({
    name,
    depth,
    output: formatShape(output),
    parameters: countNumbers(parameters),
  }));
