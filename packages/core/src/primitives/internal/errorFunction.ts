/** e^(−x²), with x² split so that its rounding does not count: x = h + (x − h), where h² is exact. */
function gaussian(x: number): number {
  const h = Math.fround(x);
  return Math.exp(-h * h) * Math.exp((h - x) * (h + x));
}

/** x + 2x³/3 + 4x⁵/15 + … = Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, from the inside, for |x| < 2. */
function series(x: number): number {
  let tail = 1;
  for (let n = 50; n >= 1; n--) tail = 1 + ((2 * x * x) / (2 * n + 1)) * tail;
  return x * tail;
}

/** 1/(x + ½/(x + 1/(x + ³⁄₂/(x + …)))) for x ≥ 2, where sixty levels are more than enough. */
function fraction(x: number): number {
  let tail = x;
  for (let level = 60; level >= 1; level--) tail = x + level / 2 / tail;
  return 1 / tail;
}

/**
 * The error function, erf x = 2/√π ∫₀ˣ e^(−t²) dt, to 6 ulp in double precision.
 *
 * @see Abramowitz & Stegun (1964), 7.1.6 for the series and 7.1.14 for the continued fraction.
 */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size < 2) return (2 / Math.sqrt(Math.PI)) * gaussian(x) * series(x);
  if (size > 6) return Math.sign(x);
  return Number.isNaN(x) ? x : Math.sign(x) * (1 - (gaussian(size) * fraction(size)) / Math.sqrt(Math.PI));
}
