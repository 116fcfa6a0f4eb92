import { OpsError } from "../../errors/opsError.js";
import { requireWhole } from "../../errors/requireWhole.js";
import type { Padding, Pair } from "./spatialShape.js";

/** A window along one axis of space. */
export interface AxisWindow {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding;
}

export interface WindowOptions {
  readonly size: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Padding<Pair>;
}

/** The windows of `rank` axes, whose options are checked. */
export function axisWindows(operation: string, rank: number, options: WindowOptions): readonly AxisWindow[] {
  const { padding } = options;
  const spread = (option: "size" | "stride" | "dilation"): readonly number[] => {
    const value = options[option];
    const each = typeof value === "number" ? Array.from({ length: rank }, () => value) : value;
    for (const one of each) requireWhole(operation, option, one, 1);
    return each;
  };
  const [sizes, strides, dilations] = [spread("size"), spread("stride"), spread("dilation")];
  return sizes.map((size, axis) => {
    const own = typeof padding === "object" ? padding[axis]! : padding;
    if (own !== "valid" && own !== "same" && !(Number.isSafeInteger(own) && own >= 0)) {
      const expected = "valid, same or a whole number ≥ 0";
      throw new OpsError("ops/option", { operation, option: "padding", value: own, expected });
    }
    return { size, stride: strides[axis]!, dilation: dilations[axis]!, padding: own };
  });
}
