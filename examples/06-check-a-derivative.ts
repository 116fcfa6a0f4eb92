// Is a derivative right? `checkJacobian` computes it three ways, in double precision, and compares: reverse mode, forward
// mode and differences. A right rule passes; a wrong one is told which entry is wrong.
import { customGradient, input, mul, sigmoid, type Tensor } from "@adjoint/core";
import { checkJacobian } from "@adjoint/core/verify";
import { softplus } from "./05-own-layer.js";

/** x², whose author forgot the factor of two. */
const square = customGradient({
  name: "square",
  value: (x: Tensor): Tensor => mul(x, x),
  vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, x)],
});

export function main() {
  const x = input("x", [2, 2]);
  const point = {
    wrt: [x],
    feeds: {
      x: [
        [0.5, -1],
        [3, -40],
      ],
    },
  };
  const right = checkJacobian(softplus(x), point);
  const wrong = checkJacobian(square(sigmoid(x)), point);

  console.log(`softplus: ${right.pass ? "passes" : "fails"}. ${right.reason}`);
  console.log(`square:   ${wrong.pass ? "passes" : "fails"}. ${wrong.reason}`);
  return { right, wrong };
}
