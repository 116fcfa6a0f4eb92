import { greater, select, type Tensor } from "@adjoint/core";

/** min(x, 0), with derivative 1 at 0, so that a function that goes on smoothly from below keeps its slope there. */
export const negativePart = (x: Tensor): Tensor => select(greater(x, 0), 0, x);
