/** Σᵢ aᵢbᵢ */
export const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, coordinate, i) => sum + coordinate * b[i]!, 0);
