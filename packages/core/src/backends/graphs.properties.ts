import fc from "fast-check";
import { customGradient } from "../autodiff/customGradient.js";
import { gradients } from "../autodiff/gradients.js";
import { apply } from "../graph/apply.js";
import { is } from "../graph/is.js";
import { named } from "../graph/named.js";
import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { toText } from "../graph/toText.js";
import { argmax } from "../primitives/argmax.js";
import { add, type Binary, binary, binaryPrimitives, maximum, minimum, mul } from "../primitives/binary.js";
import { broadcastTo } from "../primitives/broadcastTo.js";
import { cast } from "../primitives/cast.js";
import { comparePrimitive, directions } from "../primitives/compare.js";
import { concatPrimitive } from "../primitives/concat.js";
import { constant } from "../primitives/constant.js";
import { dot } from "../primitives/dot.js";
import { extent } from "../primitives/extent.js";
import { max, min } from "../primitives/extreme.js";
import { flip } from "../primitives/flip.js";
import { foldWindows } from "../primitives/foldWindows.js";
import { gather } from "../primitives/gather.js";
import { input } from "../primitives/input.js";
import { everything, floats, numbers } from "../primitives/internal/dtypes.js";
import { broadcastOperands } from "../primitives/internal/operands.js";
import { sizeOf } from "../primitives/internal/strides.js";
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
import { abs, type Unary, unary, unaryPrimitives } from "../primitives/unary.js";
import { variable, variablePrimitive } from "../primitives/variable.js";
import { windows } from "../primitives/windows.js";
import { withUpdate } from "../primitives/withUpdate.js";
import { arrayOf } from "../types/arrayOf.js";
import type { DType } from "../types/dtype.js";
import { sameShape } from "../types/sameShape.js";
import type { TensorValue } from "../types/tensorValue.js";

type Sizes = readonly number[];

/** A program without updates: tensors, and what to feed them. */
export interface Example {
  readonly outputs: readonly Tensor[];
  readonly feeds: Readonly<Record<string, TensorValue>>;
}

/** What drives a generator: numbers to choose by, tensors made so far, feeds of the inputs among them. */
export interface Random {
  /** A whole number below `count`. */
  readonly pick: (count: number) => number;
  readonly among: <T>(list: readonly T[]) => T;
  readonly pool: Tensor[];
  readonly feeds: Record<string, TensorValue>;
}

/** Choices from a list of numbers; 0, the simplest, when they have run out. */
export function randomFrom(choices: readonly number[]): Random {
  let next = 0;
  const pick = (count: number) => (count === 0 ? 0 : (choices[next++] ?? 0) % count);
  return { pick, among: (list) => list[pick(list.length)]!, pool: [], feeds: {} };
}

// Numbers -----------------------------------------------------------------------------------------------------------------

/** A generator of our own, so that a feed of any size costs a single choice. @see Numerical Recipes, "ranqd1". */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> 8;
  };
}

const awkward: Readonly<Record<DType, Sizes>> = {
  f32: [Number.NaN, Infinity, -Infinity, -0, 1e-40, 3e38, -1e30, 2 ** 31, 0.5],
  f64: [Number.NaN, Infinity, -Infinity, -0, 5e-324, 1e300, -1e40, -(2 ** 31), 2.5],
  i32: [2 ** 31 - 1, -(2 ** 31), 0, -1, 1, 65_536],
  u8: [0, 255],
  bool: [0, 1],
};

/** Mostly eighths of small whole numbers, whose sums and products are exact; every eighth feed has awkward numbers too. */
export function values({ pick }: Random, shape: Sizes, dtype: DType): TensorValue {
  const isAwkward = pick(8) === 7;
  const next = stream(pick(2 ** 16));
  const one = (): number => {
    if (isAwkward && next() % 4 === 0) return awkward[dtype][next() % awkward[dtype].length]!;
    if (dtype === "bool") return next() % 2;
    if (dtype === "u8") return next() % 256;
    return dtype === "i32" ? (next() % 19) - 9 : ((next() % 49) - 24) / 8;
  };
  return { dtype, shape, data: arrayOf(dtype, sizeOf(shape), Array.from({ length: sizeOf(shape) }, one)) };
}

export const indices = ({ pick }: Random, shape: Sizes, rows: number): TensorValue => {
  const next = stream(pick(2 ** 16));
  const data = Int32Array.from({ length: sizeOf(shape) }, () => next() % Math.max(rows, 1));
  return { dtype: "i32", shape, data };
};

// Leaves ------------------------------------------------------------------------------------------------------------------

