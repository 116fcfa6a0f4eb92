/**
 * MATLAB's test surface, a sum of translated and scaled Gaussians with three peaks and three hollows.
 *
 *   3(1 − x)² e^(−x² − (y + 1)²) − 10(x/5 − x³ − y⁵) e^(−x² − y²) − ⅓ e^(−(x + 1)² − y²)
 *
 * @see MATLAB, documentation of `peaks`.
 */
export function peaksSurface(x: number, y: number): number {
  const front = 3 * (1 - x) ** 2 * Math.exp(-(x ** 2) - (y + 1) ** 2);
  const middle = 10 * (x / 5 - x ** 3 - y ** 5) * Math.exp(-(x ** 2) - y ** 2);
  const back = Math.exp(-((x + 1) ** 2) - y ** 2) / 3;
  return front - middle - back;
}
