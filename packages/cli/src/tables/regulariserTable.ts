import { elastic, l1, l2, type Regulariser } from "@adjoint/ops";
import type { SpecTable } from "../spec/specOption.js";
import { nonNegative } from "./options.js";

const factor = { factor: nonNegative("λ") };

/** Every regulariser that a spec can name. */
export const regulariserTable: SpecTable<Regulariser> = {
  l1: { options: factor, make: ({ factor }: { readonly factor: number }) => l1(factor) },
  l2: { options: factor, make: ({ factor }: { readonly factor: number }) => l2(factor) },
  elastic: { options: { l1: nonNegative("λ₁"), l2: nonNegative("λ₂") }, make: elastic },
};
