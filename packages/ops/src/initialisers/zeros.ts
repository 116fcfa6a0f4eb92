import type { Initialiser } from "@adjoint/core";
import { filled } from "./filled.js";

/**
 * All 0. Units of one layer stay equal to each other when their weights start so: for biases, or to show that.
 *
 * @formula 0
 * @peers Keras `Zeros`, PyTorch `nn.init.zeros_`, optax (JAX) `zeros`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 8.4.
 * @example
 * const layer = dense(10, { initial: zeros });
 */
export const zeros: Initialiser = filled(0);
