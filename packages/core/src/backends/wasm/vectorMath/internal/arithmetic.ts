import type { Body } from "../../assembler.js";
import type { Vector } from "../../opcodes.js";

/** What pushes a vector. A number stands for itself in every lane, as a float: −0 is the mask of the sign bits. */
export type Term = (() => void) | number;

/** Terms of terms. Nothing is emitted before a term is kept, assigned or pushed; one that is used twice is emitted twice. */
export type Arithmetic = ReturnType<typeof arithmetic>;

/** The instructions on vectors of singles or of doubles as functions that nest like formulas. */
export function arithmetic(body: Body, lanes: "f32x4" | "f64x2") {
  const [type, whole] = lanes === "f32x4" ? (["f32", "i32x4"] as const) : (["f64", "i64x2"] as const);
  const push = (term: Term): void => (typeof term === "number" ? body.splat(type, term) : term());
  const instruction =
    (name: Vector) =>
    (...operands: readonly Term[]): Term =>
    () => {
      operands.forEach(push);
      body.vector(name);
    };
  const shift =
    (name: Vector) =>
    (x: Term, by: number): Term =>
    () => {
      push(x);
      body.i32(by);
      body.vector(name);
    };
  const get =
    (local: number): Term =>
    () =>
      body.get(local);
  const assign = (local: number, term: Term): void => {
    push(term);
    body.set(local);
  };
  return {
    push,
    get,
    assign,
    /** Computes a term into a local of its own. */
    keep: (term: Term): Term => {
      const local = body.local("v128");
      assign(local, term);
      return get(local);
    },
    /** A function of this module. */
    call:
      (index: number) =>
      (...operands: readonly Term[]): Term =>
      () => {
        operands.forEach(push);
        body.call(index);
      },
    shuffle:
      (x: Term, y: Term, order: readonly number[]): Term =>
      () => {
        push(x);
        push(y);
        body.shuffle(order);
      },
    instruction,
    add: instruction(`${lanes}.add`),
    sub: instruction(`${lanes}.sub`),
    mul: instruction(`${lanes}.mul`),
    div: instruction(`${lanes}.div`),
    abs: instruction(`${lanes}.abs`),
    neg: instruction(`${lanes}.neg`),
    /** y where y < x, else x: NaN where x is. One instruction, which the minimum that looks for NaN in both is not. */
    min: instruction(`${lanes}.pmin`),
    max: instruction(`${lanes}.pmax`),
    floor: instruction(`${lanes}.floor`),
    trunc: instruction(`${lanes}.trunc`),
    nearest: instruction(`${lanes}.nearest`),
    equal: instruction(`${lanes}.eq`),
    differ: instruction(`${lanes}.ne`),
    less: instruction(`${lanes}.lt`),
    greater: instruction(`${lanes}.gt`),
    and: instruction("v128.and"),
    andNot: instruction("v128.andnot"),
    or: instruction("v128.or"),
    xor: instruction("v128.xor"),
    not: instruction("v128.not"),
    select: (condition: Term, x: Term, y: Term): Term => instruction("v128.bitselect")(x, y, condition),
    /** The bits of a lane as an integer. */
    bits: {
      of:
        (value: number): Term =>
        () =>
          lanes === "f32x4" ? body.splat("i32", value) : body.i32x4([value, value >> 31, value, value >> 31]),
      add: instruction(`${whole}.add`),
      sub: instruction(`${whole}.sub`),
      shiftLeft: shift(`${whole}.shl`),
      shiftRight: shift(`${whole}.shr_s`),
      shiftRightUnsigned: shift(`${whole}.shr_u`),
    },
  };
}
