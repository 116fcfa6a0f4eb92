import type { DType } from "../types/dtype.js";
import type { Dim } from "../types/shape.js";

/** A number, or what JSON has no number for. */
export type JsonNumber = number | "NaN" | "Infinity" | "-Infinity" | "-0" | string;

export type JsonAttribute =
  | JsonNumber
  | boolean
  | readonly Dim[]
  | {
      readonly kind: "value";
      readonly dtype: DType;
      readonly shape: readonly number[];
      readonly data: readonly JsonNumber[];
    }
  | ({ readonly kind: "graph" } & Omit<JsonGraph, "format" | "version">);

/** A node, its inputs given by their positions in the list of nodes. */
export interface JsonNode {
  readonly primitive: string;
  readonly inputs: readonly number[];
  readonly attributes: Readonly<Record<string, JsonAttribute>>;
  readonly dtype: DType;
  readonly shape: readonly Dim[];
  readonly name?: string;
}

/** A graph as data: nodes in the order of the tape. */
export interface JsonGraph {
  readonly format: "adjoint-graph";
  readonly version: 1;
  readonly nodes: readonly JsonNode[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}
