import type { Buffer } from "../../compiler/fuse/kernel.js";
import type { Body } from "./assembler.js";
import type { Type } from "./opcodes.js";

/** The address of each buffer, in bytes. */
export type Addresses = (buffer: Buffer) => number;

/**
 * The function of one kernel. One that can be divided takes a range of tiles and the number of its thread; what a tile computes
 * does not depend on who computes it, so the bits are the same for any number of threads.
 */
export interface EmittedKernel {
  readonly body: Body;
  /** How many tiles the kernel can be divided into; 1: not at all. */
  readonly tiles: number;
  /** A rough measure of its work, in vector instructions. */
  readonly work: number;
}

/** Parameters of a kernel that can be divided: the first tile, the one after the last, and the thread. */
export const tileParameters: readonly Type[] = ["i32", "i32", "i32"];
export const first = 0;
export const last = 1;
export const thread = 2;
