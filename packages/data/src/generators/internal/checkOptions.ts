import { optionError } from "../../errors/optionError.js";
import { isWhole } from "../../internal/isWhole.js";

/**
 * Refuses what no generator can draw.
 *
 * @param generator its name.
 * @throws DataError `data/option`.
 */
export function checkOptions(
  generator: string,
  { size, noise }: { readonly size: number; readonly noise: number },
): void {
  if (!isWhole(size, 1)) throw optionError(`${generator}, size`, "a whole number of examples, 1 or more", size);
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
    throw optionError(`${generator}, noise`, "a standard deviation, 0 or more", noise);
  }
}
