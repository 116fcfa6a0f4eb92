import type { Metrics } from "../run/metrics.js";

/** `101,770` */
export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** `97.31 %` */
export const formatShare = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** `0.0912`, `1.234e+9`, `3.250e-5` */
export function formatLoss(loss: number): string {
  const size = Math.abs(loss);
  return size === 0 || (size >= 1e-3 && size < 1e6) ? loss.toFixed(4) : loss.toExponential(3);
}

/** `8.4 s`, `2 min 5 s` */
export function formatSeconds(seconds: number): string {
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Figures from 0 to 1 that are read as percentages. */
const shares = new Set(["accuracy", "binaryAccuracy", "f1", "precision", "recall", "topKAccuracy"]);

/** Is a figure of this name a share? */
export const isShare = (name: string): boolean => shares.has(name);

/** `0.0912`, `3.251e-5`, `97.31 %` */
export const formatFigure = (name: string, value: number): string =>
  isShare(name) ? formatShare(value) : formatLoss(value);

const signs: Readonly<Record<string, string>> = { rSquared: "R²", topKAccuracy: "top-k accuracy" };

/** `mean squared error` for `meanSquaredError`. */
export const readable = (name: string): string =>
  signs[name] ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `loss 0.0912, accuracy 97.31 %` */
export const formatMetrics = (metrics: Metrics): string =>
  Object.entries(metrics)
    .map(([name, value]) => `${readable(name)} ${formatFigure(name, value)}`)
    .join(", ");
