import type { Metrics } from "../run/metrics.js";

/** `101,770` */
export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** `97.31 %` */
export const formatShare = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** `0.0912`, `1.234e+9` */
export const formatLoss = (loss: number): string => (loss < 1e6 ? loss.toFixed(4) : loss.toExponential(3));

/** `8.4 s`, `2 min 5 s` */
export function formatSeconds(seconds: number): string {
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `loss 0.0912, accuracy 97.31 %` */
export const formatMetrics = ({ loss, accuracy }: Metrics): string =>
  `loss ${formatLoss(loss)}, accuracy ${formatShare(accuracy)}`;
