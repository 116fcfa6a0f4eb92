import fc from "fast-check";
import { customGradient } from "../autodiff/customGradient.js";
import { apply } from "../graph/apply.js";
import type { Tensor } from "../graph/tensor.js";
import { apart } from "../laws/apart.js";
import { between } from "../laws/between.js";
import { filled } from "../laws/filled.js";
import type { Argument, Case, Cases } from "../laws/law.js";
import { argmax } from "./argmax.js";
import { type Binary, binary, binaryPrimitives } from "./binary.js";
import { broadcastTo } from "./broadcastTo.js";
import { cast } from "./cast.js";
import { less } from "./compare.js";
import { concat } from "./concat.js";
import { constant } from "./constant.js";
import { dot } from "./dot.js";
import { max, min } from "./extreme.js";
import { flip } from "./flip.js";
import { foldWindows } from "./foldWindows.js";
import { gather } from "./gather.js";
import { broadcastOperands } from "./internal/operands.js";
import { pad } from "./pad.js";
import type { PrimitiveName } from "./registry.js";
import { reshape } from "./reshape.js";
import { scatterAdd } from "./scatterAdd.js";
import { select } from "./select.js";
import { slice } from "./slice.js";
import { stopGradient } from "./stopGradient.js";
import { sum } from "./sum.js";
import { transpose } from "./transpose.js";
import { exp, log1p, sigmoid, type Unary, unary, unaryPrimitives } from "./unary.js";
import { variable } from "./variable.js";
import { windows } from "./windows.js";
import { withUpdate } from "./withUpdate.js";

type Shapes = readonly number[];
type Size = fc.Arbitrary<number>;

/** What the laws ask of a primitive. */
export type Entry =
  /** Differentiable at the points that `cases` draws. */
  | { readonly kind: "smooth"; readonly cases: Cases }
  /** Constant around the points that `cases` draws, or declared to be so. */
  | { readonly kind: "flat"; readonly cases: Cases; readonly declared?: true }
  /** Has no derivative law, because… */
  | { readonly kind: "none"; readonly because: string };

const smooth = (cases: Cases): Entry => ({ kind: "smooth", cases });
const flat = (cases: Cases): Entry => ({ kind: "flat", cases });
const none = (because: string): Entry => ({ kind: "none", because });

// Points ------------------------------------------------------------------------------------------------------------------

/** A stretch well inside an open interval, three wide where that has no end. */
function inside([low, high]: readonly [number, number]): fc.Arbitrary<number> {
  if (low === -Infinity) return between(-3, 3);
  return high === Infinity ? between(low + 0.3, low + 3.3) : between(low + (high - low) / 8, high - (high - low) / 8);
}

const anywhere = (shape: Shapes): fc.Arbitrary<Argument> => filled(shape, between(-3, 3));

// Shapes ------------------------------------------------------------------------------------------------------------------

const shapes = (size: Size, minLength = 0, maxLength = 2): fc.Arbitrary<Shapes> =>
  fc.array(size, { minLength, maxLength });

/** A shape that broadcasts to `shape`: some dimensions 1, some leading ones missing. */
const narrower = (shape: Shapes): fc.Arbitrary<Shapes> =>
  fc
    .tuple(fc.nat({ max: shape.length }), fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }))
    .map(([missing, ones]) => shape.map((dim, i) => (ones[i] ? 1 : dim)).slice(missing));

/** Dimensions around an axis, its size, and windows that fit into it. */
const windowed = (
  size: Size,
): fc.Arbitrary<readonly [Shapes, number, Shapes, { size: number; stride: number; dilation: number }]> => {
  const small = fc.integer({ min: 1, max: 3 });
  return fc
    .tuple(shapes(size, 0, 1), fc.nat({ max: 3 }), shapes(size, 0, 1), small, small, small)
    .map(([before, extra, after, length, stride, dilation]) => [
      before,
      (length - 1) * dilation + 1 + extra,
      after,
      { size: length, stride, dilation },
    ]);
};

const axisOf = (shape: Shapes): fc.Arbitrary<number> => fc.nat({ max: shape.length - 1 });
const axesOf = (shape: Shapes): fc.Arbitrary<readonly number[]> =>
  fc.subarray(
    shape.map((_, axis) => axis),
    { minLength: 1 },
  );

const indices = (shape: Shapes, rows: number): fc.Arbitrary<Tensor> =>
  filled(shape, fc.nat({ max: rows - 1 })).map(({ data }) => constant(Int32Array.from(data), { dtype: "i32", shape }));

const conditions = (shape: Shapes): fc.Arbitrary<Tensor> =>
  filled(shape, fc.nat({ max: 1 })).map(({ data }) => constant(Uint8Array.from(data), { dtype: "bool", shape }));

