import type { Initialiser } from "@adjoint/core";
import { filled } from "./filled.js";

/**
 * All 1: for scales.
 *
 * @formula 1
 * @peers Keras `Ones`, PyTorch `nn.init.ones_`, optax (JAX) `ones`
 * @example
 * const scale = parameter("scale", [64], { initial: ones });
 */
export const ones: Initialiser = filled(1);
