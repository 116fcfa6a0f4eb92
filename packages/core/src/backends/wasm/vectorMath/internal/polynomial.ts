import type { Arithmetic, Term } from "./arithmetic.js";

/** Σ cᵢ xⁱ by Horner's scheme, highest coefficient first. */
export function polynomial({ add, mul }: Arithmetic, x: Term, coefficients: readonly number[]): Term {
  const [first, ...rest] = coefficients as readonly Term[] as readonly [Term, ...Term[]];
  return rest.reduce((sum, coefficient) => add(mul(sum, x), coefficient), first);
}