// Cases -------------------------------------------------------------------------------------------------------------------

const ofOne = (argument: fc.Arbitrary<Argument>, f: (x: Tensor) => Tensor): fc.Arbitrary<Case> =>
  argument.map((x) => ({ arguments: [x], build: ([tensor]) => f(tensor!) }));

const reduction =
  (reduce: (x: Tensor, options: { axes: readonly number[]; keepDims: boolean }) => Tensor): Cases =>
  (size) =>
    shapes(size, 1)
      .chain((shape) => fc.tuple(apart(shape), axesOf(shape), fc.boolean()))
      .map(([args, axes, keepDims]) => ({ arguments: args, build: ([x]) => reduce(x!, { axes, keepDims }) }));

const unaryEntry = (name: keyof typeof unary, { domain, differential }: Unary): Entry => {
  if (name === "not") return none("it takes truth values");
  const cases: Cases = (size) =>
    shapes(size).chain((shape) => ofOne(filled(shape, inside(domain)), (x) => apply(unaryPrimitives[name], [x], {})));
  return differential === undefined ? flat(cases) : smooth(cases);
};

const binaryEntry = (name: keyof typeof binary, { domain, differentials }: Binary): Entry => {
  if (differentials === undefined) return none("it takes truth values or integers");
  const ordered = name === "maximum" || name === "minimum";
  return smooth((size) =>
    shapes(size)
      .chain((shape) => fc.tuple(narrower(shape), narrower(shape)))
      .chain(([left, right]) =>
        ordered ? apart(left, right) : fc.tuple(filled(left, inside(domain[0])), filled(right, inside(domain[1]))),
      )
      .map((args) => ({
        arguments: args,
        build: ([x, y]) => apply(binaryPrimitives[name], broadcastOperands(name, [x!, y!]), {}),
      })),
  );
};

const softplus = customGradient({
  name: "softplus",
  value: (x: Tensor): Tensor => log1p(exp(x)),
  vjp: ({ cotangent, inputs: [x] }) => [apply(binaryPrimitives.mul, [cotangent, sigmoid(x)], {})],
});

