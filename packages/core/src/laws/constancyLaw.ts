import { faults } from "./internal/faults.js";
import { law, sizes } from "./internal/law.js";
import type { Law } from "./law.js";

/** What differences say of ops that are constant by nature, and not by declaration as `stopGradient` is. */
export const constancyLaw: Law = law("differences give zero too", sizes.some, faults.jacobian);
