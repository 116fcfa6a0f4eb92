import { OpsError } from "./opsError.js";

/** Bounds of an option: `above` and `below` are excluded, `from` and `to` included. */
export interface Bounds {
  readonly above?: number;
  readonly from?: number;
  readonly to?: number;
  readonly below?: number;
}

const signs = { above: ">", from: "≥", to: "≤", below: "<" } as const;

/** Checks that an option is a finite number within its bounds. */
export function requireFinite(
  operation: string,
  option: string,
  value: number | string,
  bounds: Bounds = {},
): asserts value is number {
  const { above = -Infinity, from = -Infinity, to = Infinity, below = Infinity } = bounds;
  const fits = (x: number) => Number.isFinite(x) && x > above && x >= from && x <= to && x < below;
  if (typeof value === "number" && fits(value)) return;
  const limits = Object.entries(bounds).map(([kind, limit]) => `${signs[kind as keyof Bounds]} ${limit}`);
  const expected = ["a finite number", limits.join(" and ")].filter((words) => words !== "").join(" ");
  throw new OpsError("ops/option", { operation, option, value, expected });
}
