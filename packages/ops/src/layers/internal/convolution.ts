import { add, type Dim, type Initialiser, matmul, named, pad, reshape, type Tensor, transpose } from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";
import { requireWhole } from "../../errors/requireWhole.js";
import { glorotUniform } from "../../initialisers/glorot.js";
import { type Layer, layer, type ShapeMap } from "../layer.js";
import { axisWindows } from "./axisWindows.js";
import { patches, requireSpace } from "./patches.js";
import type { Padding, Pair } from "./spatialShape.js";

/** The options of convolutions of any rank. */
export interface ConvolutionOptions {
  readonly size: Pair;
  readonly stride?: Pair;
  readonly padding?: Padding<Pair>;
  readonly dilation?: Pair;
  readonly groups?: number;
  readonly bias?: boolean;
  readonly initial?: Initialiser;
  readonly initialBias?: number | Initialiser;
  readonly name?: string;
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

const padWithZeros = (x: Tensor, axis: number, before: number, after: number): Tensor =>
  pad(x, { axis, before, after });

/**
 * Patches times weights. The batch may have only a name, and names do not multiply; so it stays a dimension of its own, and
 * the product is one of [positions, elements · channels] by [elements · channels, filters] for each example. With groups there
 * is one such product for each group too.
 */
function multiply(cut: Tensor, weights: Tensor, groups: number): Tensor {
  const rank = (cut.shape.length - 2) / 2;
  const batch = cut.shape[0] as Dim;
  const [positions, elements] = [cut.shape.slice(1, rank + 1), cut.shape.slice(rank + 1, -1)] as [number[], number[]];
  const [channels, filters] = weights.shape.slice(-2) as [number, number];
  const [places, taps] = [product(positions), product(elements)];
  const inner = taps * channels;
  if (groups === 1) {
    const rows: Tensor = reshape(cut, [batch, places, inner]);
    return reshape(matmul(rows, reshape(weights, [inner, filters]) as Tensor) as Tensor, [
      batch,
      ...positions,
      filters,
    ]);
  }
  const parted: Tensor = reshape(cut, [batch, places, taps, groups, channels]);
  const rows: Tensor = reshape(transpose(parted, [0, 3, 1, 2, 4]) as Tensor, [batch, groups, places, inner]);
  const columns: Tensor = reshape(weights, [taps, channels, groups, filters / groups]);
  const matrices: Tensor = reshape(transpose(columns, [2, 0, 1, 3]) as Tensor, [groups, inner, filters / groups]);
  const products: Tensor = transpose(matmul(rows, matrices) as Tensor, [0, 2, 1, 3]);
  return reshape(products, [batch, ...positions, filters]);
}

/** A convolution over `rank` axes of space. */
export function convolution<F extends ShapeMap>(
  kind: string,
  rank: number,
  filters: number,
  options: ConvolutionOptions,
): Layer<F> {
  const { size, stride = 1, padding = "valid", dilation = 1, groups = 1, bias = true, name } = options;
  const { initial = glorotUniform, initialBias = 0 } = options;
  requireWhole(kind, "filters", filters, 1);
  requireWhole(kind, "groups", groups, 1);
  if (filters % groups !== 0) {
    const expected = `a multiple of the ${groups} groups`;
    throw new OpsError("ops/option", { operation: kind, option: "filters", value: filters, expected });
  }
  const axes = axisWindows(kind, rank, { size, stride, padding, dilation });
  const sizes = axes.map((window) => window.size);
  return layer(
    kind,
    (x, context) => {
      const { channels } = requireSpace(context.name, x, axes);
      if (channels % groups !== 0) {
        const expected = `channels in ${groups} groups of one size`;
        throw new OpsError("ops/features", { layer: context.name, found: x, expected });
      }
      const weights = context.parameter("weights", [...sizes, channels / groups, filters], { initial });
      const y = multiply(patches(x, axes, padWithZeros), weights, groups);
      const shifted: Tensor = bias ? add(y, context.parameter("bias", [filters], { initial: initialBias })) : y;
      return named(context.name, shifted);
    },
    { name },
  );
}
