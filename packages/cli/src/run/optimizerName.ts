import type { OptimizerSpec } from "../spec/parts.js";
import type { Named } from "../spec/specOption.js";
import { nameOf } from "./readNamed.js";

/** What an optimizer is called in texts: `clipByGlobalNorm and adam`. */
export const optimizerName = (spec: OptimizerSpec): string =>
  Array.isArray(spec) ? spec.map(optimizerName).join(" and ") : nameOf(spec as Named);