/** How each primitive is put to the laws. A primitive without an entry is a type error. */
export const lawCases: { readonly [Name in PrimitiveName]: Entry } = {
  ...(Object.fromEntries(
    Object.entries(unary).map(([name, entry]) => [name, unaryEntry(name as keyof typeof unary, entry)]),
  ) as { readonly [Name in keyof typeof unary]: Entry }),
  ...(Object.fromEntries(
    Object.entries(binary).map(([name, entry]) => [name, binaryEntry(name as keyof typeof binary, entry)]),
  ) as { readonly [Name in keyof typeof binary]: Entry }),
  argmax: flat((size) =>
    shapes(size, 1)
      .chain((shape) => fc.tuple(apart(shape), axisOf(shape)))
      .map(([args, axis]) => ({ arguments: args, build: ([x]) => cast(argmax(x!, { axis }), x!.dtype) })),
  ),
  broadcastTo: smooth((size) =>
    shapes(size, 0, 3)
      .chain((shape) => fc.tuple(narrower(shape).chain(anywhere), fc.constant(shape)))
      .map(([x, shape]) => ({ arguments: [x], build: ([tensor]) => broadcastTo(tensor!, shape) })),
  ),
  cast: smooth((size) =>
    shapes(size).chain((shape) => ofOne(anywhere(shape), (x) => cast(x, x.dtype === "f64" ? "f32" : "f64"))),
  ),
  compare: flat((size) =>
    shapes(size)
      .chain((shape) => apart(shape, shape))
      .map((args) => ({ arguments: args, build: ([x, y]) => cast(less(x!, y!), x!.dtype) })),
  ),
  concat: smooth((size) =>
    shapes(size, 1)
      .chain((shape) => fc.tuple(fc.constant(shape), axisOf(shape), fc.array(size, { minLength: 1, maxLength: 3 })))
      .chain(([shape, axis, sizes]) =>
        fc.tuple(fc.tuple(...sizes.map((count) => anywhere(shape.with(axis, count)))), fc.constant(axis)),
      )
      .map(([args, axis]) => ({ arguments: args, build: (tensors) => concat(tensors, axis) })),
  ),
  constant: none("it depends on nothing"),
  custom: smooth((size) => shapes(size).chain((shape) => ofOne(anywhere(shape), softplus))),
  dot: smooth((size) =>
    fc
      .tuple(shapes(size, 0, 1), size, size, size, fc.boolean(), fc.boolean())
      .chain(([batch, m, k, n, left, right]) =>
        fc.tuple(
          anywhere([...batch, ...(left ? [k, m] : [m, k])]),
          anywhere([...batch, ...(right ? [n, k] : [k, n])]),
          fc.constant([left, right] as const),
        ),
      )
      .map(([a, b, transposed]) => ({ arguments: [a, b], build: ([x, y]) => dot(x!, y!, ...transposed) })),
  ),
  extent: none("it depends on nothing"),
  flip: smooth((size) =>
    shapes(size, 1)
      .chain((shape) => fc.tuple(anywhere(shape), axesOf(shape)))
      .map(([x, axes]) => ({ arguments: [x], build: ([tensor]) => flip(tensor!, axes) })),
  ),
  foldWindows: smooth((size) =>
    windowed(size).chain(([before, extent, after, options]) => {
      const positions = Math.floor((extent - (options.size - 1) * options.dilation - 1) / options.stride) + 1;
      const { stride, dilation } = options;
      return ofOne(anywhere([...before, positions, options.size, ...after]), (x) =>
        foldWindows(x, { axis: before.length, stride, dilation, extent }),
      );
    }),
  ),
  // At least one row, as there is nothing to pick from none.
  gather: smooth((size) =>
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), shapes(size, 0, 1), shapes(size))
      .chain(([rows, row, picked]) => fc.tuple(anywhere([rows, ...row]), indices(picked, rows)))
      .map(([x, picked]) => ({ arguments: [x], build: ([tensor]) => gather(tensor!, picked) })),
  ),
  input: none("it depends on nothing"),
  iota: none("it depends on nothing"),
  max: smooth(reduction(max)),
  min: smooth(reduction(min)),
  pad: smooth((size) =>
    shapes(size, 1)
      .chain((shape) => fc.tuple(anywhere(shape), axisOf(shape), fc.nat({ max: 2 }), fc.nat({ max: 2 })))
      .map(([x, axis, before, after]) => ({
        arguments: [x],
        build: ([tensor]) => pad(tensor!, { axis, before, after }),
      })),
  ),
  randomBits: none("it takes integers"),
  reshape: smooth((size) =>
    shapes(size).chain((shape) => ofOne(anywhere(shape), (x) => reshape(x, [1, ...shape.toReversed()]))),
  ),
  scatterAdd: smooth((size) =>
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), shapes(size, 0, 1), shapes(size))
      .chain(([rows, row, added]) => fc.tuple(anywhere([...added, ...row]), indices(added, rows), fc.constant(rows)))
      .map(([x, added, rows]) => ({ arguments: [x], build: ([tensor]) => scatterAdd(tensor!, added, rows) })),
  ),
  select: smooth((size) =>
    shapes(size)
      .chain((shape) => fc.tuple(narrower(shape).chain(conditions), anywhere(shape), narrower(shape).chain(anywhere)))
      .map(([condition, x, y]) => ({ arguments: [x, y], build: ([a, b]) => select(condition, a!, b!) })),
  ),
  slice: smooth((size) =>
    shapes(size, 1)
      .chain((shape) => fc.tuple(fc.constant(shape), axisOf(shape)))
      .chain(([shape, axis]) =>
        fc.tuple(anywhere(shape), fc.constant(axis), fc.nat(shape[axis]!), fc.nat(shape[axis]!)),
      )
      .map(([x, axis, a, b]) => ({
        arguments: [x],
        build: ([tensor]) => slice(tensor!, { axis, start: Math.min(a, b), end: Math.max(a, b) }),
      })),
  ),
  stopGradient: {
    kind: "flat",
    cases: (size) => shapes(size).chain((shape) => ofOne(anywhere(shape), stopGradient)),
    declared: true,
  },
  sum: smooth(reduction(sum)),
  transpose: smooth((size) =>
    shapes(size, 0, 3)
      .chain((shape) =>
        fc.tuple(
          anywhere(shape),
          fc.shuffledSubarray(
            shape.map((_, axis) => axis),
            { minLength: shape.length },
          ),
        ),
      )
      .map(([x, permutation]) => ({ arguments: [x], build: ([tensor]) => transpose(tensor!, permutation) })),
  ),
  variable: none("it depends on nothing"),
  windows: smooth((size) =>
    windowed(size).chain(([before, extent, after, options]) =>
      ofOne(anywhere([...before, extent, ...after]), (x) => windows(x, { axis: before.length, ...options })),
    ),
  ),
  withUpdate: smooth((size) =>
    shapes(size).chain((shape) =>
      ofOne(anywhere(shape), (x) =>
        withUpdate(variable("kept", shape, { dtype: x.dtype }), () => ({ value: x, next: x })),
      ),
    ),
  ),
};
