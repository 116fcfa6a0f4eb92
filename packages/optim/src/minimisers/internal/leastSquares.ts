/**
 * Solves min ‖A·p − b‖ for a matrix of full rank that is at least as tall as it is wide, by Householder's reflections. It changes `a`
 * and `b`.
 *
 * @param a columns of equal length
 * @see Golub & Van Loan, "Matrix Computations" (2013), algorithms 5.2.1 and 5.3.2.
 */
export function leastSquares(a: readonly Float64Array[], b: Float64Array): Float64Array {
  const n = a.length;
  const diagonal = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const column = a[k]!;
    let length = 0;
    for (let i = k; i < b.length; i++) length = Math.hypot(length, column[i]!);
    const pivot = column[k]! >= 0 ? -length : length;
    diagonal[k] = pivot;
    if (length === 0) continue;
    // v = x − pivot·e₁, whose squared length is −2·pivot·v₁.
    column[k]! -= pivot;
    const scale = -pivot * column[k]!;
    for (const other of [...a.slice(k + 1), b]) {
      let product = 0;
      for (let i = k; i < b.length; i++) product += column[i]! * other[i]!;
      for (let i = k; i < b.length; i++) other[i]! -= (product / scale) * column[i]!;
    }
  }
  const solution = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let rest = b[k]!;
    for (let j = k + 1; j < n; j++) rest -= a[j]![k]! * solution[j]!;
    solution[k] = rest / diagonal[k]!;
  }
  return solution;
}
