/** The number, or for a literal that is not above 0, the reason why not: clipByNorm(−1). */
export type AboveZero<Value extends number, What extends string> = number extends Value
  ? Value
  : `${Value}` extends "0" | `-${string}`
    ? `${What} must be > 0, not ${Value}`
    : Value;
