import fc from "fast-check";
import { expect, test } from "vitest";
import { concatenated } from "./concatenated.js";
import { pieceReader } from "./pieceReader.js";

async function* oneByOne(pieces: readonly Uint8Array[]) {
  yield* pieces;
}

test("however bytes come, they are read in their order", async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 });
  const lengths = fc.array(fc.tuple(fc.nat(25), fc.boolean()), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pieces, lengths, async (pieces, lengths) => {
      const all = concatenated(pieces);
      const reader = pieceReader(oneByOne(pieces));
      let at = 0;
      for (const [count, whole] of lengths) {
        const received: Uint8Array[] = [];
        if (whole) received.push(await reader.take(count));
        else await reader.each(count, (bytes) => received.push(bytes.slice()));
        const expected = all.subarray(at, at + count);
        expect([...concatenated(received)]).toEqual([...expected]);
        at += expected.length;
      }
      await reader.finish();
      expect(await reader.take(1)).toHaveLength(0);
    }),
  );
});
