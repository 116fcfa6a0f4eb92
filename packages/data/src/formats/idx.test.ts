import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, test, vi } from "vitest";
import { readIdx } from "./readIdx.js";
import { storedArrays } from "./storedArrays.properties.js";
import { tensorOf } from "./tensorOf.js";
import { damaged, readsOrRefuses, refusal, tensors } from "./tensors.properties.js";
import { writeIdx } from "./writeIdx.js";

const values = tensors("u8", "i32", "f32", "f64");
const gzip = (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 });
const digits = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4);
const read = (bytes: Uint8Array) => () => readIdx(bytes, { file: "digits.idx" });

describe("readIdx", () => {
  test("a vector of bytes", () => {
    expect(readIdx(digits)).toStrictEqual({ dtype: "u8", shape: [3], data: Uint8Array.of(5, 0, 4) });
  });

  test("every element type, big-endian; i8 and i16 widened", () => {
    const file = (type: number, ...elements: readonly number[]) =>
      Uint8Array.of(0, 0, type, 1, 0, 0, 0, 2, ...elements);
    expect(readIdx(file(0x09, 0xff, 0x7f)).data).toStrictEqual(Int32Array.of(-1, 127));
    expect(readIdx(file(0x0b, 0xff, 0xfe, 0x01, 0x00)).data).toStrictEqual(Int32Array.of(-2, 256));
    expect(readIdx(file(0x0c, 0xff, 0xff, 0xff, 0xfd, 0, 0, 1, 0)).data).toStrictEqual(Int32Array.of(-3, 256));
    expect(readIdx(file(0x0d, 0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0)).data).toStrictEqual(Float32Array.of(1, -2));
    expect(readIdx(file(0x0e, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0)).data).toStrictEqual(
      Float64Array.of(1, -2),
    );
  });

  test("bytes that lie within a larger, unaligned buffer", () => {
    const file = writeIdx({ dtype: "f64", shape: [2], data: Float64Array.of(1, 2) });
    const larger = Buffer.concat([Buffer.of(7, 7, 7), file, Buffer.of(7)]);
    expect(readIdx(larger.subarray(3, -1)).data).toStrictEqual(Float64Array.of(1, 2));
  });

  test("large arrays keep the memory of a file that may be consumed, and are the same", () => {
    const numbers = Array.from({ length: 90_000 }, (_, i) => i % 251);
    const arrays = [
      { dtype: "u8", data: Uint8Array.from(numbers) },
      { dtype: "i32", data: Int32Array.from(numbers) },
      { dtype: "f64", data: Float64Array.from(numbers) },
    ] as const;
    for (const array of arrays) {
      const file = writeIdx({ ...array, shape: [300, 300] } as TensorValue);
      const { buffer } = file;
      const kept = readIdx(file.slice());
      const consumed = readIdx(file, { consume: true });
      expect(consumed).toStrictEqual(kept);
      expect(consumed.data.buffer).toBe(buffer);
      expect(kept.data.buffer).not.toBe(buffer);
    }
  });

  test("the elements are in memory of their own", () => {
    const bytes = digits.slice();
    const { data } = readIdx(bytes);
    bytes.fill(0);
    expect(data).toStrictEqual(Uint8Array.of(5, 0, 4));
  });

  test("gzip members that follow one another are joined", () => {
    const split = [gzip(digits.subarray(0, 6)), gzip(digits.subarray(6, 9)), gzip(digits.subarray(9))];
    expect(readIdx(Buffer.concat(split)).data).toStrictEqual(Uint8Array.of(5, 0, 4));
  });

  test("a gzip file of several chunks", () => {
    const data = Uint8Array.from({ length: 40_000 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
    const value = { dtype: "u8", shape: [40, 1000], data } as const;
    expect(readIdx(gzip(writeIdx(value)))).toStrictEqual(value);
  });
});

describe("what was written is read again", () => {
  test("plain", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(readIdx(writeIdx(value))).toStrictEqual(value);
      }),
    );
  });

  test("i8 and i16, as i32", () => {
    fc.assert(
      fc.property(storedArrays({ dtypes: ["i8", "i16"] }), (array) => {
        const bytes = writeIdx(array);
        expect(bytes[2]).toBe(array.dtype === "i8" ? 0x09 : 0x0b);
        expect(readIdx(bytes)).toStrictEqual(tensorOf(array));
      }),
    );
  });

  test("compressed", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(readIdx(gzip(writeIdx(value)))).toStrictEqual(value);
      }),
    );
  });

  test("compressed, where there is no zlib of Node, as in browsers", () => {
    const builtIn = vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
    fc.assert(
      fc.property(values, (value) => {
        expect(readIdx(gzip(writeIdx(value)))).toStrictEqual(value);
      }),
    );
    expect(builtIn).toHaveBeenCalled();
    builtIn.mockRestore();
  });

  test("of rank 255", () => {
    const value = { dtype: "u8", shape: new Array<number>(255).fill(1), data: Uint8Array.of(9) } as const;
    expect(readIdx(writeIdx(value))).toStrictEqual(value);
    expect(readIdx(gzip(writeIdx(value)))).toStrictEqual(value);
  });
});

