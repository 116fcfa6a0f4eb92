import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { storedBytes, storedTypes } from "./internal/storedTypes.js";
import { readNpy } from "./readNpy.js";
import { readNpz } from "./readNpz.js";
import type { StoredArray } from "./storedArray.js";
import { storedArrays, storedTypeNames } from "./storedArrays.properties.js";
import { tensorOf } from "./tensorOf.js";
import { damaged, readsOrRefuses, refusal } from "./tensors.properties.js";
import { writeNpy } from "./writeNpy.js";
import { writeNpz } from "./writeNpz.js";

const arrays = storedArrays({ complex: ["f32", "f64"] });
const vector = { dtype: "f64", shape: [2], data: Float64Array.of(1, -2) } as const;

/** Type, shape and bits of an array: quickly compared, also where there are many numbers. */
const bitsOf = ({ dtype, shape, data, imaginary }: StoredArray) => {
  const bits = (part: StoredArray["data"]) => Buffer.from(storedBytes(part)).toString("latin1");
  return { dtype, shape, data: bits(data), imaginary: imaginary && bits(imaginary) };
};

/** A file of version 1 with this dictionary. */
const npy = (dictionary: string, ...elements: readonly number[]) => {
  const header = new TextEncoder().encode(`\0NUMPY\x01\0\0\0${dictionary}\n`);
  header[0] = 0x93;
  header[8] = dictionary.length + 1;
  return Uint8Array.of(...header, ...elements);
};

describe("readNpy", () => {
  test("a vector as NumPy writes it", () => {
    const bytes = npy("{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }", 1, 0, 255, 255, 0, 1);
    expect(readNpy(bytes)).toStrictEqual({ dtype: "i16", shape: [3], data: Int16Array.of(1, -1, 256) });
  });

  test("keys in any order, double quotes, no last comma", () => {
    const bytes = npy(`{"shape": (2, 1), "descr": "|u1", "fortran_order": False}`, 7, 8);
    expect(readNpy(bytes)).toStrictEqual({ dtype: "u8", shape: [2, 1], data: Uint8Array.of(7, 8) });
  });

  test("a scalar", () => {
    expect(readNpy(npy("{'descr': '|b1', 'fortran_order': False, 'shape': (), }", 1))).toStrictEqual({
      dtype: "bool",
      shape: [],
      data: Uint8Array.of(1),
    });
  });

  test("Fortran order is turned to row-major order", () => {
    const bytes = npy("{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3), }", 11, 21, 12, 22, 13, 23);
    expect(readNpy(bytes).data).toStrictEqual(Int8Array.of(11, 12, 13, 21, 22, 23));
  });

  test("half precision is widened, exactly", () => {
    // IEEE 754-2008, binary16: 1, -2, the greatest, the least subnormal, infinity.
    const bytes = npy(
      "{'descr': '<f2', 'fortran_order': False, 'shape': (5,), }",
      0,
      0x3c,
      0,
      0xc0,
      0xff,
      0x7b,
      1,
      0,
      0,
      0x7c,
    );
    const data = Float32Array.of(1, -2, 65504, 2 ** -24, Infinity);
    expect(readNpy(bytes)).toStrictEqual({ dtype: "f32", shape: [5], data });
  });

  test("texts, records and objects are refused, and objects never run", () => {
    for (const type of ["'<U5'", "'|S5'", "'|O'", "'<M8[ns]'", "[('x', '<f8')]", "'<f16'"]) {
      const bytes = npy(`{'descr': ${type}, 'fortran_order': False, 'shape': (1,), }`, 0);
      expect(refusal(() => readNpy(bytes)).code).toBe("npy/dtype");
    }
  });

  test("a shape beyond the file is refused before memory is taken for it", () => {
    const bytes = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }");
    expect(refusal(() => readNpy(bytes)).code).toBe("npy/truncated");
    const beyond = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (100000000, 100000000, 10), }");
    expect(refusal(() => readNpy(beyond)).code).toBe("data/too-large");
  });
});

