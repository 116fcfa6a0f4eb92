import { faults } from "./internal/faults.js";
import { law, sizes } from "./internal/law.js";
import type { Law } from "./law.js";

/** What holds of every op that is constant wherever it has a derivative, or is declared to be. */
export const flatLaws: readonly Law[] = [
  law("both modes give zero", sizes.some, faults.zero),
  law("dimensions of size 0 have derivatives, empty or zero", sizes.noneOrOne, faults.shapes),
];
