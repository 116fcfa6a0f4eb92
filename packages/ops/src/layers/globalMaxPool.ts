import { max, named } from "@adjoint/core";
import type { GlobalShape } from "./internal/globalShape.js";
import { spaceOf } from "./internal/spaceOf.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** One number for each example and channel. */
export interface GlobalMaxPool extends ShapeMap {
  readonly out: GlobalShape<this["in"], "globalMaxPool">;
}

/**
 * The largest element of each channel over all of space: [batch, ...space, channels] becomes [batch, channels]. Space may have
 * names.
 *
 * @formula y[n, c] = max over i, j of x[n, i, j, c]
 * @derivative ȳ goes to where the largest element lay; ties share it equally
 * @peers Keras `GlobalMaxPooling1D` and `GlobalMaxPooling2D`, PyTorch `nn.AdaptiveMaxPool2d(1)`, optax —
 * @throws OpsError `ops/features`, when applied to fewer than three dimensions
 * @see Collobert et al., "Natural language processing (almost) from scratch" (2011): the maximum over time.
 * @example
 * const network = sequential(conv1d(32, { size: 5 }), relu, globalMaxPool, dense(2));
 */
export const globalMaxPool: Layer<GlobalMaxPool> = layer("globalMaxPool", (x, { name }) =>
  named(name, max(x, { axes: spaceOf(name, x) })),
);