const sizes: Sizes = [3, 2, 1, 5, 4, 1, 2, 7, 3, 9, 0, 17, 2, 8, 5, 3];
const largest = 4096;

/** A shape of at most `largest` elements. */
function shape({ pick, among }: Random, minRank = 0, maxRank = 3): Sizes {
  const rank = minRank + pick(maxRank - minRank + 1);
  let room = largest;
  return Array.from({ length: rank }, () => {
    const size = Math.min(among(sizes), room);
    room = Math.floor(room / Math.max(size, 1));
    return size;
  });
}

const fresh = ({ feeds, pool }: Random): string => `${Object.keys(feeds).length + pool.length}`;

export function fed(random: Random, value: TensorValue): Tensor {
  const name = `input ${fresh(random)}`;
  random.feeds[name] = value;
  const tensor: Tensor = input(name, value.shape, value.dtype);
  random.pool.push(tensor);
  return tensor;
}

export const fixed = (value: TensorValue): Tensor => constant(value.data, { dtype: value.dtype, shape: value.shape });

export function kept(random: Random, value: TensorValue): Tensor {
  const tensor = variable(`variable ${fresh(random)}`, value.shape, {
    dtype: value.dtype,
    initial: () => fixed(value),
  });
  random.pool.push(tensor);
  return tensor;
}

/** A tensor of this shape that nothing has used yet. */
function leaf(random: Random, sizes: Sizes, dtype: DType): Tensor {
  const value = values(random, sizes, dtype);
  return random.among([fed, fed, kept, (_: Random, numbers: TensorValue) => fixed(numbers)])(random, value);
}

// Operands ----------------------------------------------------------------------------------------------------------------

const sizesOf = (tensor: Tensor): Sizes => tensor.shape as Sizes;

/** A tensor made before, or a new one. */
function operand(random: Random, dtypes: readonly DType[], minRank = 0): Tensor {
  const fitting = random.pool.filter(({ dtype, shape }) => dtypes.includes(dtype) && shape.length >= minRank);
  // Later ones are likelier, so that graphs grow deep.
  const recent = [...fitting.slice(-3), ...fitting.slice(-3), ...fitting];
  if (recent.length === 0 || random.pick(6) === 5)
    return leaf(random, shape(random, minRank, minRank + 2), random.among(dtypes));
  return random.among(recent.toReversed());
}

/** A shape that broadcasts to the given one. */
const narrower = ({ pick }: Random, wide: Sizes): Sizes =>
  wide.slice(pick(3) === 2 ? pick(wide.length + 1) : 0).map((size) => (pick(4) === 3 ? 1 : size));

/** A second operand for `x`, of its dtype or the given one: made before, narrower, a number, or `x` itself. */
function partner(random: Random, x: Tensor, dtype: DType = x.dtype): Tensor {
  const alike = random.pool.filter((y) => y.dtype === dtype && sizesOf(y).join() === sizesOf(x).join());
  const kind = random.pick(4);
  if (kind === 0 && alike.length > 0) return random.among(alike.toReversed());
  if (kind === 1)
    return constant(random.among(floats.includes(dtype) || dtype === "i32" ? [1, 0, 2, -1] : [1, 0]), { dtype });
  return leaf(random, narrower(random, sizesOf(x)), dtype);
}

const axisOf = ({ pick }: Random, x: Tensor): number => pick(x.shape.length);
const axesOf = ({ pick }: Random, x: Tensor): Sizes => x.shape.flatMap((_, axis) => (pick(2) === 0 ? [axis] : []));

/** Puts a magnitude in a range where exponentials and powers say something. */
const tamed = (random: Random, x: Tensor): Tensor =>
  random.pick(6) === 5 ? x : (maximum(minimum(x, 6) as Tensor, -6) as Tensor);
const positive = (random: Random, x: Tensor): Tensor => (random.pick(6) === 5 ? x : (add(abs(x), 0.5) as Tensor));

function unaryMaker(name: keyof typeof unary): Maker {
  const entry: Unary = unary[name];
  return (random) => {
    const x = operand(random, entry.dtypes ?? floats);
    const isFloat = floats.includes(x.dtype);
    const bounded = ["log", "log1p", "sqrt"].includes(name);
    const steep = ["exp", "expm1", "sin", "cos"].includes(name);
    const tame = isFloat && bounded ? positive(random, x) : isFloat && steep ? tamed(random, x) : x;
    return apply(unaryPrimitives[name], [tame], {});
  };
}

