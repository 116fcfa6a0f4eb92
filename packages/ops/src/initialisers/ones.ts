import type { Initialiser } from "@adjoint/core";
import { filled } from "./filled.js";

/**
 * All 1: for scales.
 *
 * @formula 1
 * @peers Keras `Ones`, PyTorch `nn.init.ones_`, optax (JAX) `ones`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 8.4.
 * @example
 * const scale = parameter("scale", [64], { initial: ones });
 */
export const ones: Initialiser = filled(1);
