import type { Reduction } from "../../compiler/fuse/kernel.js";
import type { Body } from "./assembler.js";
import type { Vector } from "./opcodes.js";
import type { Width } from "./site.js";

/** Running results of a reduction, one for each lane. */
export interface Accumulator {
  /** Emits the start value. */
  start(): void;
  /** Takes the vector on the stack in; only its first `lanes` lanes count. */
  add(lanes: number): void;
  /** The local with the results, rounded to the reduction's dtype; `across` combines all lanes into the first. */
  finish(across: boolean): number;
}

const halves = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];
const pairs = [4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11];

/** Lanes that do not count become the value that changes nothing; `size` is that of a lane, in words of 32 bits. */
function mask(body: Body, lanes: number, width: Width, size: 1 | 2, identity: () => void): void {
  if (lanes === width) return;
  identity();
  const words = Array.from({ length: 4 }, (_, word) => (word < lanes * size ? -1 : 0));
  body.i32x4(words);
  body.vector("v128.bitselect");
}

/** Sums of floats are kept in double precision, two lanes at a time: a million terms cost no accuracy. */
function createFloatSum(body: Body, { into }: Reduction, width: Width): Accumulator {
  const low = body.local("v128");
  const high = body.local("v128");
  const value = body.local("v128");
  const isSingle = width === 4 || into.dtype === "f32";
  const accumulate = (local: number) => {
    body.get(local);
    body.vector("f64x2.add");
    body.set(local);
  };
  return {
    start: () => {
      for (const local of [low, high]) {
        body.splat("f64", 0);
        body.set(local);
      }
    },
    add: (lanes) => {
      mask(body, lanes, width, isSingle ? 1 : 2, () => body.splat("i32", 0));
      if (!isSingle) return accumulate(low);
      body.tee(value);
      body.vector("f64x2.promote_low_f32x4");
      accumulate(low);
      if (width === 2) return;
      body.get(value);
      body.get(value);
      body.shuffle(halves);
      body.vector("f64x2.promote_low_f32x4");
      accumulate(high);
    },
    finish: (across) => {
      const result = body.local("v128");
      if (across) {
        body.get(low);
        if (width === 4) {
          body.get(high);
          body.vector("f64x2.add");
        }
        body.tee(value);
        body.get(value);
        body.get(value);
        body.shuffle(halves);
        body.vector("f64x2.add");
        if (isSingle) body.vector("f32x4.demote_f64x2_zero");
      } else {
        body.get(low);
        if (isSingle) body.vector("f32x4.demote_f64x2_zero");
        if (width === 4) {
          body.get(high);
          body.vector("f32x4.demote_f64x2_zero");
          body.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]);
        }
      }
      body.set(result);
      return result;
    },
  };
}

function createLanewise(body: Body, identity: () => void, combine: Vector, width: Width, size: 1 | 2): Accumulator {
  const total = body.local("v128");
  const fold = (lanes: readonly number[]) => {
    body.get(total);
    body.get(total);
    body.get(total);
    body.shuffle(lanes);
    body.vector(combine);
    body.set(total);
  };
  return {
    start: () => {
      identity();
      body.set(total);
    },
    add: (lanes) => {
      mask(body, lanes, width, size, identity);
      body.get(total);
      body.vector(combine);
      body.set(total);
    },
    finish: (across) => {
      if (across) {
        // In a two-lane kernel, lanes of 32 bits lie side by side in the lower half.
        if (size === 2 || width === 4) fold(halves);
        if (size === 1) fold(pairs);
      }
      return total;
    },
  };
}

const identities = { sum: 0, max: -Infinity, min: Infinity } as const;
const integerIdentities = { sum: 0, max: -(2 ** 31), min: 2 ** 31 - 1 } as const;

export function createAccumulator(body: Body, reduction: Reduction, width: Width): Accumulator {
  const { operation, into } = reduction;
  if (into.dtype === "f32" || into.dtype === "f64") {
    if (operation === "sum") return createFloatSum(body, reduction, width);
    const { dtype } = into;
    const lanes = dtype === "f64" ? "f64x2" : "f32x4";
    return createLanewise(
      body,
      () => body.splat(dtype, identities[operation]),
      `${lanes}.${operation}`,
      width,
      dtype === "f64" ? 2 : 1,
    );
  }
  const combine = operation === "sum" ? "i32x4.add" : (`i32x4.${operation}_s` as const);
  return createLanewise(body, () => body.splat("i32", integerIdentities[operation]), combine, width, 1);
}
