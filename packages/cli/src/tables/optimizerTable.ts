import { type Optimizer, optimizers, transforms } from "@adjoint/optim";
import type { SpecTable } from "../spec/specOption.js";

/** Every optimizer that a spec can name, and what can be put before or around one. */
export const optimizerTable: SpecTable<Optimizer> = { ...optimizers, ...transforms };
