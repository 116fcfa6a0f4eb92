import { add, div, type Tensor } from "@adjoint/core";
import { ramp } from "./ramp.js";

/** (x + 3)/6, cut off at 0 and 1. */
export const hardLogistic = (x: Tensor): Tensor => div(ramp(add(x, 3), 0, 6), 6);
