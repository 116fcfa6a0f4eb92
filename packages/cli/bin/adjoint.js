#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";

// Node 20 has the fused multiply-add of relaxed SIMD, but behind a flag; later versions have it without.
if (process.versions.node.startsWith("20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

const { main } = await import("../dist/main.js");
process.exitCode = await main(process.argv.slice(2));
