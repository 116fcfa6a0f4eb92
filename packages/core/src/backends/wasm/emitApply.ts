import type { Expression } from "../../compiler/fuse/kernel.js";
import type { Direction } from "../../primitives/compare.js";
import type { DType } from "../../types/dtype.js";
import type { Body } from "./assembler.js";
import { emitExpression, laneType } from "./emitExpression.js";
import { type HostFunction, hostIndex } from "./host.js";
import type { Vector } from "./opcodes.js";
import type { Site } from "./site.js";

type Apply = Expression & { readonly kind: "apply" };

/** Elementwise primitives that are one instruction on every lane. */
const instructions: Readonly<Record<string, Partial<Record<"f32" | "f64" | "i32", Vector>>>> = {
  neg: { f32: "f32x4.neg", f64: "f64x2.neg", i32: "i32x4.neg" },
  abs: { f32: "f32x4.abs", f64: "f64x2.abs", i32: "i32x4.abs" },
  sqrt: { f32: "f32x4.sqrt", f64: "f64x2.sqrt" },
  floor: { f32: "f32x4.floor", f64: "f64x2.floor" },
  ceil: { f32: "f32x4.ceil", f64: "f64x2.ceil" },
  round: { f32: "f32x4.nearest", f64: "f64x2.nearest" },
  not: { i32: "v128.not" },
  add: { f32: "f32x4.add", f64: "f64x2.add", i32: "i32x4.add" },
  sub: { f32: "f32x4.sub", f64: "f64x2.sub", i32: "i32x4.sub" },
  mul: { f32: "f32x4.mul", f64: "f64x2.mul", i32: "i32x4.mul" },
  div: { f32: "f32x4.div", f64: "f64x2.div" },
  maximum: { f32: "f32x4.max", f64: "f64x2.max", i32: "i32x4.max_s" },
  minimum: { f32: "f32x4.min", f64: "f64x2.min", i32: "i32x4.min_s" },
  and: { i32: "v128.and" },
  or: { i32: "v128.or" },
};

const comparisons: Readonly<Record<Direction, Readonly<Record<"f32" | "f64" | "i32", Vector>>>> = {
  EQ: { f32: "f32x4.eq", f64: "f64x2.eq", i32: "i32x4.eq" },
  NE: { f32: "f32x4.ne", f64: "f64x2.ne", i32: "i32x4.ne" },
  LT: { f32: "f32x4.lt", f64: "f64x2.lt", i32: "i32x4.lt_s" },
  LE: { f32: "f32x4.le", f64: "f64x2.le", i32: "i32x4.le_s" },
  GT: { f32: "f32x4.gt", f64: "f64x2.gt", i32: "i32x4.gt_s" },
  GE: { f32: "f32x4.ge", f64: "f64x2.ge", i32: "i32x4.ge_s" },
};

/** Computes lane by lane with one of the host's functions, in double precision. */
function byHost(site: Site, name: HostFunction, { args, dtype }: Apply): void {
  const { body, lanes } = site;
  const type = dtype === "f64" ? "f64x2" : "f32x4";
  const inputs = args.map((argument) => {
    const local = body.local("v128");
    emitExpression(site, argument);
    body.set(local);
    return local;
  });
  const result = body.local("v128");
  body.splat("i32", 0);
  body.set(result);
  for (let lane = 0; lane < lanes; lane++) {
    body.get(result);
    for (const input of inputs) {
      body.get(input);
      body.lane(`${type}.extract_lane`, lane);
      if (dtype === "f32") body.op("f64.promote_f32");
    }
    body.call(hostIndex(name));
    if (dtype === "f32") body.op("f32.demote_f64");
    body.lane(`${type}.replace_lane`, lane);
    body.set(result);
  }
  body.get(result);
}

/** x ≠ 0 and no NaN: ±1; else x itself, which is ±0 or NaN. */
function emitSign(site: Site, [x]: readonly Expression[], dtype: DType): void {
  const { body } = site;
  const local = body.local("v128");
  emitExpression(site, x!);
  body.set(local);
  if (dtype === "i32") {
    body.get(local);
    body.splat("i32", -1);
    body.vector("i32x4.max_s");
    body.splat("i32", 1);
    body.vector("i32x4.min_s");
    return;
  }
  const type = dtype === "f64" ? "f64" : "f32";
  const lanes = dtype === "f64" ? "f64x2" : "f32x4";
  // The sign bit of x on a one.
  body.get(local);
  body.splat(type, -0);
  body.vector("v128.and");
  body.splat(type, 1);
  body.vector("v128.or");
  body.get(local);
  body.get(local);
  body.vector(`${lanes}.abs`);
  body.splat(type, 0);
  body.vector(`${lanes}.gt`);
  body.vector("v128.bitselect");
}

