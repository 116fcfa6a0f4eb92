import { apply } from "../graph/apply.js";
import type { Tensor } from "../graph/tensor.js";
import { argmax } from "../primitives/argmax.js";
import { type Binary, binary, binaryPrimitives } from "../primitives/binary.js";
import { broadcastTo } from "../primitives/broadcastTo.js";
import { cast } from "../primitives/cast.js";
import { comparePrimitive, directions } from "../primitives/compare.js";
import { concatPrimitive } from "../primitives/concat.js";
import { dot } from "../primitives/dot.js";
import { extent } from "../primitives/extent.js";
import { max, min } from "../primitives/extreme.js";
import { flip } from "../primitives/flip.js";
import { foldWindows } from "../primitives/foldWindows.js";
import { gather } from "../primitives/gather.js";
import { everything, floats, numbers } from "../primitives/internal/dtypes.js";
import { broadcastOperands } from "../primitives/internal/operands.js";
import { iota } from "../primitives/iota.js";
import { pad } from "../primitives/pad.js";
import { randomBits } from "../primitives/randomBits.js";
import type { PrimitiveName } from "../primitives/registry.js";
import { reshape } from "../primitives/reshape.js";
import { scatterAdd } from "../primitives/scatterAdd.js";
import { select } from "../primitives/select.js";
import { slice } from "../primitives/slice.js";
import { stopGradient } from "../primitives/stopGradient.js";
import { sum } from "../primitives/sum.js";
import { transpose } from "../primitives/transpose.js";
import { type Unary, unary, unaryPrimitives } from "../primitives/unary.js";
import { windows } from "../primitives/windows.js";
import { withUpdate } from "../primitives/withUpdate.js";
import type { DType } from "../types/dtype.js";
import { type Example, fed, fixed, indices, kept, randomFrom, squared, values } from "./graphs.properties.js";

/** None, one, less than a vector, a vector, one more, two vectors, and a tile of rows with several rests. */
const sizes = [0, 1, 3, 4, 5, 8, 17];

type Leaf = (shape: readonly number[], dtype: DType) => Tensor;
type Sweep = (
  leaf: Leaf,
  a: number,
  b: number,
  pick: (shape: readonly number[], rows: number) => Tensor,
) => readonly Tensor[];

const unarySweep =
  (name: keyof typeof unary): Sweep =>
  (leaf, a, b) => {
    const { dtypes = floats }: Unary = unary[name];
    return dtypes.map((dtype) => apply(unaryPrimitives[name], [leaf([a, b], dtype)], {}));
  };

const binarySweep =
  (name: keyof typeof binary): Sweep =>
  (leaf, a, b) => {
    const { dtypes = numbers }: Binary = binary[name];
    const shapes = [[a, b], [b], [a, 1], []];
    return dtypes.flatMap((dtype) =>
      shapes.map((shape) => {
        const operands = [leaf([a, b], dtype), leaf(shape, dtype)];
        return apply(binaryPrimitives[name], broadcastOperands(name, operands), {});
      }),
    );
  };

const reductionSweep =
  (reduce: (x: Tensor, options: { axes: readonly number[]; keepDims: boolean }) => unknown): Sweep =>
  (leaf, a, b) =>
    numbers.flatMap((dtype) =>
      [[0], [1], [0, 1]].map((axes) => reduce(leaf([a, b], dtype), { axes, keepDims: a > b }) as Tensor),
    );