describe("a damaged file", () => {
  const matrix = writeIdx({ dtype: "f32", shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) });

  test("cut anywhere, is refused", () => {
    for (let length = 0; length < matrix.length; length++) {
      const { code, offset } = refusal(read(matrix.subarray(0, length)));
      expect({ code, offset }).toStrictEqual({ code: "idx/truncated", offset: length });
    }
  });

  test("compressed and cut anywhere, is refused", () => {
    const compressed = gzip(matrix);
    for (let length = 0; length < compressed.length; length++) refusal(read(compressed.subarray(0, length)));
  });

  test("cut and then compressed, is refused", () => {
    for (let length = 0; length < matrix.length; length++) {
      expect(refusal(read(gzip(matrix.subarray(0, length)))).code).toBe("idx/truncated");
    }
  });

  test("that goes on, is refused", () => {
    const longer = Buffer.concat([matrix, Buffer.of(0)]);
    expect(refusal(read(longer))).toMatchObject({ code: "idx/oversized", offset: matrix.length });
    expect(refusal(read(gzip(longer)))).toMatchObject({ code: "idx/oversized", offset: matrix.length });
  });

  test("with any byte of the compressed elements or of the trailer changed, is refused", () => {
    const compressed = gzip(matrix);
    for (let place = 10; place < compressed.length; place++) {
      const changed = compressed.slice();
      changed[place] = ~changed[place]!;
      refusal(read(changed));
    }
  });

  test("of any damage, gives a value or a DataError", () => {
    const files = values.map(writeIdx);
    fc.assert(fc.property(damaged(files), (bytes) => readsOrRefuses(readIdx, bytes)));
    fc.assert(fc.property(damaged(files.map(gzip)), (bytes) => readsOrRefuses(readIdx, bytes)));
    fc.assert(fc.property(damaged(files).map(gzip), (bytes) => readsOrRefuses(readIdx, bytes)));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => readsOrRefuses(readIdx, bytes)));
  });
});

describe("a forged size", () => {
  const header = (...sizes: readonly number[]) => {
    const bytes = new Uint8Array(4 + 4 * sizes.length);
    const view = new DataView(bytes.buffer);
    bytes.set([0, 0, 0x0e, sizes.length]);
    sizes.forEach((size, axis) => {
      view.setUint32(4 + 4 * axis, size);
    });
    return bytes;
  };

  test("is refused before memory is allocated for it", () => {
    const large = header(2 ** 32 - 1, 1000);
    expect(refusal(read(large)).code).toBe("idx/truncated");
    expect(refusal(read(gzip(large))).code).toBe("gzip/too-short");
  });

  test("beyond what a number can count, is refused", () => {
    const overflowing = header(...new Array<number>(255).fill(2 ** 32 - 1));
    expect(refusal(read(overflowing)).code).toBe("data/too-large");
    expect(refusal(read(gzip(overflowing))).code).toBe("data/too-large");
  });

  test("with a zero in it, is an empty tensor", () => {
    expect(readIdx(header(2 ** 32 - 1, 2 ** 32 - 1, 0)).data).toHaveLength(0);
  });

  test("of an archive bomb, is found out within a chunk", () => {
    const bomb = new Uint8Array(20 << 20);
    bomb.set(digits);
    expect(refusal(read(gzip(bomb)))).toMatchObject({ code: "idx/oversized", offset: digits.length });
  });
});

describe("writeIdx", () => {
  test("the bytes of a vector", () => {
    expect(writeIdx({ dtype: "u8", shape: [3], data: Uint8Array.of(5, 0, 4) })).toStrictEqual(digits);
  });

  test("refuses what IDX cannot hold", () => {
    const bool = { dtype: "bool", shape: [1], data: Uint8Array.of(1) } as const;
    expect(refusal(() => writeIdx(bool)).code).toBe("idx/unwritable");
    const unsigned = { dtype: "u16", shape: [1], data: Uint16Array.of(1) } as const;
    expect(refusal(() => writeIdx(unsigned)).code).toBe("idx/unwritable");
    const complex = { dtype: "f64", shape: [1], data: Float64Array.of(1), imaginary: Float64Array.of(1) } as const;
    expect(refusal(() => writeIdx(complex)).code).toBe("idx/unwritable");
    const deep = { dtype: "u8", shape: new Array<number>(256).fill(1), data: Uint8Array.of(1) } as const;
    expect(refusal(() => writeIdx(deep)).code).toBe("idx/unwritable");
    const wide = { dtype: "u8", shape: [0, 2 ** 32], data: new Uint8Array(0) } as const;
    expect(refusal(() => writeIdx(wide)).code).toBe("idx/unwritable");
  });

  test("refuses elements that do not fit the shape", () => {
    const shapes = [[2], [3.5], [-3], [3, 2]];
    for (const shape of shapes) {
      expect(refusal(() => writeIdx({ dtype: "u8", shape, data: new Uint8Array(3) })).code).toBe("data/tensor");
    }
  });
});
