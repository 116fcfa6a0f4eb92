import { expect, test } from "vitest";
import { threefry } from "../../../random/threefry.js";
import { compute } from "./compute.properties.js";

test("threefry of four counters is the reference's, to the bit", () => {
  const words = [1, 2, 3].map((salt, place) =>
    Int32Array.from({ length: 4096 }, (_, i) => {
      const edge = [0, -1, 1, -(2 ** 31), 2 ** 31 - 1];
      return i < 125 ? edge[Math.floor(i / 5 ** place) % 5]! : Math.imul(i * 4 + salt, 0x9e3779b1);
    }),
  );
  const [first, second, counter] = words as [Int32Array, Int32Array, Int32Array];
  const expected = Array.from(counter, (word, i) => {
    const [x, y] = threefry(first[i]!, second[i]!, 0, word);
    return x ^ y;
  });
  expect([...compute("randomBits", "i32", words)]).toStrictEqual(expected);
});
