/**
 * The error function, erf x = 2/√π ∫₀ˣ e^(−t²) dt, to 6 ulp in double precision. It refers to nothing outside of itself, because
 * workers are handed its text.
 *
 * @see Abramowitz & Stegun (1964), 7.1.6 for the series and 7.1.14 for the continued fraction.
 */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size > 6) return Math.sign(x);
  // e^(−x²), with x² split so that its rounding does not count: x = h + (x − h), where h² is exact.
  const h = Math.fround(x);
  const gaussian = Math.exp(-h * h) * Math.exp((h - x) * (h + x));
  if (size < 2) {
    // x + 2x³/3 + 4x⁵/15 + … = Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, from the inside.
    let tail = 1;
    for (let n = 50; n >= 1; n--) tail = 1 + ((2 * x * x) / (2 * n + 1)) * tail;
    return (2 / Math.sqrt(Math.PI)) * gaussian * x * tail;
  }
  // 1/(x + ½/(x + 1/(x + ³⁄₂/(x + …)))), from the inside.
  let tail = size;
  for (let level = 60; level >= 1; level--) tail = size + level / 2 / tail;
  return Math.sign(x) * (1 - gaussian / tail / Math.sqrt(Math.PI));
}
