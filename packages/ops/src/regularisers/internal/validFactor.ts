/** The factor, or for a literal below 0, the reason why not: l2(−0.1). */
export type ValidFactor<Factor extends number, What extends string> = number extends Factor
  ? Factor
  : `${Factor}` extends `-${string}`
    ? `${What}: the factor must be ≥ 0, not ${Factor}`
    : Factor;
