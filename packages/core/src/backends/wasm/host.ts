import { unary } from "../../primitives/unary.js";
import type { Import } from "./assembler.js";

/** What single numbers are computed with where there is no vector code: the reference's own functions, in double precision. */
export const hostFunctions = {
  expm1: Math.expm1,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  atan: Math.atan,
  erf: unary.erf.value,
  pow: Math.pow,
} as const;

/** The same functions as the text of a record, for workers: those that are not of `Math` refer to nothing outside of themselves. */
export const hostSource = `{ ${Object.entries(hostFunctions)
  .map(([name, value]) => `${name}: ${name in Math ? `Math.${name}` : value}`)
  .join(", ")} }`;

export type HostFunction = keyof typeof hostFunctions;

/** Called by a thread that has long waited for the others: it throws if they will never come. */
const overdue: Import = { name: "overdue", params: [], result: undefined };

/** The imports of every module, in the order of their indices. */
export const hostImports: readonly Import[] = [
  ...Object.keys(hostFunctions).map(
    (name): Import => ({ name, params: name === "pow" ? ["f64", "f64"] : ["f64"], result: "f64" }),
  ),
  overdue,
];

export const hostIndex = (name: HostFunction | "overdue"): number =>
  hostImports.findIndex((known) => known.name === name);
