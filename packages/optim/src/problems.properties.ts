import {
  add,
  constant,
  type DType,
  div,
  exp,
  extent,
  log1p,
  matmul,
  mul,
  neg,
  parameter,
  sub,
  sum,
  type Tensor,
  tanh,
} from "@adjoint/core";

/** A loss, and its gradient by hand. */
export interface Problem {
  readonly loss: Tensor;
  readonly parameters: readonly Tensor[];
  /** All parameters, one after another. */
  readonly start: readonly number[];
  readonly gradient: (parameters: readonly number[]) => readonly number[];
}

/** A parameter that starts from these numbers. */
export const startingFrom = (
  name: string,
  shape: readonly number[],
  numbers: readonly number[],
  dtype: DType = "f64",
): Tensor =>
  parameter(name, shape, {
    dtype,
    initial: (sizes, _key, type) => constant(Float64Array.from(numbers), { dtype: type, shape: sizes }),
  });

/** ½ xᵀAx − bᵀx with A = [[3, 1], [1, 2]] and b = [1, −2]: convex, smallest at A⁻¹b = [4/5, −7/5]. */
export function quadratic(dtype: DType = "f64"): Problem {
  const start = [2, 1.5];
  const x = startingFrom("x", [2, 1], start, dtype);
  const a = constant(
    [
      [3, 1],
      [1, 2],
    ],
    { dtype },
  );
  const b = constant([[1], [-2]], { dtype });
  return {
    loss: sub(mul(sum(mul(x, matmul(a, x) as Tensor)), 0.5), sum(mul(b, x)) as Tensor),
    parameters: [x],
    start,
    gradient: ([p, q]) => [3 * p! + q! - 1, p! + 2 * q! + 2],
  };
}

const rows = [
  [1, 2],
  [-1, 0.5],
  [0.5, -1.5],
  [2, 1],
];
const wanted = [1, 0, -1, 0.5];

/** ½ Σ (tanh(x·W + b)·w − y)², with two inputs and three hidden units. */
export function network(dtype: DType = "f64"): Problem {
  const start = [0.5, -0.25, 0.75, -0.5, 1, 0.25, 0.125, -0.125, 0, 1, -0.5, 0.25];
  const first = startingFrom("first", [2, 3], start.slice(0, 6), dtype);
  const bias = startingFrom("bias", [3], start.slice(6, 9), dtype);
  const second = startingFrom("second", [3, 1], start.slice(9), dtype);
  const hidden: Tensor = tanh(add(matmul(constant(rows, { dtype }) as Tensor, first), bias) as Tensor);
  const error: Tensor = sub(
    matmul(hidden, second),
    constant(
      wanted.map((y) => [y]),
      { dtype },
    ) as Tensor,
  );
  return {
    loss: mul(sum(mul(error, error)), 0.5),
    parameters: [first, bias, second],
    start,
    gradient: (parameters) => {
      const gradient = new Array<number>(12).fill(0);
      rows.forEach((x, row) => {
        const units = [0, 1, 2].map((j) =>
          Math.tanh(x[0]! * parameters[j]! + x[1]! * parameters[3 + j]! + parameters[6 + j]!),
        );
        const e = units.reduce((total, unit, j) => total + unit * parameters[9 + j]!, 0) - wanted[row]!;
        units.forEach((unit, j) => {
          const slope = e * parameters[9 + j]! * (1 - unit ** 2);
          gradient[j]! += slope * x[0]!;
          gradient[3 + j]! += slope * x[1]!;
          gradient[6 + j]! += slope;
          gradient[9 + j]! += e * unit;
        });
      });
      return gradient;
    },
  };
}

/** Exclusive or, by a network with eight hidden units: mean of ln(1 + e^(−yz)). It is ln 2 for a network that knows nothing. */
export function exclusiveOr(): Tensor {
  const x: Tensor = constant([
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ]);
  const y: Tensor = constant([[-1], [1], [1], [-1]]);
  const spread = (size: number, frequency: number) =>
    Array.from({ length: size }, (_, i) => Math.sin(frequency * (i + 1)));
  const first = startingFrom("first", [2, 8], spread(16, 1.7), "f32");
  const bias = startingFrom("bias", [8], spread(8, 2.3), "f32");
  const second = startingFrom("second", [8, 1], spread(8, 0.9), "f32");
  const logits: Tensor = matmul(tanh(add(matmul(x, first), bias) as Tensor), second);
  const losses: Tensor = log1p(exp(neg(mul(y, logits) as Tensor)));
  return div(sum(losses), extent(losses.shape));
}
