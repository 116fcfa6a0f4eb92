import type { PeerId } from "./contest/contestants.js";

/** Peer time ÷ ours, at least, with two threads on Node 24: issue 3. */
export const ratioTargets: Readonly<Record<string, Readonly<Partial<Record<PeerId, number>>>>> = {
  W1: { pytorch: 6, jax: 1.5, "tfjs-wasm": 30, "jax-js": 50 },
  W2: { pytorch: 2, jax: 1.2, "tfjs-wasm": 25, "jax-js": 20 },
  W3: { pytorch: 2, jax: 1.2, "tfjs-wasm": 30, "jax-js": 8 },
  W4: { pytorch: 5, jax: 1.5, "tfjs-wasm": 40, "jax-js": 30 },
  W5: { pytorch: 1, jax: 0.8, "tfjs-wasm": 30, "jax-js": 5 },
};

/** Share of the tile ceiling, at least. */
export function productTarget(rows: number, columns: number, inner: number): number | undefined {
  if (rows === columns && columns === inner && rows >= 256) return 0.75;
  return rows === 128 && columns === 10 && inner === 128 ? 0.5 : undefined;
}

/** Seconds, at most. */
export const compileTarget = (name: string): number => (name === "W3" ? 0.06 : 0.5);

/** Share of a copy's bandwidth, at least. */
export const sweepTarget = 0.6;

/** Share of a copy's bandwidth, at least. */
export const gatherTarget = 0.5;

/** Seconds and bytes, at most. */
export const epochTarget = { seconds: 1, peak: 300e6 };