describe("what was written is read again", () => {
  test("as NPY: every element type, rank and byte order", () => {
    fc.assert(
      fc.property(arrays, fc.constantFrom("little" as const, "big" as const), (array, byteOrder) => {
        const bytes = writeNpy(array, { byteOrder });
        expect(readNpy(bytes)).toStrictEqual(array);
        expect(bytes.length % 64).toBe((array.data.byteLength * (array.imaginary ? 2 : 1)) % 64);
      }),
    );
  });

  test("as NPY of rank 10,000, whose header needs version 2", () => {
    const deep = { dtype: "u8", shape: new Array<number>(20_000).fill(1), data: Uint8Array.of(9) } as const;
    const bytes = writeNpy({ ...deep, shape: deep.shape.slice(0, 10_000) });
    expect(bytes[6]).toBe(1);
    expect(readNpy(bytes).shape).toHaveLength(10_000);
    expect(writeNpy({ ...deep, shape: new Array<number>(30_000).fill(1) })[6]).toBe(2);
  });

  test("as NPZ, compressed or not, in the same order", () => {
    const named = fc.array(fc.tuple(fc.string({ minLength: 1 }), arrays), { maxLength: 4 }).map((all) => new Map(all));
    fc.assert(
      fc.property(named, fc.boolean(), (all, compress) => {
        const back = readNpz(writeNpz(all, { compress }));
        expect(back).toStrictEqual(all);
        expect([...back.keys()]).toEqual([...all.keys()]);
      }),
    );
  });
});

describe("readNpz", () => {
  test("large arrays, which stay where they were unpacked or are turned piece by piece", () => {
    const size = 70_000;
    for (const dtype of storedTypeNames) {
      const { width, over } = storedTypes[dtype];
      const data = over(new ArrayBuffer(size * width), 0, size);
      for (let i = 0; i < size; i++)
        data[i] = dtype.endsWith("64") && dtype !== "f64" ? BigInt(i) : dtype === "bool" ? i % 2 : i;
      const arrays: readonly StoredArray[] = [
        { dtype, shape: [7, 10_000], data },
        ...(dtype === "f32" || dtype === "f64"
          ? [{ dtype, shape: [size], data, imaginary: (data as Float64Array).map((x) => -x) } as StoredArray]
          : []),
      ];
      for (const array of arrays) {
        for (const byteOrder of ["little", "big"] as const) {
          const file = writeNpy(array, { byteOrder });
          expect(bitsOf(readNpy(file))).toEqual(bitsOf(array));
          expect(bitsOf(readNpz(zipSync({ "x.npy": file }, { level: 1 })).get("x")!)).toEqual(bitsOf(array));
        }
      }
    }
  });

  test("large arrays in Fortran order, of real, complex and half numbers", () => {
    const [rows, columns] = [3, 50_000];
    const columnMajor = Float32Array.from(
      { length: rows * columns },
      (_, at) => (at % rows) * columns + Math.floor(at / rows),
    );
    const places = Float32Array.from({ length: rows * columns }, (_, i) => i);
    const file = (descr: string, elements: { readonly buffer: ArrayBuffer }) =>
      Buffer.concat([
        npy(`{'descr': '${descr}', 'fortran_order': True, 'shape': (${rows}, ${columns}), }`),
        Buffer.from(elements.buffer),
      ]);
    const found = (descr: string, elements: { readonly buffer: ArrayBuffer }) => bitsOf(readNpy(file(descr, elements)));
    const expected = { dtype: "f32", shape: [rows, columns], data: places } as const;
    expect(found("<f4", columnMajor)).toEqual(bitsOf(expected));
    const pairs = new Float32Array(2 * columnMajor.length);
    columnMajor.forEach((value, i) => {
      pairs[2 * i] = value;
      pairs[2 * i + 1] = -value;
    });
    expect(found("<c8", pairs)).toEqual(bitsOf({ ...expected, imaginary: places.map((x) => -x) }));
    // Of binary16, 0x3c00 + k is 1 + k/1024.
    const halves = Uint16Array.from(columnMajor, (value) => 0x3c00 + (value % 1024));
    expect(found("<f2", halves)).toEqual(
      bitsOf({ ...expected, data: places.map((place) => 1 + (place % 1024) / 1024) }),
    );
  });

  test("only what is asked for", () => {
    const bytes = writeNpz(
      new Map([
        ["a", vector],
        ["b", vector],
      ]),
    );
    expect([...readNpz(bytes, { only: ["b"] }).keys()]).toEqual(["b"]);
  });

  test("a file that another library zipped, with files that are no arrays", () => {
    const bytes = zipSync({ "x.npy": writeNpy(vector), "notes.txt": Uint8Array.of(104, 105) });
    expect(readNpz(bytes)).toStrictEqual(new Map([["x", vector]]));
  });

  test("a comment at the end, and bytes before the zip file that it accounts for", () => {
    const bytes = writeNpz(new Map([["x", vector]]));
    const commented = Buffer.concat([bytes, Buffer.from("hello")]);
    commented.writeUInt16LE(5, bytes.length - 2);
    expect(readNpz(commented)).toStrictEqual(new Map([["x", vector]]));
  });

  test("a bomb is refused at the limit, which a caller can raise", () => {
    const zeros = { dtype: "f64", shape: [1000, 1000], data: new Float64Array(1e6) } as const;
    const bomb = writeNpz(
      new Map([
        ["a", zeros],
        ["b", zeros],
      ]),
    );
    expect(bomb.length).toBeLessThan(20_000);
    expect(refusal(() => readNpz(bomb, { limit: 10_000_000 })).code).toBe("deflate/limit");
    expect(readNpz(bomb, { limit: 17_000_000 }).size).toBe(2);
  });

  test("files that overlap are refused: many names for the same bytes", () => {
    const bytes = writeNpz(
      new Map([
        ["a", vector],
        ["b", vector],
      ]),
      { compress: false },
    );
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(bytes.length - 6, true);
    view.setUint32(directory + 51 + 42, 0, true);
    expect(refusal(() => readNpz(bytes)).found).toBe("files that overlap");
  });

  test("a byte of the content that changed is found by its checksum", () => {
    const bytes = writeNpz(new Map([["a", vector]]), { compress: false });
    expect(refusal(() => readNpz(bytes.with(170, 1))).expected).toMatch(/^"a.npy" with CRC-32 [0-9a-f]{8}$/);
  });
});

