import { add, cast, div, maximum, mul, pow, sqrt, sub, sum, type Tensor, variable } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { square } from "./internal/square.js";
import { type Transform, transform } from "./transform.js";

export interface FactoredRmsOptions {
  /** How fast the average slows down: 1 − β₂ = t⁻ᵖ, p in (0, 1]. Default: 0.8. */
  readonly decay?: number;
  /** The least mean square that a quotient is taken of, ε > 0. Default: 1e-30. */
  readonly epsilon?: number;
}

/** Means of squares: of all elements of a vector, of the rows and columns of a matrix. */
type Squares = { readonly all: Tensor } | { readonly rows: Tensor; readonly columns: Tensor };

const meanOver = (x: Tensor, axis: -1 | -2): Tensor =>
  div(sum(x, { axes: [axis], keepDims: true }) as Tensor, Number(x.shape.at(axis)));

/** A variable of a parameter's shape, but for one axis of size 1. */
const averageOf = ({ name, shape, dtype }: Tensor, scope: string, axis?: -1 | -2): Tensor =>
  variable(
    `${scope}/${name}`,
    shape.map((dim, i) => (axis !== undefined && i === shape.length + axis ? 1 : Number(dim))),
    { dtype },
  );

/**
 * The gradient over the root of a moving average of its squares, which for a matrix is kept as the product of the means of its
 * rows and columns, r·cᵀ / mean(r): n + m numbers instead of n·m. The average is over the last two axes of larger tensors.
 *
 *   β₂ = 1 − t⁻ᵖ     r ← β₂r + (1−β₂)·mean(g², columns)     c ← β₂c + (1−β₂)·mean(g², rows)     u = g / √(r·c / mean(r))
 *
 * @throws OptimError `optim/out-of-range`
 * @see Shazeer & Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost" (2018), algorithms 4 and 5.
 * @example
 * const optimizer = chain(scaleByFactoredRms(), clipByRms(1), scaleByLearningRate(1e-3));
 */
export function scaleByFactoredRms({
  decay = 0.8,
  epsilon = 1e-30,
}: FactoredRmsOptions = {}): Transform<readonly Squares[]> {
  requireWithin("adafactor", "decay", decay, { low: 0, high: 1, open: "low" });
  requireWithin("adafactor", "epsilon", epsilon, { low: 0, open: "low" });
  return transform<readonly Squares[]>({
    name: "factoredRms",
    init: (parameters, scope) =>
      parameters.map((parameter) =>
        parameter.shape.length < 2
          ? { all: averageOf(parameter, `${scope}/all`) }
          : { rows: averageOf(parameter, `${scope}/rows`, -1), columns: averageOf(parameter, `${scope}/columns`, -2) },
      ),
    update: ({ gradients, state, step }) => {
      const fresh: Tensor = pow(add(cast(step, "f64"), 1), -decay);
      const next = state.map((squares, i): Squares => {
        const squared = square(gradients[i]!);
        const share = cast(fresh, squared.dtype);
        const towards = (average: Tensor, value: Tensor): Tensor =>
          add(average, mul(sub(value, average) as Tensor, share) as Tensor);
        return "all" in squares
          ? { all: towards(squares.all, squared) }
          : {
              rows: towards(squares.rows, meanOver(squared, -1)),
              columns: towards(squares.columns, meanOver(squared, -2)),
            };
      });
      const updates = gradients.map((gradient, i): Tensor => {
        const squares = next[i]!;
        if ("all" in squares) return div(gradient, sqrt(maximum(squares.all, epsilon) as Tensor) as Tensor);
        const { rows, columns } = squares;
        const average: Tensor = maximum(meanOver(rows, -2), epsilon);
        const estimate: Tensor = mul(div(rows, average), columns);
        return div(gradient, sqrt(maximum(estimate, epsilon) as Tensor) as Tensor);
      });
      return { updates, state: next };
    },
  });
}
