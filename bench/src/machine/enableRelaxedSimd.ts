import { setFlagsFromString } from "node:v8";

/** Node 20 has relaxed SIMD behind a flag of V8; from 21 on it is there. To be called before anything is compiled. */
export function enableRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < 21) setFlagsFromString("--experimental-wasm-relaxed-simd");
}
