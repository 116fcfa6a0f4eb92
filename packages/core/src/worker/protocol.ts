import type { JsonGraph } from "../json/jsonGraph.js";
import type { Feed } from "../session/feeds.js";
import type { VariableInfo } from "../session/session.js";
import type { DType, NumericArray } from "../types/dtype.js";
import type { Dim } from "../types/shape.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { PackedError } from "./packError.js";

/** What a session in a worker is opened with. */
export interface RemoteOptions {
  readonly seed?: number;
  readonly threads?: number;
  readonly precision?: "fast" | "portable";
  readonly floats?: "f32" | "f64";
}

/** A graph as JSON; its outputs are those of the program, then what must be finite, then variables and their next values. */
export interface PackedProgram {
  readonly graph: JsonGraph;
  readonly outputs: number;
  readonly requireFinite: number;
}

/** A column of a dataset. Its numbers are sent once, and known by their number from then on. */
export interface PackedColumn {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly scaling?: { readonly factor: number; readonly offset: number };
  readonly id: number;
  readonly data?: NumericArray;
}

/** What each act is given and gives back. */
export interface Acts {
  open: { given: RemoteOptions; back: { readonly backend: string; readonly seed: number } };
  compile: {
    given: { readonly program: PackedProgram; readonly dataset?: Readonly<Record<string, PackedColumn>> };
    back: {
      readonly program: number;
      readonly inputs: readonly { readonly name: string; readonly shape: readonly Dim[]; readonly dtype: DType }[];
      readonly variables: readonly VariableInfo[];
    };
  };
  run: {
    given: { readonly program: number; readonly feeds: Readonly<Record<string, Feed>> };
    back: readonly (number | TensorValue)[];
  };
  read: { given: { readonly name: string }; back: TensorValue };
  write: { given: { readonly name: string; readonly value: Feed }; back: undefined };
  close: { given: undefined; back: undefined };
}

export type Act = keyof Acts;

/** A question to the session of this key; the answer has the same key and number. */
export interface Request<A extends Act = Act> {
  readonly adjoint: number;
  readonly call: number;
  readonly act: A;
  readonly given: Acts[A]["given"];
}

/** What every answer tells of the session beside what was asked for. */
export interface Standing {
  readonly threads: number;
  readonly threadsReason: string | undefined;
}

export type Answer = { readonly adjoint: number; readonly call: number } & (
  | { readonly error: PackedError }
  | { readonly back: Acts[Act]["back"]; readonly standing: Standing }
);

/**
 * What a worker says when it begins to listen. Browsers drop what was sent to it before, if its script had to wait for something
 * first; so whoever waits for a session then asks again.
 */
export const hello = { adjoint: "hello" } as const;

export const isMessage = (message: unknown): message is Request | Answer | typeof hello =>
  typeof message === "object" && message !== null && "adjoint" in message;
