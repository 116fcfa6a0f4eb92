import { deflateRawSync, deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataError } from "../../errors/dataError.js";
import { refusal, rejection } from "../tensors.properties.js";
import { concatenated } from "./concatenated.js";
import { native, portable, type Wrapping } from "./engines.js";
import { checkLimit, inflate, inflateHead, inflatePieces, type Packed } from "./inflate.js";

const engines = { "the zlib of Node": native()!, fflate: portable };
const wrappings = ["raw", "zlib"] as const;
const packers = { raw: deflateRawSync, zlib: deflateSync };

const packed = (content: Uint8Array, wrapping: Wrapping): Packed => ({
  bytes: packers[wrapping](content),
  wrapping,
  file: "x.mat",
  offset: 128,
});

describe.each(Object.entries(engines))("with %s", (_, engine) => {
  test("what was packed is unpacked", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.constantFrom(...wrappings), (content, wrapping) => {
        expect(inflate(packed(content, wrapping), content.length, engine)).toStrictEqual(content);
      }),
    );
  });

  test.each(wrappings)("a long %s stream of several chunks", (wrapping) => {
    const content = Uint8Array.from({ length: 300_000 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
    expect(Buffer.compare(inflate(packed(content, wrapping), content.length, engine), content)).toBe(0);
    const head = inflateHead(packed(content, wrapping), 1000, engine);
    expect(head.length).toBeGreaterThanOrEqual(1000);
    expect(Buffer.compare(head, content.subarray(0, head.length))).toBe(0);
  });

  test.each(wrappings)("a %s stream that holds more or less than announced is refused", (wrapping) => {
    const part = packed(new Uint8Array(1000), wrapping);
    for (const size of [0, 1, 999]) expect(refusal(() => inflate(part, size, engine)).found).toBe("more bytes");
    expect(refusal(() => inflate(part, 1001, engine)).found).toBe("1000 bytes");
  });

  test("a size that deflate cannot reach is refused before memory is taken", () => {
    const part = packed(new Uint8Array(1000), "zlib");
    expect(refusal(() => inflate(part, 2 ** 40, engine)).found).toMatch(/^only \d+ compressed bytes$/);
  });

  test("a zlib stream with any byte changed is refused, or holds the same", () => {
    const content = Uint8Array.from({ length: 60 }, (_, i) => i * i);
    const part = packed(content, "zlib");
    const outcomes = Array.from(part.bytes, (byte, place) => {
      const bytes = Uint8Array.from(part.bytes).with(place, ~byte);
      try {
        return Buffer.compare(inflate({ ...part, bytes }, 60, engine), content) === 0 ? "same" : "other";
      } catch (error) {
        return (error as DataError).code;
      }
    });
    expect(outcomes).not.toContain("other");
    // fflate passes over the complement of the length that a stored block carries.
    expect(outcomes.filter((outcome) => outcome !== "deflate/corrupt").length).toBeLessThanOrEqual(2);
  });

  test("a bomb is unpacked no further than it is asked for", () => {
    const bomb = packed(new Uint8Array(50 << 20), "zlib");
    expect(inflateHead(bomb, 100, engine).length).toBeLessThan(1 << 20);
    expect(refusal(() => inflate(bomb, 100, engine)).found).toBe("more bytes");
  });
});

describe.each(Object.entries(engines))("piece by piece with %s", (_, engine) => {
  const joined = async (part: Packed, size: number) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of inflatePieces(part, size, engine)) pieces.push(piece.slice());
    return concatenated(pieces);
  };

  test.each(wrappings)("a %s stream comes as a whole", async (wrapping) => {
    const content = Uint8Array.from({ length: 3_000_000 }, (_, i) => Math.imul(i, 2654435761) >>> 27);
    const found = await joined(packed(content, wrapping), content.length);
    expect(Buffer.compare(found, content)).toBe(0);
    expect(await joined(packed(new Uint8Array(0), wrapping), 0)).toHaveLength(0);
  });

  test.each(wrappings)("a %s stream that is not what was announced is refused", async (wrapping) => {
    const part = packed(new Uint8Array(1000), wrapping);
    const short = { ...part, bytes: part.bytes.subarray(0, -1) };
    for (const size of [0, 1, 999]) expect((await rejection(joined(part, size))).found).toBe("more bytes");
    expect((await rejection(joined(part, 1001))).found).toBe("1000 bytes");
    expect((await rejection(joined(part, 2 ** 40))).found).toMatch(/^only \d+ compressed bytes$/);
    if (wrapping === "zlib") expect((await rejection(joined(short, 1000))).code).toBe("deflate/corrupt");
    const changed = { ...part, bytes: Uint8Array.from(part.bytes).with(-1, 77) };
    if (wrapping === "zlib") expect((await rejection(joined(changed, 1000))).code).toBe("deflate/corrupt");
  });

  test("a bomb is unpacked no further than announced", async () => {
    const bomb = packed(new Uint8Array(50 << 20), "zlib");
    expect((await rejection(joined(bomb, 100))).found).toBe("more bytes");
  });
});

test("the limit is the caller's", () => {
  const part = packed(new Uint8Array(10), "raw");
  checkLimit(part, 10, 10);
  expect(refusal(() => checkLimit(part, 11, 10))).toMatchObject({ code: "deflate/limit", offset: 128 });
});
