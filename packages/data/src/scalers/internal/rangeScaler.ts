import { optionError } from "../../errors/optionError.js";

/** From a least to a greatest number. */
export type Interval = readonly [least: number, greatest: number];

/**
 * The numbers that map `from` to `to`. Where `from` is a single number, or too short for its share of `to` to be a number, it
 * goes to the lower end.
 *
 * @throws DataError `data/option` unless both are finite and `to` has a length.
 */
export function rangeScaler([least, greatest]: Interval, [low, high]: Interval): { shift: number; scale: number } {
  if (!Number.isFinite(least) || !Number.isFinite(greatest) || greatest < least) {
    throw optionError("scaler, from", "an interval of finite numbers", `[${least}, ${greatest}]`);
  }
  if (!Number.isFinite(low) || !Number.isFinite(high) || high <= low) {
    throw optionError("scaler, to", "an interval of finite numbers, the lower first", `[${low}, ${high}]`);
  }
  const share = (greatest - least) / (high - low);
  const scale = share === 0 ? 1 : share;
  // JSON knows no −0.
  return { shift: least - low * scale + 0, scale };
}
