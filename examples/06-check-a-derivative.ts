// Is a derivative right? `checkGradient` asks in many ways, in double precision: reverse mode, forward mode and differences must agree, Taylor
// remainders must vanish as fast as they should, and so on. A right rule passes; of a wrong one it says what looks wrong.
import { customGradient, input, mul, sigmoid, type Tensor } from "@adjoint/core";
import { checkGradient, formatVerification } from "@adjoint/core/verify";
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
  const right = checkGradient(softplus(x), { ...point, order: 2 });
  const wrong = checkGradient(square(sigmoid(x)), point);

  console.log(`softplus is ${right.verdict}\n\n${formatVerification(right)}\n`);
  console.log(`square is ${wrong.verdict}\n\n${formatVerification(wrong)}`);
  return { right, wrong };
}
