import { OptimError } from "./optimError.js";

/** An interval of allowed values; the ends belong to it unless `open` says otherwise. */
export interface Interval {
  readonly low: number;
  readonly high?: number;
  readonly open?: "low" | "high" | "both";
}

const format = ({ low, high = Infinity, open }: Interval): string => {
  const left = open === "low" || open === "both" ? "(" : "[";
  const right = open === "high" || open === "both" || high === Infinity ? ")" : "]";
  return `in ${left}${low}, ${high === Infinity ? "∞" : high}${right}`;
};

/** An option that is a finite number within an interval. */
export function requireWithin(what: string, option: string, value: number | string, interval: Interval): number {
  const { low, high = Infinity, open } = interval;
  const x = typeof value === "number" ? value : Number.NaN;
  const above = open === "low" || open === "both" ? x > low : x >= low;
  const below = open === "high" || open === "both" ? x < high : x <= high;
  if (!(above && below && Number.isFinite(x))) {
    throw new OptimError("optim/out-of-range", { what, option, value, expected: format(interval) });
  }
  return x;
}
