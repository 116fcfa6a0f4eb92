import fc from "fast-check";
import { expect, test } from "vitest";
import { reorder } from "./reorder.js";

test("big-endian elements are what a DataView reads", () => {
  fc.assert(
    fc.property(fc.float64Array(), (numbers) => {
      const file = new Uint8Array(numbers.byteLength);
      const view = new DataView(file.buffer);
      numbers.forEach((value, i) => {
        view.setFloat64(8 * i, value);
      });
      const host = new Uint8Array(file.length);
      reorder(file, host, 8, "big");
      expect(new Float64Array(host.buffer)).toStrictEqual(numbers);
    }),
  );
});

test("there and back is the identity, in either order", () => {
  fc.assert(
    fc.property(fc.uint32Array(), fc.constantFrom("big" as const, "little" as const), (numbers, order) => {
      const source = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      const there = new Uint8Array(source.length);
      const back = new Uint8Array(source.length);
      reorder(source, there, 4, order);
      reorder(there, back, 4, order);
      expect(back).toStrictEqual(Uint8Array.from(source));
    }),
  );
});
