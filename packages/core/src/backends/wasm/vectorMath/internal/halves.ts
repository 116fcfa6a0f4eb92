import type { Arithmetic, Term } from "./arithmetic.js";

const upper = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const together = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** Four singles, the first two and the last two of them as doubles. */
export const halves = {
  of: ({ instruction, shuffle, keep }: Arithmetic, x: Term): readonly [Term, Term] => {
    const promote = instruction("f64x2.promote_low_f32x4");
    return [keep(promote(x)), keep(promote(shuffle(x, x, upper)))];
  },
  join: ({ instruction, shuffle }: Arithmetic, [low, high]: readonly [Term, Term]): Term => {
    const demote = instruction("f32x4.demote_f64x2_zero");
    return shuffle(demote(low), demote(high), together);
  },
};