function binaryMaker(name: keyof typeof binary): Maker {
  const entry: Binary = binary[name];
  return (random) => {
    const x = operand(random, entry.dtypes ?? numbers);
    const y = partner(random, x);
    const both = name === "pow" ? [positive(random, tamed(random, x)), tamed(random, y)] : [x, y];
    const ordered = random.pick(2) === 0 ? both : both.toReversed();
    return apply(binaryPrimitives[name], broadcastOperands(name, ordered), {});
  };
}

const reduction =
  (reduce: (x: Tensor, options: { axes: Sizes; keepDims: boolean }) => Tensor): Maker =>
  (random) => {
    const x = operand(random, numbers);
    return reduce(x, { axes: axesOf(random, x), keepDims: random.pick(2) === 1 });
  };

/** Another way to arrange so many elements. */
function rearranged(random: Random, x: Tensor): Sizes {
  const from = sizesOf(x);
  const size = sizeOf(from);
  const kind = random.pick(4);
  if (kind === 0) return [size];
  // Only dimensions of size 1 come and go.
  if (kind === 1) return from.flatMap((dim) => (dim === 1 ? [] : random.pick(3) === 2 ? [dim, 1] : [dim]));
  if (kind === 2) return [1, ...from.toReversed(), 1];
  const factor = [2, 3, 5, 4].find((divisor) => size % divisor === 0 && size > 0);
  return factor === undefined ? [size, 1] : [factor, size / factor];
}

/** A matrix that fits as the right operand of `left`, as it stands or transposed. */
function rightOf(random: Random, left: Tensor, inner: number, transposed: boolean): Tensor {
  const batch = sizesOf(left).slice(0, -2);
  const columns = random.among(sizes);
  const matrix = transposed ? [columns, inner] : [inner, columns];
  const own = narrower(random, batch);
  const right = leaf(random, [...own, ...matrix], left.dtype);
  const scaled = random.pick(3) === 2 ? (mul(right, 0.5) as Tensor) : right;
  return broadcastTo(scaled, [...batch, ...matrix]);
}

/** Windows of a tensor, made longer where it is too short for any. */
function windowsOf(random: Random, x: Tensor): Tensor {
  const axis = axisOf(random, x);
  const room = sizeOf(sizesOf(x)) * 3 <= largest ? 3 : 1;
  const [size, stride, dilation] = [1 + random.pick(room), 1 + random.pick(3), 1 + random.pick(2)];
  const missing = Math.max(0, (size - 1) * dilation + 1 - sizesOf(x)[axis]!);
  return windows(missing === 0 ? x : pad(x, { axis, after: missing }), { axis, size, stride, dilation });
}

/** A product whose operand joins dimensions of a view, as that of a convolution does. */
function patchesProduct(random: Random, x: Tensor): Tensor {
  const view =
    random.pick(2) === 0 ? windowsOf(random, x) : transpose(x, x.shape.map((_, axis) => axis).toReversed() as never);
  const own = sizesOf(view);
  const cut = 1 + random.pick(own.length - 1);
  const batch = cut > 1 && random.pick(3) === 2 ? own.slice(0, 1) : [];
  const [rows, inner] = [sizeOf(own.slice(batch.length, cut)), sizeOf(own.slice(cut))];
  const joined = reshape(view as Tensor, [...batch, rows, inner] as never) as Tensor;
  const [transposeLeft, transposeRight] = [random.pick(2) === 1, random.pick(2) === 1];
  if (random.pick(5) === 4) return dot(joined, joined, transposeLeft, !transposeLeft);
  const right = rightOf(random, joined, transposeLeft ? rows : inner, transposeRight);
  return dot(joined, right, transposeLeft, transposeRight);
}

export const squared = customGradient({
  name: "squared",
  value: (x: Tensor): Tensor => mul(x, x) as Tensor,
  vjp: ({ cotangent, inputs: [x] }) => [mul(mul(cotangent, x) as Tensor, 2) as Tensor],
});

// Makers ------------------------------------------------------------------------------------------------------------------

/** Makes one more tensor. */
export type Maker = (random: Random) => Tensor;

