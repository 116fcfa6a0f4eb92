import { isRequired } from "./isRequired.js";
import type { SpecOptions } from "./specOption.js";

/** The name of the option, if there is only one and it is required; specs then leave its name out: `clipByValue: 1`. */
export function soleOption(options: SpecOptions): string | undefined {
  const [first, ...rest] = Object.entries(options);
  return first !== undefined && rest.length === 0 && isRequired(first[1]) ? first[0] : undefined;
}
