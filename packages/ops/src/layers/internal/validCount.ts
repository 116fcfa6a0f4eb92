/** The count, or for a literal that is no whole number ≥ 1, the reason why not: dense(0), dense(−3), dense(1.5). */
export type ValidCount<Count extends number, What extends string> = number extends Count
  ? Count
  : `${Count}` extends "0" | `-${string}` | `${string}.${string}`
    ? `${What} must be a whole number ≥ 1, not ${Count}`
    : Count;
