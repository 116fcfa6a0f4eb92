import type { Initialiser } from "@adjoint/core";
import { filled, identityMatrix, initialisers, normal, orthogonal, truncatedNormal, uniform } from "@adjoint/ops";
import type { SpecTable } from "../spec/specOption.js";
import { positive, real } from "./options.js";

const gaussian = { mean: real("the mean", 0), standardDeviation: positive("the standard deviation", 0.05) };
const gain = real("what the matrix is multiplied by", 1);

/** Those of `initialisers` that have settings; there they have their defaults. */
const withSettings: SpecTable<Initialiser> = {
  filled: {
    options: { value: real("the value of all elements") },
    make: ({ value }: { readonly value: number }) => filled(value),
  },
  identityMatrix: { options: { gain }, make: identityMatrix },
  normal: { options: gaussian, make: normal },
  orthogonal: { options: { gain }, make: orthogonal },
  truncatedNormal: { options: gaussian, make: truncatedNormal },
  uniform: { options: { low: real("the least value", -0.05), high: real("the greatest", 0.05) }, make: uniform },
};

/** Every initialiser that a spec can name. */
export const initialiserTable: SpecTable<Initialiser> = {
  ...Object.fromEntries(
    Object.entries<Initialiser>(initialisers).map(([name, initialiser]) => [
      name,
      { options: {}, make: () => initialiser },
    ]),
  ),
  ...withSettings,
};
