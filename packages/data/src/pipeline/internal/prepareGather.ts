import type { NumericArray, TensorValue } from "@adjoint/core";
import type { Column, ScaledColumn } from "../../dataset.js";
import { elements } from "../../internal/elements.js";
import { gatherRows } from "../../internal/gatherRows.js";
import { product } from "../../internal/product.js";
import { byteScaler } from "./byteScaler.js";
import { gatherScaled } from "./gatherScaled.js";

/** Some rows of a column, as batches yield them. */
export type Gather = (rows: ArrayLike<number>) => TensorValue;

/** Bytes that are scaled at a time: with what becomes of them, they stay in the cache of one core. */
const turn = 1 << 16;

/** Narrower rows are scaled sooner one by one than copied to where they are scaled together. */
const leastWidth = 16;

/**
 * What gathers the batches of one pass from a column.
 *
 * @param size rows of the largest batch.
 * @param reuse whether all batches take the same memory.
 */
export function prepareGather(
  column: Column,
  { size, reuse }: { readonly size: number; readonly reuse: boolean },
): Gather {
  const { dtype, shape, scaling } = column;
  const width = product(shape.slice(1));
  const { over, width: bytes } = elements[scaling === undefined ? dtype : "f32"];
  const memory: NumericArray | undefined = reuse ? over(new ArrayBuffer(size * width * bytes)) : undefined;
  const target = (rows: ArrayLike<number>) => memory?.subarray(0, rows.length * width);
  if (scaling === undefined) return (rows) => gatherRows(column, rows, target(rows));
  if (isBytes(column) && column.data.length >= turn && width >= leastWidth && width <= turn) {
    return inTurns(
      column,
      (rows) => (target(rows) as Float32Array | undefined) ?? new Float32Array(rows.length * width),
    );
  }
  return (rows) => gatherScaled(column, scaling, rows, target(rows) as Float32Array | undefined);
}

const isBytes = (column: Column): column is ScaledColumn<"u8"> => column.dtype === "u8";

function inTurns(
  { shape, data, scaling }: ScaledColumn<"u8">,
  target: (rows: ArrayLike<number>) => Float32Array,
): Gather {
  const width = product(shape.slice(1));
  const { bytes, scale } = byteScaler(turn);
  const rowsInTurn = Math.floor(turn / Math.max(1, width));
  return (rows) => {
    const gathered = target(rows);
    for (let first = 0; first < rows.length; first += rowsInTurn) {
      const count = Math.min(rowsInTurn, rows.length - first);
      for (let i = 0; i < count; i++) {
        const start = rows[first + i]! * width;
        bytes.set(data.subarray(start, start + width), i * width);
      }
      gathered.set(scale(count * width, scaling.factor, scaling.offset), first * width);
    }
    return { dtype: "f32", shape: [rows.length, ...shape.slice(1)], data: gathered };
  };
}
