import { named } from "@adjoint/core";
import { mean } from "../math/mean.js";
import type { GlobalShape } from "./internal/globalShape.js";
import { spaceOf } from "./internal/spaceOf.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** One number for each example and channel. */
export interface GlobalAveragePool extends ShapeMap {
  readonly out: GlobalShape<this["in"], "globalAveragePool">;
}

/**
 * The mean of each channel over all of space: [batch, ...space, channels] becomes [batch, channels]. Space may have names.
 *
 * @formula y[n, c] = mean over i, j of x[n, i, j, c]
 * @derivative each element receives ȳ divided by their number
 * @peers Keras `GlobalAveragePooling1D` and `GlobalAveragePooling2D`, PyTorch `nn.AdaptiveAvgPool2d(1)`, optax —
 * @throws OpsError `ops/features`, when applied to fewer than three dimensions
 * @see Lin, Chen & Yan, "Network in network" (2014), section 3.2.
 * @example
 * const network = sequential(conv2d(32, { size: 3 }), relu, globalAveragePool, dense(10));
 */
export const globalAveragePool: Layer<GlobalAveragePool> = layer("globalAveragePool", (x, { name }) =>
  named(name, mean(x, { axes: spaceOf(name, x) })),
);
