import type { DType } from "@adjoint/core";

/** What safetensors calls our element types. Its others (F16, BF16, I64, …) have no counterpart here. */
export const safetensorsNameOf = { f32: "F32", f64: "F64", i32: "I32", u8: "U8", bool: "BOOL" } as const satisfies {
  readonly [D in DType]: string;
};

/** Our element type for each that can be read. */
export const dtypeOf: ReadonlyMap<string, DType> = new Map([
  ["F32", "f32"],
  ["F64", "f64"],
  ["I32", "i32"],
  ["U8", "u8"],
  ["BOOL", "bool"],
]);

/** The name under which a header keeps its metadata; no tensor can have it. */
export const metadataKey = "__metadata__";

/** The longest header that the reference implementation reads, in bytes. */
export const longestHeader = 100_000_000;
