import { createBody, encodeModule } from "./assembler.js";
import { engine } from "./engine.js";

/** Does this engine have the multiply-add of relaxed SIMD? Asked by validating a module that uses it. */
export function hasRelaxedMultiplyAdd(): boolean {
  const body = createBody([]);
  for (let i = 0; i < 3; i++) body.splat("f32", 0);
  body.vector("f32x4.relaxed_madd");
  body.op("drop");
  return engine.validate(encodeModule([], [body], {}));
}
