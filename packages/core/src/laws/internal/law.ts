import fc from "fast-check";
import { AdjointError } from "../../errors/adjointError.js";
import type { Case, Law } from "../law.js";

/** Sizes of dimensions that a law is tried on. */
export const sizes = {
  some: fc.integer({ min: 1, max: 3 }),
  one: fc.constant(1),
  noneOrOne: fc.integer({ min: 0, max: 1 }),
} as const;

/** A law from its name and what breaks it: a sentence about a case of which it does not hold. */
export const law = (name: string, size: fc.Arbitrary<number>, breaks: (example: Case) => string | undefined): Law => ({
  name,
  of: (cases) =>
    fc.property(cases(size), (example) => {
      const reason = breaks(example);
      if (reason !== undefined) throw new AdjointError("verify/law", { law: name, reason });
    }),
});
