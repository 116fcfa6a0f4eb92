import type { Shape } from "./shape.js";

/** Are these the same dimensions, sizes and names alike? */
export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((dim, i) => dim === b[i]);