/** Each primitive on tensors of shape [a, b], and whatever else there is to it. A primitive without an entry is a type error. */
export const sweeps: { readonly [Name in PrimitiveName]: Sweep } = {
  ...(Object.fromEntries(Object.keys(unary).map((name) => [name, unarySweep(name as never)])) as unknown as {
    readonly [Name in keyof typeof unary]: Sweep;
  }),
  ...(Object.fromEntries(Object.keys(binary).map((name) => [name, binarySweep(name as never)])) as unknown as {
    readonly [Name in keyof typeof binary]: Sweep;
  }),
  argmax: (leaf, a, b) =>
    numbers.flatMap((dtype) => [0, 1].map((axis): Tensor => argmax(leaf([a, b], dtype), { axis }))),
  broadcastTo: (leaf, a, b) =>
    everything.flatMap((dtype) =>
      [[], [b], [1, b], [a, 1], [1, 1]].map((shape): Tensor => broadcastTo(leaf(shape, dtype), [a, b])),
    ),
  cast: (leaf, a, b) => everything.flatMap((from) => everything.map((to): Tensor => cast(leaf([a, b], from), to))),
  compare: (leaf, a, b) =>
    everything.flatMap((dtype) =>
      Object.keys(directions).map((direction) =>
        apply(comparePrimitive, [leaf([a, b], dtype), leaf([a, b], dtype)], { direction: direction as "EQ" }),
      ),
    ),
  concat: (leaf, a, b) =>
    everything.flatMap((dtype) => [
      apply(concatPrimitive, [leaf([a, b], dtype), leaf([3, b], dtype), leaf([a, b], dtype)], { axis: 0 }),
      apply(concatPrimitive, [leaf([a, 2], dtype), leaf([a, b], dtype), leaf([a, 1], dtype)], { axis: 1 }),
    ]),
  constant: (leaf, a, b) => everything.map((dtype) => leaf([a, b], dtype)),
  custom: (leaf, a, b) => floats.map((dtype) => squared(leaf([a, b], dtype))),
  dot: (leaf, a, b) =>
    floats.flatMap((dtype) =>
      [5, [0, 1, 3, 8, 17][(a + 2 * b) % 5]!].flatMap((k) => [
        dot(leaf([a, k], dtype), leaf([k, b], dtype)),
        dot(leaf([k, a], dtype), leaf([k, b], dtype), true, false),
        dot(leaf([a, k], dtype), leaf([b, k], dtype), false, true),
        dot(leaf([k, a], dtype), leaf([b, k], dtype), true, true),
        dot(leaf([2, a, k], dtype), broadcastTo(leaf([k, b], dtype), [2, k, b])),
        dot(leaf([3, 1, k], dtype), leaf([3, k, b], dtype)),
        dot(flip(leaf([a, k], dtype), [0]), flip(leaf([k, b], dtype), [1])),
        cast(dot(leaf([a, k], dtype), leaf([k, b], dtype)), dtype === "f32" ? "f64" : "f32"),
      ]),
    ),
  extent: (_leaf, a, b) => everything.map((dtype): Tensor => extent([a, b], dtype)),
  flip: (leaf, a, b) =>
    everything.flatMap((dtype) => [[], [0], [1], [0, 1]].map((axes): Tensor => flip(leaf([a, b], dtype), axes))),
  foldWindows: (leaf, a, b) =>
    numbers.flatMap((dtype) => [
      foldWindows(leaf([1 + a, 3, b], dtype), { axis: 0, extent: 3 + a }),
      foldWindows(leaf([a, 3, 4, b], dtype), { axis: 1, stride: 2, dilation: 2, extent: 12 }),
      foldWindows(leaf([b, 1 + a, 2], dtype), { axis: 1, stride: 3, extent: 3 * a + 4 }),
      foldWindows(leaf([1 + a, 1, b], dtype), { axis: 0, stride: 2, extent: 2 * a + 1 }),
    ]),
  gather: (leaf, a, b, pick) =>
    everything.flatMap((dtype) => [
      gather(leaf([a, b], dtype), pick([a === 0 ? 0 : 5], a)) as Tensor,
      gather(leaf([b], dtype), pick(b === 0 ? [a, 0] : [a, 2], b)) as Tensor,
    ]),
  input: (leaf, a, b) => everything.map((dtype) => leaf([a, b], dtype)),
  iota: (_leaf, a, b) => [
    ...everything.filter((dtype) => dtype !== "bool").map((dtype): Tensor => iota(a, dtype)),
    // Bytes wrap, also where they are used at once.
    cast(iota(16 * a * b, "u8"), "i32"),
  ],
  max: reductionSweep(max as never),
  min: reductionSweep(min as never),
  pad: (leaf, a, b) =>
    everything.flatMap((dtype) => [
      pad(leaf([a, b], dtype), { axis: 0, before: 1, after: 2 }),
      pad(leaf([a, b], dtype), { axis: 1, before: 2, after: 1 }),
      pad(leaf([a, b], dtype), { axis: 1, after: 3 }),
    ]),
  randomBits: (leaf, a, b) => [randomBits(leaf([2], "i32"), [a, b])],
  reshape: (leaf, a, b) =>
    everything.flatMap((dtype) =>
      [[a * b], [b, a], [a, 1, b], [1, a * b]].map((shape) => reshape(leaf([a, b], dtype), shape as never) as Tensor),
    ),
  scatterAdd: (leaf, a, b, pick) =>
    numbers.flatMap((dtype) => [
      scatterAdd(leaf([a, b], dtype), pick([a], 4), 4),
      scatterAdd(leaf([a, b], dtype), pick([a, b], 3), 3),
    ]),
  select: (leaf, a, b) =>
    everything.flatMap((dtype) =>
      [[a, b], [b], []].map(
        (shape) => select(leaf(shape, "bool"), leaf([a, b], dtype), leaf([a, b], dtype) as never) as Tensor,
      ),
    ),
  slice: (leaf, a, b) =>
    everything.flatMap((dtype) => [
      slice(leaf([a, b], dtype), { axis: 0, start: Math.min(a, 1) }),
      slice(leaf([a, b], dtype), { axis: 1, start: Math.floor(b / 3), end: b }),
      slice(leaf([a, b], dtype), { axis: 1, end: Math.floor(b / 2) }),
    ]),
  stopGradient: (leaf, a, b) => floats.map((dtype): Tensor => stopGradient(leaf([a, b], dtype))),
  sum: reductionSweep(sum as never),
  transpose: (leaf, a, b) =>
    everything.flatMap((dtype) => [
      transpose(leaf([a, b], dtype), [1, 0] as never) as Tensor,
      transpose(leaf([a, 3, b], dtype), [2, 0, 1] as never) as Tensor,
    ]),
  variable: (leaf, a, b) => everything.map((dtype) => leaf([a, b], dtype)),
  windows: (leaf, a, b) =>
    everything.flatMap((dtype) => [
      windows(leaf([3 + a, b], dtype), { axis: 0, size: 3 }),
      windows(leaf([a, 12, b], dtype), { axis: 1, size: 4, stride: 2, dilation: 2 }),
      windows(leaf([b, 3 * a + 4], dtype), { axis: 1, size: 2, stride: 3 }),
      windows(leaf([a + 1, b], dtype), { axis: 0, size: 1, stride: 2 }),
    ]),
  withUpdate: (leaf, a, b) =>
    everything.map((dtype) =>
      withUpdate(leaf([a, b], dtype), (present) => ({ value: present, next: leaf([a, b], dtype) })),
    ),
};

/** One primitive over pairs of sizes, each along each axis, as the outputs of one program; `all` pairs, or a good third. */
export function sweep(name: PrimitiveName, all: boolean): Example {
  const random = randomFrom(Array.from({ length: 40_000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 8));
  const make = {
    constant: (_: unknown, value: Parameters<typeof fixed>[0]) => fixed(value),
    variable: kept,
    withUpdate: kept,
  };
  const leaf: Leaf = (shape, dtype) => (make[name as keyof typeof make] ?? fed)(random, values(random, shape, dtype));
  const pick = (shape: readonly number[], rows: number) => fed(random, indices(random, shape, rows));
  const outputs = sizes.flatMap((a) =>
    sizes.flatMap((b) => (all || a === b || a === 3 || b === 3 ? sweeps[name](leaf, a, b, pick) : [])),
  );
  return { outputs, feeds: random.feeds };
}