/** Integer division, lane by lane: towards zero, 0 for a divisor of 0, and −2³¹/−1 wraps. */
function emitIntegerDivision(site: Site, args: readonly Expression[]): void {
  const { body, lanes } = site;
  const [x, y, result] = [body.local("v128"), body.local("v128"), body.local("v128")];
  const [divisor, special] = [body.local("i32"), body.local("i32")];
  emitExpression(site, args[0]!);
  body.set(x);
  emitExpression(site, args[1]!);
  body.set(y);
  body.splat("i32", 0);
  body.set(result);
  for (let lane = 0; lane < lanes; lane++) {
    // Dividing by −1 can overflow and by 0 traps; multiplying by them gives what is wanted.
    body.get(y);
    body.lane("i32x4.extract_lane", lane);
    body.tee(divisor);
    body.i32(1);
    body.op("i32.add");
    body.i32(2);
    body.op("i32.lt_u");
    body.set(special);
    body.get(result);
    body.get(x);
    body.lane("i32x4.extract_lane", lane);
    body.i32(1);
    body.get(divisor);
    body.get(special);
    body.select();
    body.op("i32.div_s");
    body.get(x);
    body.lane("i32x4.extract_lane", lane);
    body.get(divisor);
    body.op("i32.mul");
    body.get(special);
    body.op("i32.eqz");
    body.select();
    body.lane("i32x4.replace_lane", lane);
    body.set(result);
  }
  body.get(result);
}

function emitShift(site: Site, [x, count]: readonly Expression[]): void {
  const { body, lanes } = site;
  if (count!.kind === "constant") {
    emitExpression(site, x!);
    body.i32(count!.value);
    body.vector("i32x4.shr_u");
    return;
  }
  const [value, by, result] = [body.local("v128"), body.local("v128"), body.local("v128")];
  emitExpression(site, x!);
  body.set(value);
  emitExpression(site, count!);
  body.set(by);
  body.splat("i32", 0);
  body.set(result);
  for (let lane = 0; lane < lanes; lane++) {
    body.get(result);
    body.get(value);
    body.lane("i32x4.extract_lane", lane);
    body.get(by);
    body.lane("i32x4.extract_lane", lane);
    body.op("i32.shr_u");
    body.lane("i32x4.replace_lane", lane);
    body.set(result);
  }
  body.get(result);
}

/** Masks of 64 bits per lane, from comparisons of 32-bit lanes in a two-lane kernel. */
function widenMask({ body, width }: Site, from: DType): void {
  if (width === 2 && from !== "f64" && from !== "bool") body.vector("i64x2.extend_low_i32x4_s");
}

/** A mask as 0 and 1 of 32 bits. */
function emitBits(site: Site, mask: Expression): void {
  const { body, width } = site;
  emitExpression(site, mask);
  if (width === 2) {
    const local = body.local("v128");
    body.tee(local);
    body.get(local);
    body.shuffle([0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11]);
  }
  body.splat("i32", 1);
  body.vector("v128.and");
}

function emitCompare(site: Site, { node, args }: Apply): void {
  const { body, width } = site;
  const direction = node.attributes.direction as Direction;
  const [x, y] = args as readonly [Expression, Expression];
  if (x.dtype === "bool") {
    emitBits(site, x);
    emitBits(site, y);
  } else {
    emitExpression(site, x);
    emitExpression(site, y);
  }
  body.vector(comparisons[direction][laneType(x.dtype)]);
  if (x.dtype === "bool" && width === 2) body.vector("i64x2.extend_low_i32x4_s");
  widenMask(site, x.dtype);
}

