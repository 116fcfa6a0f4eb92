import { expect, test } from "vitest";
import { customGradient } from "../autodiff/customGradient.js";
import { gradients } from "../autodiff/gradients.js";
import { named } from "../graph/named.js";
import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { toText } from "../graph/toText.js";
import { verifyGraph } from "../graph/verifyGraph.js";
import { add, div, mul } from "../primitives/binary.js";
import { broadcastTo } from "../primitives/broadcastTo.js";
import { cast } from "../primitives/cast.js";
import { constant } from "../primitives/constant.js";
import { extent } from "../primitives/extent.js";
import { input } from "../primitives/input.js";
import { iota } from "../primitives/iota.js";
import { sum } from "../primitives/sum.js";
import { exp } from "../primitives/unary.js";
import { parameter } from "../primitives/variable.js";
import { bind } from "./bind.js";
import { toDouble } from "./toDouble.js";
import { withoutCustom } from "./withoutCustom.js";

test("bind puts sizes in place of names, wherever they stand", () => {
  const x = input("x", ["batch", 3]);
  const count = extent(["batch", 3]);
  const spread = broadcastTo(constant(2), ["batch", 3]);
  const outputs: readonly Tensor[] = [
    div(sum(mul(x, spread)), count) as Tensor,
    iota("batch"),
    input("other", ["rest"]),
  ];
  const bound = bind(outputs, new Map([["batch", 4]]));
  verifyGraph(bound);
  expect(toText(bound)).toMatchInlineSnapshot(`
    "%0  input                f32[4, 3]  "x"
    %1  constant 2           f32[]
    %2  broadcastTo %1       f32[4, 3]
    %3  mul %0 %2            f32[4, 3]
    %4  sum %3 axes=[0, 1]   f32[]
    %5  extent shape=[4, 3]  f32[]
    %6  div %4 %5            f32[]
    %7  iota                 i32[4]
    %8  input                f32[rest]  "other""
  `);
});

test("bind leaves a graph without names as it is", () => {
  const outputs = [exp(input("x", [2]))];
  expect(bind(outputs, new Map([["batch", 4]]))[0]).toBe(outputs[0]);
});

test("toDouble turns every f32 into f64, in rules and first values too, and knows constants as they were written", () => {
  const w: Tensor = parameter("w", [2], { initial: 0.1 });
  const whole: Tensor = input("whole", [2], "i32");
  const outputs = [add(mul(w, 0.1) as Tensor, cast(whole, "f32") as never) as Tensor, whole];
  const doubled = toDouble(outputs);
  verifyGraph(doubled);
  expect(tape(doubled).map(({ dtype }) => dtype)).not.toContain("f32");
  expect(doubled[1]).toBe(whole);
  const [tenth] = tape(doubled).filter(({ primitive }) => primitive.name === "constant");
  expect(tenth!.attributes.value).toMatchObject({ dtype: "f64", data: Float64Array.of(0.1) });
  const [variable] = tape(doubled).filter(({ primitive }) => primitive.name === "variable");
  const initial = variable!.attributes.initial as { outputs: readonly Tensor[] };
  expect(initial.outputs[0]!.dtype).toBe("f64");
});

test("withoutCustom drops derivatives, and leaves their values where they were", () => {
  const square = customGradient({
    name: "square",
    value: (x: Tensor): Tensor => mul(x, x) as Tensor,
    vjp: ({ cotangent, inputs: [x] }) => [mul(mul(cotangent, x as never) as Tensor, 2) as Tensor],
  });
  const x: Tensor = input("x", [2]);
  const loss = sum(named("squares", square(x))) as Tensor;
  const plain = withoutCustom([loss, ...gradients(loss, [x])]);
  verifyGraph(plain);
  expect(toText(plain)).toMatchInlineSnapshot(`
    "%0  input            f32[2]  "x"
    %1  mul %0 %0        f32[2]  "squares"
    %2  sum %1 axes=[0]  f32[]
    %3  constant 1       f32[]
    %4  reshape %3       f32[1]
    %5  broadcastTo %4   f32[2]
    %6  mul %5 %0        f32[2]
    %7  constant 2       f32[]
    %8  broadcastTo %7   f32[2]
    %9  mul %6 %8        f32[2]"
  `);
});
