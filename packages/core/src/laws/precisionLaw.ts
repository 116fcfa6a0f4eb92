import { faults } from "./internal/faults.js";
import { law, sizes } from "./internal/law.js";
import type { Law } from "./law.js";

/** The f32 result is the f64 result, rounded, within four units in the last place: for primitives and short compositions of them. */
export const precisionLaw: Law = law("single precision is double precision, rounded", sizes.some, faults.precision);
