import { faults } from "./internal/faults.js";
import { law, sizes } from "./internal/law.js";
import type { Law } from "./law.js";

/** `compareBackends` finds no difference: value and gradient on the compiled backend, in f64 and f32, are those of the reference. */
export const backendsLaw: Law = law("the compiled backend agrees with the reference", sizes.some, faults.backends);
