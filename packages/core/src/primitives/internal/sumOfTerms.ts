import type { Tensor } from "../../graph/tensor.js";
import { add } from "../binary.js";

/** Adds the terms that are there; `undefined` when all are zero. */
export const sumOfTerms = (terms: readonly (Tensor | undefined)[]): Tensor | undefined =>
  terms.reduce((sum, term) => (sum === undefined || term === undefined ? (sum ?? term) : add(sum, term)), undefined);
