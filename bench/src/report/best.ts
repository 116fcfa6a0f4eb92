import type { Measured } from "../contest/contest.js";

/** The fastest of a peer's settings. */
export const best = (settings: readonly Measured[]): Measured =>
  settings.reduce((fastest, other) => (other.seconds < fastest.seconds ? other : fastest));
