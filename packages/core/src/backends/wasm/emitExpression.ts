import type { Expression } from "../../compiler/fuse/kernel.js";
import { emitApply } from "./emitApply.js";
import { emitLoad } from "./emitLoad.js";
import { type Site, vectorStride } from "./site.js";

/** The element type that lanes of a dtype hold in registers: bytes are widened, masks are integers. */
export const laneType = (dtype: Expression["dtype"]): "f32" | "f64" | "i32" =>
  dtype === "f32" || dtype === "f64" ? dtype : "i32";

function emitConstant({ body }: Site, value: number, dtype: Expression["dtype"]): void {
  if (dtype === "bool") body.splat("i32", value === 0 ? 0 : -1);
  else body.splat(laneType(dtype), value);
}

/** Positions along the vector, as integers and then in the wanted type. */
function emitPosition(site: Site, expression: Expression & { readonly kind: "position" }): void {
  const { body } = site;
  const { access, dtype } = expression;
  const stride = vectorStride(access);
  site.position(access);
  body.vector("i32x4.splat");
  if (stride !== 0) {
    body.i32x4([0, stride, 2 * stride, 3 * stride]);
    body.vector("i32x4.add");
  }
  if (dtype === "f32") body.vector("f32x4.convert_i32x4_s");
  if (dtype === "f64") body.vector("f64x2.convert_low_i32x4_s");
  if (dtype === "u8") {
    body.splat("i32", 255);
    body.vector("v128.and");
  }
}

/** Pushes the value of an expression; what is used more than once is computed once. */
export function emitExpression(site: Site, expression: Expression): void {
  const { body } = site;
  const known = site.known(expression);
  if (known !== undefined) return body.get(known);
  switch (expression.kind) {
    case "load":
      emitLoad(site, expression);
      break;
    case "constant":
      emitConstant(site, expression.value, expression.dtype);
      break;
    case "position":
      emitPosition(site, expression);
      break;
    case "product":
      site.product();
      break;
    case "apply":
      emitApply(site, expression);
  }
  const local = site.keep(expression);
  if (local !== undefined) body.tee(local);
}
