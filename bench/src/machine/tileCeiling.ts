import {
  addFloats,
  advance,
  type Code,
  countDown,
  type Func,
  get,
  load,
  loadSplat,
  mulFloats,
  relaxedMultiplyAdd,
  set,
  store,
} from "./encode.js";
import { bestOf } from "./time.js";
import { instantiate, validates } from "./wasmEngine.js";

const depth = 256;
const unroll = 4;
const panelB = 32_768;
const bursts = 5;

/** A register tile: rows × (4·vectors) sums over packed panels in the first-level cache, which is all that it does. */
function tile(rows: number, vectors: number, relaxed: boolean): Func {
  // Parameters: how often. Integers: addresses in A and B, steps left. Then sums, vectors of B, one of A.
  const [repeats, a, b, left] = [0, 1, 2, 3];
  const sum = (i: number, j: number) => 4 + i * vectors + j;
  const vectorOfB = (j: number) => 4 + rows * vectors + j;
  const splat = 4 + rows * vectors + vectors;
  const each = (count: number, code: (i: number) => Code): Code =>
    Array.from({ length: count }, (_, i) => code(i)).flat();
  const multiplyAdd = (i: number, j: number): Code =>
    relaxed
      ? [...get(splat), ...get(vectorOfB(j)), ...get(sum(i, j)), ...relaxedMultiplyAdd, ...set(sum(i, j))]
      : [...get(sum(i, j)), ...get(splat), ...get(vectorOfB(j)), ...mulFloats, ...addFloats, ...set(sum(i, j))];
  const inner = each(unroll, (step) => [
    ...each(vectors, (j) => [...get(b), ...load(16 * (step * vectors + j)), ...set(vectorOfB(j))]),
    ...each(rows, (i) => [
      ...[...get(a), ...loadSplat(4 * (step * rows + i)), ...set(splat)],
      ...each(vectors, (j) => multiplyAdd(i, j)),
    ]),
  ]);
  const code = [
    ...countDown(repeats, [
      ...[0x41, 0, ...set(a), 0x41, 0x80, 0x80, 0x02, ...set(b)],
      ...[0x41, ...[(depth / unroll) | 128, 0], ...set(left)],
      ...countDown(left, [...inner, ...advance(a, 4 * unroll * rows), ...advance(b, 16 * unroll * vectors)]),
    ]),
    ...each(rows, (i) => each(vectors, (j) => [0x41, 0, ...get(sum(i, j)), ...store(16 * (i * vectors + j))])),
  ];
  return { params: 1, integers: 3, vectors: rows * vectors + vectors + 1, code };
}

const tiles = [
  { rows: 4, vectors: 2 },
  { rows: 5, vectors: 2 },
  { rows: 6, vectors: 2 },
  { rows: 4, vectors: 3 },
];

export interface TileCeiling {
  readonly relaxed: boolean;
  /** Measures now: floating-point operations per second of the best tile, on one thread. */
  measure(): number;
}

/** The rate that this engine reaches when everything is in registers and the first-level cache. */
export function tileCeiling(): TileCeiling {
  const relaxed = validates([tile(4, 2, true)]);
  const functions = tiles.map(({ rows, vectors }) => tile(rows, vectors, relaxed));
  const run = instantiate(functions, 2 * panelB);
  const repeats = 2000;
  const rate = (i: number): number => {
    const { rows, vectors } = tiles[i]!;
    return (2 * rows * 4 * vectors * depth * repeats) / bestOf(bursts, () => run[i]!(repeats));
  };
  return { relaxed, measure: () => Math.max(...tiles.map((_, i) => rate(i))) };
}
