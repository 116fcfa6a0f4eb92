import type { Body } from "./assembler.js";
import { hostImports } from "./host.js";
import { exp4, log4, sigmoid4, tanh4, threefry4 } from "./vectorMath.js";

/** The functions of a module: helpers are added when first called for, kernels as they are emitted. */
export interface Library {
  readonly bodies: readonly Body[];
  /** Adds a function and returns its index. */
  add(body: Body): number;
  /** The index of a vector function on floats. */
  vectorFunction(name: VectorFunction): number;
}

export type VectorFunction = "exp" | "log" | "sigmoid" | "tanh" | "threefry";

export const hasVectorFunction = (name: string): name is VectorFunction =>
  ["exp", "log", "sigmoid", "tanh"].includes(name);

export function createLibrary(): Library {
  const bodies: Body[] = [];
  const known = new Map<VectorFunction, number>();
  const add = (body: Body): number => hostImports.length + bodies.push(body) - 1;
  const make: Readonly<Record<VectorFunction, () => Body>> = {
    exp: exp4,
    log: log4,
    sigmoid: () => sigmoid4(vectorFunction("exp")),
    tanh: () => tanh4(vectorFunction("exp")),
    threefry: threefry4,
  };
  const vectorFunction = (name: VectorFunction): number => {
    const index = known.get(name) ?? add(make[name]());
    known.set(name, index);
    return index;
  };
  return { bodies, add, vectorFunction };
}
