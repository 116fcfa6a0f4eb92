/** How many halvings of the step are tried: 2⁻⁶ down to 2⁻¹⁴ of the scale. */
const levels = 9;
const firstStep = 2 ** -6;

/** Derivatives, with an estimate of how far each may be off: infinite where no step gave finite numbers. */
export interface Differences {
  readonly derivatives: Float64Array;
  readonly uncertainties: Float64Array;
  /** Is there a kink within the smallest step? */
  readonly kinks: readonly boolean[];
}

/**
 * Column by column: ∂f/∂x_j as central differences, with Richardson's extrapolation to step 0.
 *
 *   D₀(h) = (f(x + h) − f(x − h)) / 2h     Dₖ(h) = Dₖ₋₁(h/2) + (Dₖ₋₁(h/2) − Dₖ₋₁(h)) / (4ᵏ − 1)
 *
 * Of the whole tableau each output takes the entry that agrees best with its two neighbours, as Ridders does, but without
 * stopping early: large steps lose little to rounding, small ones stay on one side of a kink and inside the domain.
 * In double precision about 10⁻¹² of |f| is left.
 *
 * @param at f along the element that is moved: its value when that element is `x`
 * @param value f at `x` itself
 * @see Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982).
 */
export function differences(at: (x: number) => Float64Array, x: number, value: Float64Array): Differences {
  const count = value.length;
  const derivatives = new Float64Array(count).fill(Number.NaN);
  const uncertainties = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const scale = Math.max(1, Math.abs(x));
  let previous: Float64Array[] = [];
  for (let level = 0; level < levels; level++) {
    const step = firstStep * scale * 2 ** -level;
    const row = [central(at, x, step, count)];
    previous.forEach((coarse, k) => {
      const fine = row[k]!;
      const factor = 4 ** (k + 1) - 1;
      const better = fine.map((d, i) => d + (d - coarse[i]!) / factor);
      for (let i = 0; i < count; i++) {
        const uncertainty = Math.max(Math.abs(better[i]! - fine[i]!), Math.abs(better[i]! - coarse[i]!));
        if (uncertainty < uncertainties[i]!) {
          uncertainties[i] = uncertainty;
          derivatives[i] = better[i]!;
        }
      }
      row.push(better);
    });
    previous = row;
  }
  const step = firstStep * scale * 2 ** (1 - levels);
  const [narrow, wide] = [bends(at, x, value, step), bends(at, x, value, 2 * step)];
  // The slopes on both sides differ in proportion to the step where f is smooth, by a jump where it is not.
  const kinks = Array.from(narrow, (bend, i) => bend > 1e-3 * Math.abs(derivatives[i]!) && bend > 0.75 * wide[i]!);
  return { derivatives, uncertainties, kinks };
}

/** By how much the slope to the right differs from that to the left. */
function bends(at: (x: number) => Float64Array, x: number, value: Float64Array, step: number): Float64Array {
  const [above, below] = [at(x + step), at(x - step)];
  return value.map((y, i) => Math.abs(above[i]! - 2 * y + below[i]!) / step);
}

/** Divides by the step that was made, which is not quite the one that was asked for: x + h is rounded. */
function central(at: (x: number) => Float64Array, x: number, step: number, count: number): Float64Array {
  const [right, left] = [x + step, x - step];
  const [above, below] = [at(right), at(left)];
  return Float64Array.from({ length: count }, (_, i) => (above[i]! - below[i]!) / (right - left));
}
