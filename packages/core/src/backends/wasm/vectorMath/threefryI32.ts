import { type Body, createBody } from "../assembler.js";
import { arithmetic, type Term } from "./internal/arithmetic.js";

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/**
 * Threefry-2x32 for four counters below 2³²: key words and counters in, the exclusive or of the two words out.
 *
 * @see Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
export function threefryI32(): Body {
  const body = createBody(["v128", "v128", "v128"], "v128");
  const { get, assign, keep, push, xor, or, bits } = arithmetic(body, "f32x4");
  const [x, y] = [body.local("v128"), body.local("v128")];
  const keys: readonly Term[] = [get(0), get(1), keep(xor(xor(get(0), get(1)), bits.of(0x1bd11bda)))];
  assign(x, get(0));
  assign(y, bits.add(get(2), get(1)));
  for (let group = 0; group < 5; group++) {
    for (const by of rotations[(group % 2) as 0 | 1]) {
      assign(x, bits.add(get(x), get(y)));
      assign(y, xor(or(bits.shiftLeft(get(y), by), bits.shiftRightUnsigned(get(y), 32 - by)), get(x)));
    }
    assign(x, bits.add(get(x), keys[(group + 1) % 3]!));
    assign(y, bits.add(bits.add(get(y), keys[(group + 2) % 3]!), bits.of(group + 1)));
  }
  push(xor(get(x), get(y)));
  return body;
}