/** How each primitive gets into a graph. A primitive without an entry is a type error. */
export const makers: { readonly [Name in PrimitiveName]: Maker } = {
  ...(Object.fromEntries(
    Object.keys(unary).map((name) => [name, unaryMaker(name as keyof typeof unary)]),
  ) as unknown as { readonly [Name in keyof typeof unary]: Maker }),
  ...(Object.fromEntries(
    Object.keys(binary).map((name) => [name, binaryMaker(name as keyof typeof binary)]),
  ) as unknown as { readonly [Name in keyof typeof binary]: Maker }),
  argmax: (random) => {
    const x = operand(random, numbers, 1);
    return argmax(x, { axis: axisOf(random, x) });
  },
  broadcastTo: (random) => {
    const x = operand(random, everything);
    const room = Math.floor(largest / Math.max(sizeOf(sizesOf(x)), 1));
    const wider = sizesOf(x).map((size) => (size === 1 ? Math.min(random.among(sizes), room) : size));
    const repeated = sizeOf(wider) <= largest / 3 && random.pick(2) === 1 ? [3, ...wider] : wider;
    return broadcastTo(x, sizeOf(repeated) <= largest ? repeated : sizesOf(x));
  },
  cast: (random) => {
    const x = operand(random, everything);
    return cast(x, random.among(everything.filter((dtype) => dtype !== x.dtype)));
  },
  compare: (random) => {
    const x = operand(random, everything);
    const direction = random.among(Object.keys(directions) as (keyof typeof directions)[]);
    return apply(comparePrimitive, broadcastOperands("compare", [x, partner(random, x)]), { direction });
  },
  concat: (random) => {
    const x = operand(random, everything, 1);
    const axis = axisOf(random, x);
    const parts = Array.from({ length: 1 + random.pick(2) }, () => {
      const alike = random.pool.filter(
        (y) =>
          y.dtype === x.dtype &&
          y.shape.length === x.shape.length &&
          y.shape.every((s, i) => i === axis || s === x.shape[i]),
      );
      if (random.pick(2) === 0) return random.among([x, ...alike].toReversed());
      return leaf(random, sizesOf(x).with(axis, random.pick(4)), x.dtype);
    });
    return apply(concatPrimitive, [x, ...parts], { axis });
  },
  constant: (random) => fixed(values(random, shape(random), random.among(everything))),
  custom: (random) => squared(tamed(random, operand(random, floats))),
  dot: (random) => {
    const x = operand(random, floats, 2);
    const [transposeLeft, transposeRight] = [random.pick(2) === 1, random.pick(2) === 1];
    const rank = x.shape.length;
    if (random.pick(3) === 2) return patchesProduct(random, x);
    const moved = rank > 2 || random.pick(4) < 3 ? x : transpose(x, [1, 0] as never);
    const inner = sizesOf(moved)[transposeLeft ? rank - 2 : rank - 1]!;
    // A matrix with itself: the same buffer on both sides.
    if (random.pick(5) === 4) return dot(moved, moved, transposeLeft, !transposeLeft);
    return dot(moved, rightOf(random, moved, inner, transposeRight), transposeLeft, transposeRight);
  },
  extent: (random) => extent(shape(random), random.among(numbers)),
  flip: (random) => {
    const x = operand(random, everything, 1);
    return flip(x, axesOf(random, x));
  },
  foldWindows: (random) => {
    const x = windowsOf(random, operand(random, numbers, 1));
    const { axis, stride, dilation } = x.attributes as { axis: number; stride: number; dilation: number };
    const extent = sizesOf(x.inputs[0]!)[axis]!;
    const y = random.pick(3) === 2 ? (mul(x, x) as Tensor) : leaf(random, sizesOf(x), x.dtype);
    return foldWindows(y, { axis, stride, dilation, extent });
  },
  gather: (random) => {
    const x = operand(random, everything, 1);
    const rows = sizesOf(x)[0]!;
    const picked = rows === 0 ? [0] : shape(random, 0, 2);
    const room = Math.floor(largest / Math.max(sizeOf(sizesOf(x).slice(1)), 1));
    const count = sizeOf(picked) > room ? [1] : picked;
    const among =
      random.pick(3) === 2 ? random.pool.find(({ dtype, shape }) => dtype === "i32" && shape.length <= 1) : undefined;
    const clamped = among === undefined || rows === 0 || sizeOf(sizesOf(among)) > room;
    return gather(
      x,
      clamped ? fed(random, indices(random, count, rows)) : (maximum(minimum(among, rows - 1) as Tensor, 0) as Tensor),
    );
  },
  input: (random) => fed(random, values(random, shape(random), random.among(everything))),
  iota: (random) => iota(random.among(sizes), random.among(["i32", "f32", "f64", "u8"])) as Tensor,
  max: reduction(max as never),
  min: reduction(min as never),
  pad: (random) => {
    const x = operand(random, everything, 1);
    return pad(x, { axis: axisOf(random, x), before: random.pick(3), after: random.pick(3) });
  },
  randomBits: (random) => randomBits(leaf(random, [2], "i32"), shape(random)),
  reshape: (random) => {
    const x = operand(random, everything);
    return reshape(x, rearranged(random, x) as never) as Tensor;
  },
  scatterAdd: (random) => {
    const x = operand(random, numbers);
    const leading = sizesOf(x).slice(0, random.pick(x.shape.length + 1));
    const rows = 1 + random.pick(5);
    return scatterAdd(x, fed(random, indices(random, leading, rows)), rows);
  },
  select: (random) => {
    const x = operand(random, everything);
    return select(partner(random, x, "bool"), x, partner(random, x) as never) as Tensor;
  },
  slice: (random) => {
    const x = operand(random, everything, 1);
    const axis = axisOf(random, x);
    const start = random.pick(sizesOf(x)[axis]! + 1);
    return slice(x, { axis, start, end: start + random.pick(sizesOf(x)[axis]! - start + 1) });
  },
  stopGradient: (random) => stopGradient(operand(random, floats)),
  sum: reduction(sum as never),
  transpose: (random) => {
    const x = operand(random, everything, 1);
    const axes = x.shape.map((_, axis) => axis);
    const turn = random.pick(axes.length);
    const turned = [...axes.slice(turn), ...axes.slice(0, turn)];
    return transpose(x, (random.pick(2) === 1 ? turned.toReversed() : turned) as never) as Tensor;
  },
  variable: (random) => kept(random, values(random, shape(random), random.among(everything))),
  windows: (random) => windowsOf(random, operand(random, everything, 1)),
  withUpdate: (random) => {
    const known = random.pool.filter((tensor) => is(tensor, variablePrimitive));
    const read = random.among(known) ?? kept(random, values(random, shape(random), random.among(everything)));
    const alike = random.pool.filter(({ dtype, shape }) => dtype === read.dtype && sameShape(shape, read.shape));
    return withUpdate(read, (present) => ({
      value: random.pick(2) === 0 ? present : operand(random, everything),
      next: random.among([present, ...alike]),
    }));
  },
};

