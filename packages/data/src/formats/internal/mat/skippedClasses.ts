import type { MatClass } from "../../matValue.js";

/** What only MATLAB can make sense of. */
export const skippedClasses: ReadonlySet<MatClass> = new Set(["function_handle", "object", "opaque"]);
