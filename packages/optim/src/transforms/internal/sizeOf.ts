import type { Tensor } from "@adjoint/core";

/** How many elements a tensor of known sizes has; parameters are such. */
export const sizeOf = ({ shape }: Tensor): number => shape.reduce<number>((size, dim) => size * Number(dim), 1);
