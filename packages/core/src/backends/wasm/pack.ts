import { bytesOf } from "../../compiler/plan.js";
import { columnStride, emitInner, gapless, pushOperandOffset, startOf } from "./matrix.js";
import { leftOffset, type Tiling, tileRows } from "./tile.js";

/** Copies rows of a left operand whose rows are neighbours: for each term, the rows of one tile next to each other. */
export function emitPackLeft(tiling: Tiling, rows: number): void {
  const { body, kernel, addresses, width, leftScratch } = tiling;
  const { left, inner } = kernel.product!;
  const bytes = bytesOf[left.buffer.dtype];
  const [source, target] = [body.local("i32"), body.local("i32")];
  pushOperandOffset(tiling, left);
  body.set(source);
  body.get(leftScratch!);
  leftOffset(tiling);
  body.op("i32.add");
  body.set(target);
  const start = startOf(addresses, left);
  const walkers = [
    { pointer: source, steps: inner.map((dimension) => dimension.left * bytes) },
    { pointer: target, steps: gapless(inner, tileRows * bytes) },
  ];
  emitInner(body, inner, walkers, 1, () => {
    // What the last vector holds beyond the tile falls on the next term, which is written afterwards, or on slack.
    for (let r = 0; r < rows; r += width) {
      body.get(target);
      body.get(source);
      body.vectorMemory("v128.load", start + r * bytes);
      body.vectorMemory("v128.store", r * bytes);
    }
  });
}

/** Shuffles that transpose four vectors of four words, two rounds of interleaving. */
const interleaveLow = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const interleaveHigh = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31];
const lowHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const highHalves = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];

/** Four columns that run along memory, four terms at a time, transposed in registers. */
function emitTransposed(tiling: Tiling, source: number, target: number, v: number): void {
  const { body, kernel, addresses, vectors } = tiling;
  const { right } = kernel.product!;
  const start = startOf(addresses, right);
  const loaded = [0, 1, 2, 3].map((lane) => {
    const local = body.local("v128");
    body.get(source);
    body.vectorMemory("v128.load", start + (v * 4 + lane) * columnStride(kernel) * 4);
    body.set(local);
    return local;
  });
  const shuffled = (a: number, b: number, lanes: readonly number[]): number => {
    const local = body.local("v128");
    body.get(a);
    body.get(b);
    body.shuffle(lanes);
    body.set(local);
    return local;
  };
  const [a, b, c, d] = loaded as [number, number, number, number];
  const [abLow, abHigh] = [shuffled(a, b, interleaveLow), shuffled(a, b, interleaveHigh)];
  const [cdLow, cdHigh] = [shuffled(c, d, interleaveLow), shuffled(c, d, interleaveHigh)];
  const rows = [
    shuffled(abLow, cdLow, lowHalves),
    shuffled(abLow, cdLow, highHalves),
    shuffled(abHigh, cdHigh, lowHalves),
    shuffled(abHigh, cdHigh, highHalves),
  ];
  rows.forEach((local, ahead) => {
    body.get(target);
    body.get(local);
    body.vectorMemory("v128.store", (ahead * vectors + v) * 16);
  });
}

/** One term of one vector of columns, `ahead` of where the pointers stand. */
function emitColumns(tiling: Tiling, source: number, target: number, v: number, columns: number, ahead: number): void {
  const { body, kernel, addresses, width, vectors } = tiling;
  const { right, inner } = kernel.product!;
  const bytes = bytesOf[right.buffer.dtype];
  const stride = columnStride(kernel);
  const start = startOf(addresses, right) + (v * width * stride + ahead * (inner.at(-1)?.right ?? 0)) * bytes;
  body.get(target);
  if (stride === 1) {
    body.get(source);
    body.vectorMemory("v128.load", start);
  } else {
    const vector = body.local("v128");
    body.splat("i32", 0);
    body.set(vector);
    for (let lane = 0; lane < Math.min(width, columns - v * width); lane++) {
      body.get(source);
      body.get(vector);
      body.laneMemory(bytes === 8 ? "v128.load64_lane" : "v128.load32_lane", start + lane * stride * bytes, lane);
      body.set(vector);
    }
    body.get(vector);
  }
  body.vectorMemory("v128.store", (ahead * vectors + v) * 16);
}

/** Copies the columns of one panel of the right operand next to each other: terms × (vectors · width). */
export function emitPackRight(tiling: Tiling, filled: number, columns: number): void {
  const { body, kernel, width, vectors, rightScratch } = tiling;
  const { right, inner } = kernel.product!;
  const bytes = bytesOf[right.buffer.dtype];
  const [source, target] = [body.local("i32"), body.local("i32")];
  pushOperandOffset(tiling, right);
  body.set(source);
  body.get(rightScratch!);
  body.set(target);
  const walkers = [
    { pointer: source, steps: inner.map((dimension) => dimension.right * bytes) },
    { pointer: target, steps: gapless(inner, vectors * 16) },
  ];
  const each = (emit: (v: number) => void) => {
    for (let v = 0; v < filled; v++) emit(v);
  };
  const isTransposed = inner.at(-1)?.right === 1 && width === 4 && columns === filled * width;
  emitInner(body, inner, walkers, isTransposed ? 4 : 1, (count) => {
    if (count === 4) return each((v) => emitTransposed(tiling, source, target, v));
    for (let ahead = 0; ahead < count; ahead++) {
      each((v) => emitColumns(tiling, source, target, v, columns, ahead));
    }
  });
}