/** Pushes t mod 2³², in [0, 2³²), of a local t: exact for whole t of magnitude 2³¹ and above; NaN of ±∞. */
function emitModulo(body: Body, local: number, lanes: "f32x4" | "f64x2"): void {
  const type = lanes === "f32x4" ? "f32" : "f64";
  body.get(local);
  body.get(local);
  body.splat(type, 2 ** -32);
  body.vector(`${lanes}.mul`);
  body.vector(`${lanes}.floor`);
  body.splat(type, 2 ** 32);
  body.vector(`${lanes}.mul`);
  body.vector(`${lanes}.sub`);
}

/** Floats to i32 as JavaScript converts them: towards zero, then modulo 2³²; 0 for NaN and ±∞. */
function emitWrappedSingles(body: Body): void {
  const x = body.local("v128");
  body.tee(x);
  body.vector("i32x4.trunc_sat_f32x4_s");
  emitModulo(body, x, "f32x4");
  body.vector("i32x4.trunc_sat_f32x4_u");
  body.get(x);
  body.vector("f32x4.abs");
  body.splat("f32", 2 ** 31);
  body.vector("f32x4.lt");
  body.vector("v128.bitselect");
}

/** The same for two doubles, where the remainder is exact for all whole numbers. */
function emitWrappedDoubles(body: Body): void {
  const x = body.local("v128");
  body.vector("f64x2.trunc");
  body.set(x);
  emitModulo(body, x, "f64x2");
  body.vector("i32x4.trunc_sat_f64x2_u_zero");
}

function emitCast(site: Site, x: Expression, to: DType): void {
  const { body } = site;
  if (x.dtype === "bool") {
    if (to === "bool") return emitExpression(site, x);
    if (to === "f64") {
      emitExpression(site, x);
      body.splat("f64", 1);
      return body.vector("v128.and");
    }
    emitBits(site, x);
    if (to === "f32") body.vector("f32x4.convert_i32x4_s");
    return;
  }
  emitExpression(site, x);
  const from = laneType(x.dtype);
  if (to === "bool") {
    body.splat(from, 0);
    body.vector(comparisons.NE[from]);
    return widenMask(site, x.dtype);
  }
  const target = laneType(to);
  if (from === "f32" && target === "f64") body.vector("f64x2.promote_low_f32x4");
  if (from === "f64" && target === "f32") body.vector("f32x4.demote_f64x2_zero");
  if (from === "i32" && target === "f32") body.vector("f32x4.convert_i32x4_s");
  if (from === "i32" && target === "f64") body.vector("f64x2.convert_low_i32x4_s");
  if (from === "f32" && target === "i32") emitWrappedSingles(body);
  if (from === "f64" && target === "i32") emitWrappedDoubles(body);
  if (to === "u8" && x.dtype !== "u8") {
    body.splat("i32", 255);
    body.vector("v128.and");
  }
}

/** A mask for lanes of another width: data lanes of 32 bits in a two-lane kernel take the low half of each mask. */
function emitMaskFor(site: Site, mask: Expression, dtype: DType): void {
  const { body, width } = site;
  emitExpression(site, mask);
  if (width === 2 && dtype !== "f64" && dtype !== "bool") {
    const local = body.local("v128");
    body.tee(local);
    body.get(local);
    body.shuffle([0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11]);
  }
}

/** Pushes the value of an elementwise primitive. */
export function emitApply(site: Site, expression: Apply): void {
  const { body, library } = site;
  const { node, args, dtype } = expression;
  const { name } = node.primitive;
  const instruction = instructions[name]?.[laneType(dtype)];
  if (instruction !== undefined) {
    for (const argument of args) emitExpression(site, argument);
    return body.vector(instruction);
  }
  switch (name) {
    case "compare":
      return emitCompare(site, expression);
    case "cast":
      return emitCast(site, args[0]!, dtype);
    case "select":
      emitExpression(site, args[1]!);
      emitExpression(site, args[2]!);
      emitMaskFor(site, args[0]!, dtype);
      return body.vector("v128.bitselect");
    case "sign":
      return emitSign(site, args, dtype);
    case "div":
      return emitIntegerDivision(site, args);
    case "shiftRight":
      return emitShift(site, args);
    default: {
      const index = library.vectorFunction(name, dtype);
      if (index === undefined) return byHost(site, name as HostFunction, expression);
      for (const argument of args) emitExpression(site, argument);
      return body.call(index);
    }
  }
}
