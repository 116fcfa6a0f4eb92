import {
  add,
  div,
  type Initialiser,
  matmul,
  mul,
  randomNormal,
  reshape,
  sqrt,
  sum,
  type Tensor,
  transpose,
} from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { requireFinite } from "../errors/requireFinite.js";

/** One step of X ← aX + bX(XᵀX) + cX(XᵀX)², which maps each singular value s to as + bs³ + cs⁵. */
function step(x: Tensor, a: number, b: number, c: number): Tensor {
  const square: Tensor = matmul(transpose(x, [1, 0]) as Tensor, x);
  const quartic: Tensor = mul(matmul(square, square) as Tensor, c);
  const polynomial: Tensor = c === 0 ? mul(square, b) : add(mul(square, b) as Tensor, quartic);
  return add(mul(x, a) as Tensor, matmul(x, polynomial) as Tensor);
}

/** Small singular values grow 3.4-fold each time: after sixteen, what was 10⁻⁸ is between 0.6 and 1.2. */
const coarse = 16;
/** From there the error is squared each time: 0.4 becomes 10⁻¹⁷ in seven. */
const fine = 7;

/**
 * The orthogonal factor of a tall matrix's polar decomposition, by Newton and Schulz's iteration. Of a matrix of independent normal
 * numbers it is uniformly distributed among the matrices with orthonormal columns, as the factor Q with its signs put right is.
 */
function orthonormal(tall: Tensor): Tensor {
  const norm: Tensor = sqrt(sum(mul(tall, tall) as Tensor));
  let x: Tensor = div(tall, norm);
  for (let i = 0; i < coarse; i++) x = step(x, 3.4445, -4.775, 2.0315);
  for (let i = 0; i < fine; i++) x = step(x, 1.5, -0.5, 0);
  return x;
}

/**
 * A matrix with orthonormal columns, or rows if it is wide: it keeps lengths. All dimensions but the last count as rows.
 *
 * @formula g·Q with QᵀQ = 1 (or QQᵀ = 1), Q uniformly distributed
 * @peers Keras `Orthogonal`, PyTorch `nn.init.orthogonal_`, optax (JAX) `orthogonal`
 * @param options.gain g, any number. Default: 1
 * @throws OpsError `ops/option`, also when it is asked for less than two dimensions
 * @see Saxe, McClelland & Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks" (2014);
 *   Björck & Bowie, "An iterative algorithm for computing the best estimate of an orthogonal matrix" (1971); the steep polynomial:
 *   Jordan et al., "Muon" (2024).
 * @example
 * const layer = dense(64, { initial: orthogonal({ gain: Math.SQRT2 }) });
 */
export function orthogonal({ gain = 1 }: { readonly gain?: number } = {}): Initialiser {
  requireFinite("orthogonal", "gain", gain);
  return (shape, key, dtype) => {
    const columns = shape.at(-1);
    if (columns === undefined || shape.length < 2) {
      const value = `[${shape.join(", ")}]`;
      const expected = "at least two dimensions";
      throw new OpsError("ops/option", { operation: "orthogonal", option: "the shape", value, expected });
    }
    const rows = shape.slice(0, -1).reduce((size, dim) => size * dim, 1);
    const wide = rows < columns;
    const random = randomNormal(key, wide ? [columns, rows] : [rows, columns], { dtype });
    const factor = orthonormal(random);
    const matrix: Tensor = wide ? transpose(factor, [1, 0]) : factor;
    return reshape(mul(matrix, gain) as Tensor, shape);
  };
}
