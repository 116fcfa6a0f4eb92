import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { binary } from "../primitives/binary.js";
import { directions } from "../primitives/compare.js";
import { inputPrimitive } from "../primitives/input.js";
import { isFloat } from "../primitives/internal/dtypes.js";
import { groups } from "../primitives/internal/reduction.js";
import { offsets, sizeOf, stridesOf } from "../primitives/internal/strides.js";
import { spread, type Window } from "../primitives/internal/window.js";
import type { PrimitiveName } from "../primitives/registry.js";
import { unary } from "../primitives/unary.js";
import { variablePrimitive } from "../primitives/variable.js";
import { arrayOf } from "../types/arrayOf.js";
import type { DType } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";

/**
 * How far two backends may be apart: a bound for each element of each node, carried through the graph beside the reference's
 * values (a running error analysis).
 *
 * 1. The four operations, roots, comparisons, conversions and movements are rounded correctly everywhere: from equal operands
 *    they make equal results, so the bound stays 0 and equality is to the last bit.
 * 2. A bound comes into being where backends may differ: in exp, sin, pow and the like (the stated ulps of their polynomials),
 *    and in sums, products and scatters, whose terms are added in another order or precision: (n + 1)·u·Σ|terms|, with the
 *    unit roundoff u of what they are added in; nothing where all partial sums are exact.
 * 3. It is then carried on by each node: as far as the values at the ends of the interval are apart for monotone functions,
 *    by the derivative for others, and one ulp for the rounding of a result whose operands differ.
 * 4. Where that interval straddles a jump (a comparison, an argmax, a truncation, an overflow), anything may come out: the
 *    bound is ∞, and the element is not compared. Tests keep count of those.
 *
 * @see Higham, "Accuracy and Stability of Numerical Algorithms" (2002), sections 3.1 and 3.3.
 */
export interface Bounded {
  readonly value: TensorValue;
  /** |one backend − the other|, at most. */
  readonly bound: Float64Array;
}

const unitRoundoff = (dtype: DType): number => (dtype === "f64" ? 2 ** -53 : 2 ** -24);
const smallest = (dtype: DType): number => (dtype === "f64" ? 2 ** -1074 : 2 ** -149);
const greatest = (dtype: DType): number => (dtype === "f64" ? Number.MAX_VALUE : 3.4028234663852886e38);

/** The stated errors of the vector functions, in ulp. */
const statedUlps: Readonly<Record<"f32" | "f64", Readonly<Record<string, number>>>> = {
  f32: {
    exp: 1,
    expm1: 1.5,
    log: 1,
    log1p: 1.5,
    pow: 1,
    sin: 1,
    cos: 1,
    atan: 1.5,
    erf: 1.5,
    tanh: 1.5,
    sigmoid: 2.5,
  },
  f64: { exp: 1, log: 1, tanh: 2, sigmoid: 2 },
};
/** What the reference itself may be off by: the rounding of a double to a single, and the errors of its functions of doubles. */
const referenceUlps = { f32: 0.5, f64: 2.5 } as const;

function statedError(name: string, dtype: DType): number {
  const type = dtype === "f64" ? "f64" : "f32";
  const stated = statedUlps[type][name];
  return stated === undefined || !isFloat(dtype) ? 0 : stated + referenceUlps[type];
}

/** The bound of a result y whose operands leave it `spread` apart, and that itself is computed within `ulps`. */
function rounded(y: number, spread: number, dtype: DType, ulps = 0): number {
  if (spread === 0 && (ulps === 0 || !Number.isFinite(y) || y === 0)) return 0;
  if (Number.isNaN(spread) || !Number.isFinite(y)) return Infinity;
  if (!isFloat(dtype)) return Infinity;
  const ulp = 2 * unitRoundoff(dtype) * (Math.abs(y) + spread) + smallest(dtype);
  const bound = spread + (1 + ulps) * ulp;
  return Math.abs(y) + bound > greatest(dtype) ? Infinity : bound;
}

/** How far a monotone function moves when its argument moves by at most `by`. */
const swing = (f: (x: number) => number, x: number, by: number): number =>
  by === 0 || by === Infinity ? by : Math.max(Math.abs(f(x + by) - f(x)), Math.abs(f(x - by) - f(x)));

type Rule = (node: Tensor, inputs: readonly Bounded[], value: TensorValue) => Float64Array;

/** One element at a time, from the values and bounds of the operands there. */
const elementwise =
  (bound: (xs: readonly number[], by: readonly number[], y: number, node: Tensor) => number): Rule =>
  (node, inputs, { data }) =>
    Float64Array.from(data, (y, i) =>
      bound(
        inputs.map(({ value }) => value.data[i]!),
        inputs.map((input) => input.bound[i]!),
        y,
        node,
      ),
    );

