import fc from "fast-check";
import {
  add,
  broadcastTo,
  cast,
  concat,
  constant,
  customGradient,
  type DType,
  gather,
  greater,
  input,
  matmul,
  max,
  mul,
  named,
  parameter,
  randomNormal,
  randomUniform,
  reshape,
  select,
  sigmoid,
  slice,
  sub,
  sum,
  type Tensor,
  tanh,
  transpose,
  variable,
} from "../index.js";

const awkward = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 5e-324, 2 ** 53),
);

/** A constant of any element type, with the numbers that JSON has no notation for. */
export const constants: fc.Arbitrary<Tensor> = fc
  .tuple(fc.constantFrom<DType>("f32", "f64", "i32", "u8", "bool"), fc.array(fc.nat({ max: 3 }), { maxLength: 2 }))
  .chain(([dtype, shape]) => {
    const length = shape.reduce((size, dim) => size * dim, 1);
    return fc
      .array(dtype === "bool" ? fc.nat({ max: 1 }) : awkward, { minLength: length, maxLength: length })
      .map((data) => constant(Float64Array.from(data), { dtype, shape }));
  });

const scaledTanh = customGradient({
  name: "scaledTanh",
  value: (x: Tensor): Tensor => tanh(x),
  vjp: ({ cotangent, output }) => [mul(cotangent, sub(1, mul(output, output)))],
});

const leaves: fc.Arbitrary<Tensor> = fc.constantFrom<Tensor>(
  input("x", [2, 2]),
  input("y", [2, 2]),
  parameter("w", [2, 2], { initial: (shape, key, dtype) => randomNormal(key, shape, { dtype: dtype as "f32" }) }),
  variable("v", [2, 2], { initial: (shape, key) => sub(randomUniform(key, shape), 0.5) }),
  constant([
    [1, Number.NaN],
    [-0, Number.NEGATIVE_INFINITY],
  ]),
);

const one: readonly ((x: Tensor) => Tensor)[] = [
  tanh,
  sigmoid,
  scaledTanh,
  (x) => transpose(x, [1, 0]),
  (x) => slice(reshape(concat([x, x], 1), [4, 2]), { axis: 0, start: 1, end: 3 }),
  (x) => broadcastTo(sum(x, { axes: [1], keepDims: true }), [2, 2]),
  (x) => named("a name", mul(x, 2)),
  (x) => gather(x, constant([1, 0], { dtype: "i32" })),
  (x) => broadcastTo(max(x, { axes: [0] }), [2, 2]),
  (x) => cast(cast(x, "f64"), "f32"),
];
const two: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [
  (x, y) => add(x, y),
  (x, y) => mul(x, y),
  (x, y) => select(greater(x, y), x, y),
  (x, y) => matmul(add(x, square), add(y, square)),
];
const square = constant(new Float32Array(4), { shape: [2, 2] }) as Tensor;

/** Small graphs of 2 × 2 matrices with sharing: each step takes nodes that are there already. */
export const graphs: fc.Arbitrary<readonly Tensor[]> = fc
  .tuple(
    fc.array(leaves, { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 12 }),
    fc.nat({ max: 3 }),
  )
  .map(([start, steps, extra]) => {
    const nodes = [...start];
    for (const [which, left, right] of steps) {
      const [x, y] = [nodes[left % nodes.length]!, nodes[right % nodes.length]!];
      const function1 = one[which % (one.length + two.length)];
      nodes.push(function1 === undefined ? two[which % two.length]!(x, y) : function1(x));
    }
    return nodes.slice(-1 - extra);
  });
