import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { adler32 } from "./adler32.js";

test("the published example", () => {
  // https://en.wikipedia.org/wiki/Adler-32, "Example".
  expect(adler32(new TextEncoder().encode("Wikipedia"))).toBe(0x11e60398);
});

test("the checksum at the end of what zlib packs", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12_000, size: "max" }), (bytes) => {
      expect(adler32(bytes)).toBe(deflateSync(bytes).readUInt32BE(deflateSync(bytes).length - 4));
    }),
    { numRuns: 50 },
  );
});
