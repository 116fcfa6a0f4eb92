import { foldIn, type Key } from "../../random/key.js";
import { threefry } from "../../random/threefry.js";
import type { Flat } from "./flat.js";

/**
 * Elements to look at, of every tensor its share: all of them when there are no more than `count`, else one at random from each
 * of equally many stretches of equal length.
 */
export function samples({ starts }: Flat, count: number, key: Key): readonly number[] {
  const total = starts.at(-1)!;
  const tensors = starts.length - 1;
  const share = total <= count ? total : Math.max(1, Math.floor(count / tensors));
  return starts.slice(0, -1).flatMap((start, i) => {
    const size = starts[i + 1]! - start;
    if (size <= share) return Array.from({ length: size }, (_, k) => start + k);
    const [k0, k1] = foldIn(key, i);
    return Array.from({ length: share }, (_, k) => {
      const random = (threefry(k0, k1, 0, k)[0] >>> 0) / 2 ** 32;
      const [from, to] = [Math.floor((k * size) / share), Math.floor(((k + 1) * size) / share)];
      return start + from + Math.floor(random * (to - from));
    });
  });
}
