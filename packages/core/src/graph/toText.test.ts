import { expect, test } from "vitest";
import {
  add,
  constant,
  customGradient,
  extent,
  input,
  matmul,
  max,
  maximum,
  mul,
  named,
  parameter,
  slice,
  sum,
  type Tensor,
  toMermaid,
  toText,
} from "../index.js";

const pixels = input("pixels", ["batch", 784]);
const hidden = named(
  "hidden",
  maximum(add(matmul(pixels, parameter("weights", [784, 10])), parameter("bias", [10])), 0),
);
const loss = sum(max(hidden, { axes: [-1] }));

test("a small network as text", () => {
  expect(toText([loss])).toMatchInlineSnapshot(`
    "%0   input                    f32[batch, 784]  "pixels"
    %1   variable trainable=true  f32[784, 10]     "weights"
    %2   dot %0 %1                f32[batch, 10]
    %3   variable trainable=true  f32[10]          "bias"
    %4   broadcastTo %3           f32[batch, 10]
    %5   add %2 %4                f32[batch, 10]
    %6   constant 0               f32[]
    %7   broadcastTo %6           f32[batch, 10]
    %8   maximum %5 %7            f32[batch, 10]   "hidden"
    %9   max %8 axes=[1]          f32[batch]
    %10  sum %9 axes=[0]          f32[]"
  `);
});

test("a small network as a Mermaid flowchart", () => {
  expect(toMermaid([loss])).toMatchInlineSnapshot(`
    "flowchart TD
      n0(["pixels<br/>f32[batch, 784]"])
      n1[("weights trainable=true<br/>f32[784, 10]")]
      n2["dot<br/>f32[batch, 10]"]
      n0 --> n2
      n1 --> n2
      n3[("bias trainable=true<br/>f32[10]")]
      n4["broadcastTo<br/>f32[batch, 10]"]
      n3 --> n4
      n5["add<br/>f32[batch, 10]"]
      n2 --> n5
      n4 --> n5
      n6("constant 0<br/>f32[]")
      n7["broadcastTo<br/>f32[batch, 10]"]
      n6 --> n7
      n8["hidden<br/>f32[batch, 10]"]
      n5 --> n8
      n7 --> n8
      n9["max axes=[1]<br/>f32[batch]"]
      n8 --> n9
      n10["sum axes=[0]<br/>f32[]"]
      n9 --> n10"
  `);
});

test("constants are shown up to eight numbers, cut to seven digits; flags only when set; graphs by their size", () => {
  const twice = customGradient({
    name: "twice",
    value: (x: Tensor): Tensor => mul(x, 2),
    vjp: ({ cotangent }) => [mul(cotangent, 2)],
  });
  const numbers = constant(Float64Array.of(1 / 3, -0, Number.NaN, 4, 5, 6, 7, 8, 9), { shape: [9], dtype: "f64" });
  expect(
    toText([slice(twice(numbers), { axis: 0, start: 2 }), matmul(pixels, parameter("w", [784, 1]))]),
  ).toMatchInlineSnapshot(`
    "%0  constant [0.3333333, 0, NaN, 4, 5, 6, 7, 8, …]  f64[9]
    %1  constant 2                                      f64[]
    %2  broadcastTo %1                                  f64[9]
    %3  mul %0 %2                                       f64[9]
    %4  custom %3 %0 backward=graph of 4 nodes          f64[9]           "twice"
    %5  slice %4 axis=0 start=2 end=9                   f64[7]
    %6  input                                           f32[batch, 784]  "pixels"
    %7  variable trainable=true                         f32[784, 1]      "w"
    %8  dot %6 %7                                       f32[batch, 1]"
  `);
});

test("the shape that an extent measures is shown, as its own does not tell it", () => {
  expect(toText([extent(["batch", 784])])).toBe("%0  extent shape=[batch, 784]  f32[]");
});

test("names with characters that Mermaid reads are escaped", () => {
  expect(toMermaid([input('a "<b>" & c', [])])).toMatchInlineSnapshot(`
    "flowchart TD
      n0(["a &quot;&lt;b>&quot; &amp; c<br/>f32[]"])"
  `);
});

test("nothing prints as nothing", () => {
  expect(toText([])).toBe("");
  expect(toMermaid([])).toBe("flowchart TD");
});
