/** Three digits. */
export const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export function duration(seconds: number): string {
  if (seconds < 1e-3) return `${digits(1e6 * seconds)} µs`;
  return seconds < 1 ? `${digits(1e3 * seconds)} ms` : `${digits(seconds)} s`;
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
export const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** A value beside its target: `7.4 ✓ ≥ 6`. */
export const judged = (text: string, met: boolean, target: string): string => `${text} ${met ? "✓" : "✗"} ${target}`;
