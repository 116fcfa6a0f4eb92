import { peaksSurface } from "./peaksSurface.js";

/**
 * The points of a grid over [−3, 3]², sorted into bands of equal height between the least and the greatest value of
 * the peaks surface there. The band that a border lies in is the one above it; the greatest value is in the last.
 *
 * @param grid points along each axis.
 */
export function peaksBands(grid: number, count: number): readonly (readonly (readonly [x: number, y: number])[])[] {
  const axis = Array.from({ length: grid }, (_, i) => -3 + (6 * i) / (grid - 1));
  const points = axis.flatMap((x) => axis.map((y) => [x, y] as const));
  const heights = points.map(([x, y]) => peaksSurface(x, y));
  const least = heights.reduce((a, b) => Math.min(a, b));
  const range = heights.reduce((a, b) => Math.max(a, b)) - least;
  const bands: (readonly [number, number])[][] = Array.from({ length: count }, () => []);
  heights.forEach((height, i) => {
    const band = Math.floor((count * (height - least)) / range);
    bands[Math.min(band, count - 1)]!.push(points[i]!);
  });
  return bands;
}
