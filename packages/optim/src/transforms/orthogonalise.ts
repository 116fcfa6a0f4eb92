import { add, div, matmul, maximum, mul, type Tensor, transpose } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { norm } from "./internal/norm.js";
import { stateless } from "./internal/stateless.js";
import type { Transform } from "./transform.js";

export interface OrthogonaliseOptions {
  /** Iterations of Newton and Schulz, whole. Default: 5. */
  readonly iterations?: number;
  /** The least norm that a matrix is divided by, ε > 0. Default: 1e-7. */
  readonly epsilon?: number;
}

/** Jordan's coefficients: the slope at 0 is as steep as it can be, so singular values end between about 0.7 and 1.2. */
const [a, b, c] = [3.4445, -4.775, 2.0315];

const turned = (x: Tensor): Tensor => transpose(x, [1, 0] as never) as Tensor;

/** X ← aX + (bA + cA²)X with A = XXᵀ, which takes each singular value σ to aσ + bσ³ + cσ⁵. */
function iterate(x: Tensor): Tensor {
  const gram: Tensor = matmul(x, turned(x));
  const polynomial: Tensor = add(mul(gram, b), mul(matmul(gram, gram) as Tensor, c) as Tensor);
  return add(mul(x, a), matmul(polynomial, x) as Tensor);
}

/**
 * Replaces each matrix by the nearest with orthonormal rows or columns, about UVᵀ of its singular value decomposition UΣVᵀ, so
 * that it moves in all directions alike; and multiplies it by √max(1, columns / rows). Parameters that are no matrices pass through.
 *
 * @throws OptimError `optim/out-of-range`
 * @see Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024); Bernstein & Newhouse, "Old Optimizer, New
 * Norm" (2024).
 * @example
 * const optimizer = chain(movingAverage({ decay: 0.95 }), orthogonalise(), scaleByLearningRate(0.02));
 */
export function orthogonalise({ iterations = 5, epsilon = 1e-7 }: OrthogonaliseOptions = {}): Transform<readonly []> {
  requireCount("muon", "iterations", iterations);
  requireWithin("muon", "epsilon", epsilon, { low: 0, open: "low" });
  return stateless("orthogonalise", (gradient): Tensor => {
    if (gradient.shape.length !== 2) return gradient;
    const [rows, columns] = gradient.shape.map(Number) as [number, number];
    // Of a tall matrix the small Gram matrix is that of its transpose.
    const tall = rows > columns;
    let x: Tensor = div(gradient, maximum(norm(gradient), epsilon) as Tensor);
    if (tall) x = turned(x);
    for (let i = 0; i < iterations; i++) x = iterate(x);
    return mul(tall ? turned(x) : x, Math.sqrt(Math.max(1, columns / rows)));
  });
}
