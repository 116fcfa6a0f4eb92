import { div, sqrt, sum, type Tensor } from "@adjoint/core";
import { sizeOf } from "./sizeOf.js";
import { square } from "./square.js";

/** √(Σx²/n) over all elements, a scalar. */
export const rootMeanSquare = (x: Tensor): Tensor => sqrt(div(sum(square(x)), sizeOf(x)) as Tensor);