/** Bounds move as the numbers do. */
const moved: Rule = (node, inputs, { shape, data }) => {
  const bounds = inputs.map(({ value, bound }) => ({ dtype: "f64" as const, shape: value.shape, data: bound }));
  const out = { dtype: "f64" as const, shape: shape as readonly number[], data: new Float64Array(data.length) };
  node.primitive.evaluate!(bounds, node.attributes, out);
  return out.data;
};

const known: Rule = (_node, _inputs, { data }) => new Float64Array(data.length);

/** Anything when an operand may differ at all: for functions of bits. */
const discrete = elementwise((_xs, by) => (by.some((b) => b > 0) ? Infinity : 0));

const unaryRule = (name: keyof typeof unary): Rule => {
  if (name === "not") return discrete;
  const f = unary[name].value;
  return elementwise(([x], [by], y, { dtype }) => {
    const spread = ["sin", "cos", "abs"].includes(name) ? by! : swing(f, x!, by!);
    // Selecting a sign bit or an integer rounds nothing.
    if (["neg", "abs", "sign", "floor", "ceil", "round"].includes(name))
      return Number.isNaN(spread) ? Infinity : spread;
    return rounded(y, spread, dtype, statedError(name, dtype));
  });
};

const spreads: { readonly [Name in keyof typeof binary]?: (xs: readonly number[], by: readonly number[]) => number } = {
  add: (_, [a, b]) => a! + b!,
  sub: (_, [a, b]) => a! + b!,
  mul: ([x, y], [a, b]) => Math.abs(x!) * b! + Math.abs(y!) * a! + a! * b!,
  div: ([x, y], [a, b]) => {
    const room = Math.abs(y!) - b!;
    return room > 0 ? (a! + Math.abs(x! / y!) * b!) / room : Infinity;
  },
  // Monotone in either argument for x > 0.
  pow: ([x, y], [a, b]) => {
    if (x! - a! <= 0) return Infinity;
    const corners = [x! - a!, x! + a!].flatMap((base) => [y! - b!, y! + b!].map((power) => base ** power));
    return Math.max(...corners.map((corner) => Math.abs(corner - x! ** y!)));
  },
};

const binaryRule = (name: keyof typeof binary): Rule => {
  if (name === "maximum" || name === "minimum")
    return elementwise((xs, by) => (by.every((b) => b === 0) ? 0 : xs.some(Number.isNaN) ? Infinity : Math.max(...by)));
  const spread = spreads[name];
  if (spread === undefined) return discrete;
  return elementwise((xs, by, y, { dtype }) =>
    rounded(y, by.every((b) => b === 0) ? 0 : spread(xs, by), dtype, statedError(name, dtype)),
  );
};

/** What is known of the terms that make one element. */
class Terms {
  /** Of the finite terms. */
  #magnitude = 0;
  #spread = 0;
  #count = 0;
  #isExact = true;
  /** Does an infinite or undefined term decide the sum? */
  #isSettled = false;
  constructor(private readonly roundoff: number) {}

  /** Counts a term that differs by at most `by`. Terms on a coarse grid with a small sum are added exactly in any order. */
  add(term: number, by: number): void {
    const grid = this.roundoff === 2 ** -24 ? 2 ** -12 : 2 ** -24;
    this.#count += 1;
    if (Number.isFinite(term)) this.#magnitude += Math.abs(term) + by;
    else this.#isSettled = true;
    this.#spread += by;
    this.#isExact &&= Number.isInteger(term / grid);
  }

  /** A product was rounded to 0: a fused sum still takes its sign. */
  underflow(): void {
    this.#isExact = false;
    this.#count += 1;
  }

  /** A product of finite numbers was too large: whether a fused sum brings it back depends on the others. */
  overflow(): void {
    this.#magnitude = Infinity;
  }

