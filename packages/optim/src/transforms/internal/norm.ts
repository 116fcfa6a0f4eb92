import { sqrt, sum, type Tensor } from "@adjoint/core";
import { square } from "./square.js";

/** ‖x‖₂ over all elements, a scalar. */
export const norm = (x: Tensor): Tensor => sqrt(sum(square(x)));
