import type { ArrayOf, DType, NumericArray } from "@adjoint/core";

interface Elements<D extends DType> {
  /** Bytes per element. */
  readonly width: number;
  /** The whole of `buffer` as elements, in this machine's byte order. */
  readonly over: (buffer: ArrayBuffer) => ArrayOf[D];
}

/** How each element type lies in memory. */
export const elements = {
  f32: { width: 4, over: (buffer) => new Float32Array(buffer) },
  f64: { width: 8, over: (buffer) => new Float64Array(buffer) },
  i32: { width: 4, over: (buffer) => new Int32Array(buffer) },
  u8: { width: 1, over: (buffer) => new Uint8Array(buffer) },
  bool: { width: 1, over: (buffer) => new Uint8Array(buffer) },
} as const satisfies { readonly [D in DType]: Elements<D> };

/** The bytes of `data`: the same memory, in this machine's byte order. */
export const bytesOf = (data: NumericArray): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