test("files of any damage give arrays or a DataError", () => {
  const npys = arrays.map((array) => writeNpy(array));
  fc.assert(fc.property(damaged(npys), (bytes) => readsOrRefuses(readNpy, bytes)));
  const npzs = fc.tuple(arrays, fc.boolean()).map(([x, compress]) => writeNpz(new Map([["x", x]]), { compress }));
  fc.assert(fc.property(damaged(npzs), (bytes) => readsOrRefuses(readNpz, bytes)));
});

describe("tensorOf", () => {
  test("keeps the types of tensors and shares their memory", () => {
    fc.assert(
      fc.property(storedArrays({ dtypes: ["f32", "f64", "i32", "u8", "bool"] }), (array) => {
        expect(tensorOf(array)).toStrictEqual(array);
        expect(tensorOf(array).data).toBe(array.data);
      }),
    );
  });

  test("turns every other type into i32 or f64 without loss, or refuses", () => {
    fc.assert(
      fc.property(storedArrays({ dtypes: ["i8", "i16", "u16", "u32", "i64", "u64"] }), (array) => {
        const exact = Array.from(array.data as BigInt64Array, BigInt);
        const beyond = exact.some((value) => value > 2n ** 53n - 1n || value < -(2n ** 53n - 1n));
        if (beyond) expect(refusal(() => tensorOf(array)).code).toBe("data/inexact");
        else {
          const { dtype, data, shape } = tensorOf(array);
          expect(Array.from(data, BigInt)).toEqual(exact);
          expect(shape).toEqual(array.shape);
          const fits = exact.every((value) => BigInt.asIntN(32, value) === value);
          expect(dtype).toBe(fits ? "i32" : "f64");
        }
      }),
    );
  });
});
