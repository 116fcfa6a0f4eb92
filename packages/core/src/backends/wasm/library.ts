import type { DType } from "../../types/dtype.js";
import type { Body } from "./assembler.js";
import { hostImports } from "./host.js";
import { vectorFunctions } from "./vectorMath/vectorFunctions.js";

/** The functions of a module: helpers are added when first called for, kernels as they are emitted. */
export interface Library {
  readonly bodies: readonly Body[];
  /** Adds a function and returns its index. */
  add(body: Body): number;
  /** The index of a primitive's vector code, if it has any for that type. */
  vectorFunction(name: string, dtype: DType): number | undefined;
}

export function createLibrary(): Library {
  const bodies: Body[] = [];
  const known = new Map<string, number>();
  const add = (body: Body): number => hostImports.length + bodies.push(body) - 1;
  const vectorFunction = (name: string, dtype: DType): number | undefined => {
    const key = `${name}/${dtype}`;
    const write = vectorFunctions[dtype]?.[name];
    if (write !== undefined && !known.has(key)) known.set(key, add(write(() => vectorFunction("exp", dtype)!)));
    return known.get(key);
  };
  return { bodies, add, vectorFunction };
}