  bound(y: number, dtype: DType): number {
    const { roundoff } = this;
    const grid = roundoff === 2 ** -24 ? 2 ** -12 : 2 ** -24;
    const isExact = this.#isExact && this.#magnitude * roundoff <= grid / 2;
    if (this.#spread === 0 && (isExact || this.#count <= 1)) return 0;
    if (!(this.#magnitude <= greatest(dtype) / 4)) return Infinity;
    if (this.#spread === 0 && this.#isSettled) return 0;
    return rounded(y, this.#spread + (this.#count + 1) * (roundoff * this.#magnitude + smallest(dtype)), dtype);
  }
}

/** Sums are kept in double precision, whatever their type. */
const sumRule: Rule = (node, [x], { data }) => {
  const into = groups(x!.value.shape, node.attributes.axes as readonly number[]);
  const terms = Array.from(data, () => new Terms(2 ** -53));
  into.forEach((group, i) => {
    terms[group]!.add(x!.value.data[i]!, x!.bound[i]!);
  });
  return Float64Array.from(data, (y, i) => terms[i]!.bound(y, node.dtype));
};

const scatterRule: Rule = (node, [x, indices], { data, shape }) => {
  const row = sizeOf((shape as readonly number[]).slice(1));
  const terms = Array.from(data, () => new Terms(unitRoundoff(node.dtype)));
  indices!.value.data.forEach((index: number, i: number) => {
    for (let j = 0; j < row; j++) terms[index * row + j]!.add(x!.value.data[i * row + j]!, x!.bound[i * row + j]!);
  });
  const isUncertain = indices!.bound.some((b) => b > 0);
  return Float64Array.from(data, (y, i) =>
    isUncertain ? Infinity : isFloat(node.dtype) ? terms[i]!.bound(y, node.dtype) : 0,
  );
};

const foldRule: Rule = (node, [x], { data, shape }) => {
  const window = node.attributes as unknown as Window & { readonly axis: number };
  const to = offsets(x!.value.shape, spread(stridesOf(shape as readonly number[]), window.axis, window));
  const terms = Array.from(data, () => new Terms(unitRoundoff(node.dtype)));
  to.forEach((element, i) => {
    terms[element]!.add(x!.value.data[i]!, x!.bound[i]!);
  });
  return Float64Array.from(data, (y, i) => (isFloat(node.dtype) ? terms[i]!.bound(y, node.dtype) : 0));
};

const dotRule: Rule = (node, [left, right], { data, shape }) => {
  const { transposeLeft, transposeRight } = node.attributes;
  const [rows, columns] = (shape as readonly number[]).slice(-2) as [number, number];
  const inner = (left!.value.shape as readonly number[]).at(transposeLeft ? -2 : -1)!;
  return Float64Array.from(data, (y, i) => {
    const column = i % columns;
    const row = Math.floor(i / columns) % rows;
    const batch = Math.floor(i / (rows * columns));
    const terms = new Terms(unitRoundoff(node.dtype));
    for (let k = 0; k < inner; k++) {
      const a = batch * rows * inner + (transposeLeft ? k * rows + row : row * inner + k);
      const b = batch * inner * columns + (transposeRight ? column * inner + k : k * columns + column);
      const [p, q] = [left!.value.data[a]!, right!.value.data[b]!];
      const by = spreads.mul!([p, q], [left!.bound[a]!, right!.bound[b]!]);
      if (p * q === 0 && p !== 0 && q !== 0) terms.underflow();
      if (!Number.isFinite(p * q) && Number.isFinite(p) && Number.isFinite(q)) terms.overflow();
      terms.add(p * q, left!.bound[a] === 0 && right!.bound[b] === 0 ? 0 : by);
    }
    // Even a single product is rounded once in f32, and by the reference in double precision before that.
    return inner === 0 ? 0 : terms.bound(y, node.dtype);
  });
};

/** The largest of the bounds; without another extreme that could take its place nothing is rounded. */
const extremeRule: Rule = (node, [x], { data }) => {
  const into = groups(x!.value.shape, node.attributes.axes as readonly number[]);
  const bound = new Float64Array(data.length);
  into.forEach((group, i) => {
    bound[group] = Math.max(bound[group]!, x!.bound[i]!);
  });
  return bound.map((b, i) => (b > 0 && !Number.isFinite(data[i]!) ? Infinity : b));
};

const argmaxRule: Rule = (node, [x], { data }) => {
  const axis = node.attributes.axis as number;
  const from = x!.value.shape as readonly number[];
  const [size, inner] = [from[axis]!, sizeOf(from.slice(axis + 1))];
  const into = groups(from, [axis]);
  const bound = new Float64Array(data.length);
  into.forEach((group, i) => {
    const best = (Math.floor(group / inner) * size + data[group]!) * inner + (group % inner);
    const by = x!.bound[i]! + x!.bound[best]!;
    if (i !== best && by > 0 && !(x!.value.data[i]! + by < x!.value.data[best]!)) bound[group] = Infinity;
    if (x!.bound[i] === Infinity) bound[group] = Infinity;
  });
  return bound;
};

/** The bounds of one node. */
const rules: { readonly [Name in PrimitiveName]: Rule } = {
  ...(Object.fromEntries(Object.keys(unary).map((name) => [name, unaryRule(name as never)])) as {
    readonly [Name in keyof typeof unary]: Rule;
  }),
  ...(Object.fromEntries(Object.keys(binary).map((name) => [name, binaryRule(name as never)])) as {
    readonly [Name in keyof typeof binary]: Rule;
  }),
  argmax: argmaxRule,
  broadcastTo: moved,
  cast: elementwise(([x], [by], y, { dtype }) => {
    if (by === 0) return 0;
    if (isFloat(dtype)) return rounded(y, by!, dtype);
    if (dtype === "bool") return Math.abs(x!) > by! ? 0 : Infinity;
    return Math.trunc(x! - by!) === Math.trunc(x! + by!) ? 0 : Infinity;
  }),
  compare: elementwise(([x, y], [a, b], _, { attributes }) => {
    const by = a! + b!;
    if (by === 0) return 0;
    const holds = directions[attributes.direction as keyof typeof directions];
    return holds(x! - by, y!) === holds(x! + by, y!) && Math.abs(x! - y!) > by ? 0 : Infinity;
  }),
  concat: moved,
  constant: known,
  custom: (_node, [value]) => value!.bound,
  dot: dotRule,
  extent: known,
  flip: moved,
  foldWindows: foldRule,
  gather: (node, inputs, value) => {
    const isUncertain = inputs[1]!.bound.some((b) => b > 0);
    if (isUncertain) return new Float64Array(value.data.length).fill(Infinity);
    const [x, indices] = inputs as readonly [Bounded, Bounded];
    const out = {
      dtype: "f64" as const,
      shape: value.shape as readonly number[],
      data: new Float64Array(value.data.length),
    };
    node.primitive.evaluate!([{ ...x.value, dtype: "f64", data: x.bound }, indices.value], {}, out);
    return out.data;
  },
  input: known,
  iota: known,
  max: extremeRule,
  min: extremeRule,
  pad: moved,
  randomBits: (_node, [key], { data }) =>
    new Float64Array(data.length).fill(key!.bound.some((b) => b > 0) ? Infinity : 0),
  reshape: moved,
  scatterAdd: scatterRule,
  select: elementwise((xs, by) => (by[0]! > 0 ? Infinity : xs[0] ? by[1]! : by[2]!)),
  slice: moved,
  stopGradient: (_node, [x]) => x!.bound,
  sum: sumRule,
  transpose: moved,
  variable: known,
  windows: moved,
  withUpdate: (_node, [value]) => value!.bound,
};

/**
 * The reference's values of a lowered graph, with their bounds.
 *
 * @param given the values of inputs and variables, by `input` or `variable` and their name
 */
export function bounded(
  outputs: readonly Tensor[],
  given: (kind: "input" | "variable", name: string) => TensorValue,
): readonly Bounded[] {
  const found = new Map<Tensor, Bounded>();
  for (const node of tape(outputs)) {
    const inputs = node.inputs.map((input) => found.get(input)!);
    const { name } = node.attributes;
    const value =
      node.primitive === (inputPrimitive as unknown) || node.primitive === (variablePrimitive as unknown)
        ? given(node.primitive.name as "input" | "variable", name as string)
        : compute(node, inputs);
    found.set(node, { value, bound: rules[node.primitive.name as PrimitiveName](node, inputs, value) });
  }
  return outputs.map((output) => found.get(output)!);
}

function compute(node: Tensor, inputs: readonly Bounded[]): TensorValue {
  const shape = node.shape as readonly number[];
  const out = { dtype: node.dtype, shape, data: arrayOf(node.dtype, sizeOf(shape)) };
  node.primitive.evaluate!(
    inputs.map(({ value }) => value),
    node.attributes,
    out,
  );
  return out;
}

/** What a comparison found. */
export interface Verdict {
  /** The first element that is too far off, in words. */
  readonly fault: string | undefined;
  readonly compared: number;
  readonly skipped: number;
}

/** Compares a result with the reference's, element by element. */
export function compareWith({ value, bound }: Bounded, found: TensorValue): Verdict {
  let skipped = 0;
  let fault: string | undefined;
  const same = found.dtype === value.dtype && found.shape.join() === value.shape.join();
  if (!same || found.data.length !== value.data.length)
    return { fault: `${found.dtype}[${found.shape}], not ${value.dtype}[${value.shape}]`, compared: 0, skipped };
  value.data.forEach((expected: number, i: number) => {
    const [actual, within] = [found.data[i]!, bound[i]!];
    if (within === Infinity) skipped += 1;
    else if (
      fault === undefined &&
      !(Object.is(actual, expected) || (Math.abs(actual - expected) <= within && within > 0))
    )
      fault = `element ${i} of ${value.dtype}[${value.shape}] is ${actual}, the reference's ${expected} ± ${within}`;
  });
  return { fault, compared: value.data.length - skipped, skipped };
}
