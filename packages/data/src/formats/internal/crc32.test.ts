import { expect, test } from "vitest";
import { crc32 } from "./crc32.js";

const ascii = (text: string) => new TextEncoder().encode(text);

test("the check value of CRC-32/ISO-HDLC", () => {
  // https://reveng.sourceforge.io/crc-catalogue: "123456789" gives cbf43926
  expect(crc32(ascii("123456789"))).toBe(0xcbf43926);
});

test("summed piece by piece, it is the same", () => {
  expect(crc32(ascii("6789"), crc32(ascii("12345")))).toBe(0xcbf43926);
  expect(crc32(ascii(""))).toBe(0);
});
