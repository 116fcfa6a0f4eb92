import type { Access, Buffer, Expression } from "../../compiler/fuse/kernel.js";
import type { Body } from "./assembler.js";
import type { Library } from "./library.js";

/** Two doubles or four singles: a kernel that touches any `f64` works on two lanes. */
export type Width = 2 | 4;

/**
 * The place in a kernel's code where expressions are computed: a vector of `width` neighbours along the last dimension of the
 * space. All of them are computed; the first `lanes` count.
 */
export interface Site {
  readonly body: Body;
  readonly library: Library;
  readonly width: Width;
  readonly lanes: number;
  /** Pushes an address, and returns the constant to be added to it as the instruction's offset. */
  address(buffer: Buffer, access: Access): number;
  /** Pushes the position of the first lane, as an i32. */
  position(access: Access): void;
  /** Pushes the matrix product at this place. */
  product(): void;
  /** The local that already holds an expression, if one does. */
  known(expression: Expression): number | undefined;
  /** The local that an expression should be kept in, if it is used again. */
  keep(expression: Expression): number | undefined;
}

/** How far apart neighbours along the vector are, in elements. */
export const vectorStride = (access: Access): number => access.strides.at(-1) ?? 0;