/** Structured primitives come more often than their share: it is they that decide how kernels are formed. */
const structured = [
  "argmax",
  "concat",
  "dot",
  "foldWindows",
  "gather",
  "max",
  "pad",
  "reshape",
  "scatterAdd",
  "slice",
  "sum",
  "transpose",
  "windows",
] as const;
const menu = [...(Object.keys(makers) as readonly PrimitiveName[]), ...structured, ...structured];

/** The common sum of all floats among some tensors, to differentiate. */
function total(tensors: readonly Tensor[]): Tensor | undefined {
  const sums = tensors
    .filter(({ dtype }) => floats.includes(dtype))
    .map((tensor): Tensor => cast(sum(tensor) as Tensor, "f32"));
  return sums.length === 0 ? undefined : sums.reduce((x, y) => add(x, y) as Tensor);
}

/** A graph in which nodes are of all primitives, with the gradients of a scalar of it by some of its leaves. */
export function graphFrom(choices: readonly number[]): Example {
  const random = randomFrom(choices);
  const steps = 3 + random.pick(14);
  for (let step = 0; step < steps; step++) {
    const made = makers[random.among(menu)](random);
    // A leaf keeps the name it was declared with.
    if (!random.pool.includes(made)) random.pool.push(random.pick(6) === 5 ? named(`node ${step}`, made) : made);
  }
  const outputs = [random.pool.at(-1)!, ...random.pool.filter(() => random.pick(5) === 4)];
  const loss = total(outputs);
  const used = loss === undefined ? [] : tape([loss]);
  const wrt = used.filter(
    ({ primitive, dtype }) => floats.includes(dtype) && ["input", "variable"].includes(primitive.name),
  );
  const slopes = loss === undefined || wrt.length === 0 ? [] : gradients(loss, wrt.slice(0, 3));
  return { outputs: [...outputs, ...(loss === undefined ? [] : [loss]), ...slopes], feeds: random.feeds };
}

/** Random graphs; a failing one is printed as text. */
export const graphs: fc.Arbitrary<Example> = fc
  .array(fc.nat({ max: 2 ** 16 - 1 }), { minLength: 40, maxLength: 400, size: "max" })
  .map((choices) => {
    const example = graphFrom(choices);
    const used = new Set(tape(example.outputs).map(({ name }) => name));
    const feeds = Object.entries(example.feeds).filter(([name]) => used.has(name));
    const numbers = feeds.map(([name, { data }]) => `"${name}": [${[...data.slice(0, 40)].join(", ")}]`);
    const shown = `\n${toText(example.outputs)}\nfed ${numbers.join("\n    ")}\n`;
    return { ...example, [fc.toStringMethod]: () => shown };
  });
