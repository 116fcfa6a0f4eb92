import { requireWithin } from "../../errors/requireWithin.js";

/** Checks what the family of Adam has in common: two decays and ε. */
export function requireMoments(
  what: string,
  { beta1, beta2, epsilon }: { readonly beta1: number; readonly beta2: number; readonly epsilon?: number },
): void {
  requireWithin(what, "beta1", beta1, { low: 0, high: 1, open: "high" });
  requireWithin(what, "beta2", beta2, { low: 0, high: 1, open: "high" });
  if (epsilon !== undefined) requireWithin(what, "epsilon", epsilon, { low: 0, open: "low" });
}
