import type { Body } from "../assembler.js";
import { atanF32 } from "./atanF32.js";
import { cosF32 } from "./cosF32.js";
import { erfF32 } from "./erfF32.js";
import { expF32 } from "./expF32.js";
import { expF64 } from "./expF64.js";
import { expm1F32 } from "./expm1F32.js";
import { log1pF32 } from "./log1pF32.js";
import { logF32 } from "./logF32.js";
import { logF64 } from "./logF64.js";
import { powF32 } from "./powF32.js";
import { sigmoidF32 } from "./sigmoidF32.js";
import { sigmoidF64 } from "./sigmoidF64.js";
import { sinF32 } from "./sinF32.js";
import { tanhF32 } from "./tanhF32.js";
import { tanhF64 } from "./tanhF64.js";
import { threefryI32 } from "./threefryI32.js";

/** Writes a function of vectors; `exp` is the index of eˣ in the same module and type, which is added when it is asked for. */
export type VectorFunction = (exp: () => number) => Body;

/** The vector code of primitives, by element type and name. */
export const vectorFunctions: Readonly<Record<string, Readonly<Record<string, VectorFunction>>>> = {
  f32: {
    exp: expF32,
    expm1: expm1F32,
    log: logF32,
    log1p: log1pF32,
    sin: sinF32,
    cos: cosF32,
    atan: atanF32,
    erf: (exp) => erfF32(exp()),
    tanh: (exp) => tanhF32(exp()),
    sigmoid: (exp) => sigmoidF32(exp()),
    pow: powF32,
  },
  f64: {
    exp: expF64,
    log: logF64,
    tanh: tanhF64,
    sigmoid: (exp) => sigmoidF64(exp()),
  },
  i32: { randomBits: threefryI32 },
};
