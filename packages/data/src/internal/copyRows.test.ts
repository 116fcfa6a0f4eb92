import fc from "fast-check";
import { expect, test } from "vitest";
import { copyRows } from "./copyRows.js";

const source = Uint8Array.from({ length: 20_000 }, (_, i) => Math.imul(i, 2654435761) >>> 24);

test("rows of any width lie one after the other, in the order that was asked for", () => {
  const cases = fc
    .oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(2047, 2048, 2049, 5000, 20_000))
    .chain((width) =>
      fc.record({
        width: fc.constant(width),
        rows: fc.array(fc.nat(Math.floor(source.length / width) - 1), { maxLength: 100 }),
      }),
    );
  fc.assert(
    fc.property(cases, fc.nat(100), fc.nat(100), ({ width, rows }, a, b) => {
      const [first, last] = [Math.min(a, b, rows.length), Math.min(Math.max(a, b), rows.length)];
      for (const [begin, end] of [[0, rows.length] as const, [first, last] as const]) {
        const target = new Uint8Array(width * (end - begin) + 1).fill(9);
        copyRows(source, target, rows, width, [begin, end]);
        const chosen = rows.slice(begin, end).map((row) => source.subarray(row * width, (row + 1) * width));
        expect(Buffer.compare(target, Buffer.concat([...chosen, Uint8Array.of(9)]))).toBe(0);
      }
    }),
  );
});
