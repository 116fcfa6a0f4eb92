import type { NumericArray, TensorValue } from "@adjoint/core";
import type { Column, ScaledColumn } from "../../dataset.js";
import { copyRows } from "../../internal/copyRows.js";
import { elements } from "../../internal/elements.js";
import { freshMemory } from "../../internal/freshMemory.js";
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

interface Memory {
  /** Rows of the largest batch. */
  readonly size: number;
  /** Whether all batches take the same memory. */
  readonly reuse: boolean;
}

/** What gathers the batches of one pass from a column. */
export function prepareGather(column: Column, { size, reuse }: Memory): Gather {
  const { dtype, shape, scaling } = column;
  const width = product(shape.slice(1));
  if (scaling !== undefined && isBytes(column) && column.data.length >= turn && width >= leastWidth && width <= turn) {
    return inTurns(column, { size, reuse });
  }
  const { over, width: bytes } = elements[scaling === undefined ? dtype : "f32"];
  const memory: NumericArray | undefined = reuse ? over(new ArrayBuffer(size * width * bytes)) : undefined;
  const target = (rows: ArrayLike<number>) => memory?.subarray(0, rows.length * width);
  if (scaling === undefined) return (rows) => gatherRows(column, rows, target(rows));
  return (rows) => gatherScaled(column, scaling, rows, target(rows) as Float32Array | undefined);
}

const isBytes = (column: Column): column is ScaledColumn<"u8"> => column.dtype === "u8";

/** Numbers for which there is room beside the bytes that become them. */
const mostNumbers = 2 ** 29;

function inTurns({ shape, data, scaling }: ScaledColumn<"u8">, { size, reuse }: Memory): Gather {
  const width = product(shape.slice(1));
  const shared = reuse && size * width <= mostNumbers;
  const { bytes, scaled, scale } = byteScaler(scaling, turn, shared ? Math.max(turn, size * width) : turn);
  const kept = reuse && !shared ? new Float32Array(size * width) : undefined;
  const rowsInTurn = Math.floor(turn / width);
  return (rows) => {
    const count = rows.length * width;
    const gathered = shared
      ? scaled.subarray(0, count)
      : (kept?.subarray(0, count) ?? new Float32Array(freshMemory(4 * count)));
    for (let first = 0; first < rows.length; first += rowsInTurn) {
      const last = Math.min(first + rowsInTurn, rows.length);
      const inTurn = (last - first) * width;
      copyRows(data, bytes, rows, width, [first, last]);
      scale(inTurn, shared ? first * width : 0);
      if (!shared) gathered.set(scaled.subarray(0, inTurn), first * width);
    }
    return { dtype: "f32", shape: [rows.length, ...shape.slice(1)], data: gathered };
  };
}
