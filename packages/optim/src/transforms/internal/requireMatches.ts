import type { Tensor } from "@adjoint/core";
import { OptimError } from "../../errors/optimError.js";
import type { Names } from "../names.js";
import { matcher } from "./matcher.js";

/** Which parameters are meant. None at all is a mistake: a name that was mistyped or that has changed. */
export function requireMatches(what: string, names: Names, parameters: readonly Tensor[]): readonly boolean[] {
  const matches = matcher(names);
  const meant = parameters.map(({ name = "" }) => matches(name));
  if (!meant.includes(true)) throw new OptimError("optim/no-match", { what, names, parameters });
  return meant;
}
