import { foldIn } from "../../random/key.js";
import { direction } from "./directions.js";
import type { Subject } from "./subject.js";

/** A random direction in which one tensor moves, or all of them. */
export interface Line {
  readonly tensor: string;
  readonly d: Float64Array;
}

/** One line for each tensor, and one for all together. Each element moves by about its own size, or by 1 if it is smaller. */
export function lines({ f, tensors, key }: Subject, attempt = 0): readonly Line[] {
  const { data, starts } = f.x;
  const random = foldIn(key, 0x6c696e65 + attempt);
  const along = (tensor: string, stream: number, from: number, to: number): Line => ({
    tensor,
    d: direction(random, stream, data.length).map((v, i) =>
      i >= from && i < to ? v * Math.max(1, Math.abs(data[i]!)) : 0,
    ),
  });
  const single = tensors.flatMap((tensor, i) =>
    starts[i]! < starts[i + 1]! ? [along(tensor, i, starts[i]!, starts[i + 1]!)] : [],
  );
  return single.length > 1 ? [...single, along("all together", tensors.length, 0, data.length)] : single;
}
