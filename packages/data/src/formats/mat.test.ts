import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { product } from "../internal/product.js";
import { denseOf } from "./denseOf.js";
import { storedTypes } from "./internal/storedTypes.js";
import { listMat } from "./listMat.js";
import type { MatArray, MatInput, MatSparse } from "./matValue.js";
import { asMat, matVariables } from "./matValues.properties.js";
import { readMat } from "./readMat.js";
import type { StoredArray } from "./storedArray.js";
import { storedArrays } from "./storedArrays.properties.js";
import { rejection } from "./tensors.properties.js";
import { writeMat } from "./writeMat.js";

const options = fc.record({ compress: fc.boolean(), byteOrder: fc.constantFrom("little" as const, "big" as const) });
const written = (variables: Readonly<Record<string, MatInput>>, compress = false) =>
  writeMat(new Map(Object.entries(variables)), { compress });
const matrix = { dtype: "f64", shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) } as const;

/** A file of level 5 from its data elements in hexadecimal. */
const level5 = (...elements: readonly string[]) => {
  const header = new Uint8Array(128).fill(0x20, 0, 116);
  header.set([0x00, 0x01, 0x49, 0x4d], 124);
  return Buffer.concat([header, Buffer.from(elements.join("").replaceAll(" ", ""), "hex")]);
};

const read = async (bytes: Uint8Array, name = "x") => (await readMat(bytes)).variables.get(name);

describe("level 5", () => {
  test("a matrix as the format's description lays it out", async () => {
    // Flags, dimensions [2, 2], the name "x" in a small data element, four doubles stored as bytes, column after column.
    const flags = "06000000 08000000 06000000 00000000";
    const dimensions = "05000000 08000000 02000000 02000000";
    const name = "01000100 78000000";
    const bytes = level5("0e000000 30000000", flags, dimensions, name, "02000400 01020304");
    expect(await read(bytes)).toStrictEqual({
      kind: "array",
      dtype: "f64",
      shape: [2, 2],
      data: Float64Array.of(1, 3, 2, 4),
    });
  });

  test("what was written is read again: every class, rank and byte order, compressed or not", async () => {
    await fc.assert(
      fc.asyncProperty(matVariables, options, async (variables, how) => {
        const { variables: back, warnings } = await readMat(writeMat(variables, how));
        expect(back).toStrictEqual(variables);
        expect([...back.keys()]).toEqual([...variables.keys()]);
        expect(warnings).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("a list names what a reader returns", async () => {
    await fc.assert(
      fc.asyncProperty(matVariables, options, async (variables, how) => {
        const entries = await listMat(writeMat(variables, how));
        expect(entries.map(({ name, shape }) => ({ name, shape }))).toEqual(
          [...variables].map(([name, value]) => ({ name, shape: "shape" in value ? value.shape : [] })),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("ranks below two become rows, strings become text", async () => {
    const scalar = { dtype: "i32", shape: [], data: Int32Array.of(7) } as const;
    const vector = { dtype: "u8", shape: [3], data: Uint8Array.of(1, 2, 3) } as const;
    const { variables } = await readMat(written({ scalar, vector, text: "two words", none: "" }));
    expect(variables.get("scalar")).toStrictEqual(asMat({ ...scalar, shape: [1, 1] }));
    expect(variables.get("vector")).toStrictEqual(asMat({ ...vector, shape: [1, 3] }));
    expect(variables.get("text")).toStrictEqual({ kind: "text", shape: [1, 9], lines: ["two words"] });
    expect(variables.get("none")).toStrictEqual({ kind: "text", shape: [0, 0], lines: [] });
  });

  test("the same variables give the same bytes", () => {
    expect(written({ matrix }, true)).toStrictEqual(written({ matrix }, true));
  });

  test("only what is asked for is unpacked", async () => {
    const alone = written({ a: matrix }, true).length;
    const packed = written({ a: matrix, b: matrix }, true);
    const damaged = packed.with(alone - 1, ~packed[alone - 1]!);
    expect((await readMat(damaged, { only: ["b"] })).variables).toStrictEqual(new Map([["b", asMat(matrix)]]));
    expect((await rejection(readMat(damaged))).code).toBe("deflate/corrupt");
    const { code, found } = await rejection(readMat(packed, { only: ["c"] }));
    expect({ code, found }).toStrictEqual({ code: "mat/variable", found: '"a", "b"' });
  });

  test("the arrays are in memory of their own", async () => {
    const bytes = written({ x: { ...matrix, shape: [1, 6] } });
    const value = await read(bytes);
    bytes.fill(0);
    expect(value).toStrictEqual(asMat({ ...matrix, shape: [1, 6] }));
  });

  test("bytes that lie within a larger, unaligned buffer", async () => {
    const larger = Buffer.concat([Buffer.of(7, 7, 7), written({ x: matrix }), Buffer.of(7)]);
    expect(await read(larger.subarray(3, -1))).toStrictEqual(asMat(matrix));
  });
});

describe("values that only MATLAB can make sense of", () => {
  const handle = "06000000 08000000 10000000 00000000 05000000 08000000 01000000 01000000 01000100 66000000";
  const object = "06000000 08000000 11000000 00000000 01000100 6f000000";

  test("are left out with a warning, by name", async () => {
    const bytes = level5("0e000000 28000000", handle, "0e000000 18000000", object);
    expect(await readMat(bytes)).toStrictEqual({
      variables: new Map(),
      warnings: [
        '"f" was left out: it is of class function_handle, which only MATLAB reads',
        '"o" was left out: it is of class opaque, which only MATLAB reads',
      ],
    });
    expect((await listMat(bytes)).map((entry) => entry.class)).toEqual(["function_handle", "opaque"]);
  });

  test("are named where they stand in a cell", async () => {
    const cell = "06000000 08000000 01000000 00000000 05000000 08000000 01000000 01000000 01000100 78000000";
    const bytes = level5("0e000000 58000000", cell, "0e000000 28000000", handle);
    expect(await read(bytes)).toMatchObject({ kind: "cell", cells: [{ kind: "skipped", class: "function_handle" }] });
  });
});

describe("sparse matrices", () => {
  const sparse: MatSparse<"f64"> = {
    kind: "sparse",
    dtype: "f64",
    shape: [2, 3],
    rows: Int32Array.of(1, 0),
    columns: Int32Array.of(0, 2),
    data: Float64Array.of(5, 7),
  };

  test("become dense on request", () => {
    expect(denseOf(sparse)).toStrictEqual(asMat({ ...matrix, data: Float64Array.of(0, 0, 7, 5, 0, 0) }));
    const complex = denseOf({ ...sparse, imaginary: Float64Array.of(-1, -2) });
    expect(complex.imaginary).toStrictEqual(Float64Array.of(0, 0, -2, -1, 0, 0));
  });

  test("add what is stored twice", () => {
    expect(denseOf({ ...sparse, rows: Int32Array.of(1, 1), columns: Int32Array.of(0, 0) }).data[3]).toBe(12);
  });

  test("do not become larger than allowed", async () => {
    const huge = (await read(written({ x: { ...sparse, shape: [2 ** 31 - 1, 3] } }))) as MatSparse;
    expect((await rejection(async () => denseOf(huge))).code).toBe("data/too-large");
    expect((await rejection(async () => denseOf(sparse, { limit: 47 }))).code).toBe("data/too-large");
    expect(denseOf(sparse, { limit: 48 }).shape).toEqual([2, 3]);
  });
});

describe("level 4", () => {
  const file = (little: boolean, code: number, shape: readonly number[], name: string, values: readonly number[]) => {
    const bytes = Buffer.alloc(20 + name.length + 1 + 8 * values.length);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    [code, ...shape, 0, name.length + 1].forEach((value, i) => {
      view.setInt32(4 * i, value, little);
    });
    bytes.write(name, 20);
    values.forEach((value, i) => {
      view.setFloat64(21 + name.length + 8 * i, value, little);
    });
    return bytes;
  };

  test.each([
    ["little-endian", true, 0],
    ["big-endian", false, 1000],
  ])("numbers, text and sparse matrices, %s", async (_, little, machine) => {
    const bytes = Buffer.concat([
      file(little, machine, [2, 3], "x", [1, 4, 2, 5, 3, 6]),
      file(little, machine + 1, [1, 2], "t", [104, 105]),
      file(little, machine + 2, [3, 3], "s", [2, 1, 2, 1, 3, 3, 5, 7, 0]),
    ]);
    const { variables } = await readMat(bytes);
    expect(variables.get("x")).toStrictEqual(asMat(matrix));
    expect(variables.get("t")).toStrictEqual({ kind: "text", shape: [1, 2], lines: ["hi"] });
    expect(denseOf(variables.get("s") as MatSparse)).toStrictEqual(
      asMat({ ...matrix, data: Float64Array.of(0, 0, 7, 5, 0, 0) }),
    );
    expect(await listMat(bytes)).toStrictEqual([
      { name: "x", class: "double", shape: [2, 3], complex: false },
      { name: "t", class: "char", shape: [1, 2], complex: false },
      { name: "s", class: "sparse", shape: [2, 3], complex: false },
    ]);
    expect((await rejection(readMat(bytes.subarray(0, -1)))).code).toBe("mat/truncated");
  });

  test("numbers of machines that are gone are refused", async () => {
    expect((await rejection(readMat(file(true, 2000, [1, 1], "x", [1])))).code).toBe("mat/unsupported");
  });
});

describe("a damaged file", () => {
  test("cut anywhere, is refused or lacks whole variables", async () => {
    for (const compress of [false, true]) {
      const bytes = written({ a: matrix, b: "text" }, compress);
      for (let length = 0; length < bytes.length; length++) {
        const outcome = await readMat(bytes.subarray(0, length)).catch((error: unknown) => error);
        if (outcome instanceof Error) await rejection(Promise.reject(outcome));
        else expect((outcome as { variables: ReadonlyMap<string, unknown> }).variables.size).toBeLessThan(2);
      }
    }
  });

  test("with more levels of cells than any data has, is refused", async () => {
    let value: MatInput = "deep";
    for (let level = 0; level < 150; level++) value = { kind: "cell", shape: [1, 1], cells: [value] } as MatInput;
    expect((await rejection(readMat(written({ x: value })))).expected).toBe("at most 100 levels of cells and structs");
  });

  test("with a cell that announces more values than there are bytes, is refused", async () => {
    const cell = "06000000 08000000 01000000 00000000 05000000 08000000 ffffff7f ffffff7f 01000100 78000000";
    const error = await rejection(readMat(level5("0e000000 28000000", cell)));
    expect(error).toMatchObject({ code: "mat/corrupt", found: "0 bytes for them" });
  });

  test("whose numbers do not fit their class, is refused", async () => {
    const start = "06000000 08000000 08000000 00000000 05000000 08000000 01000000 01000000 01000100 78000000";
    const error = await rejection(readMat(level5("0e000000 30000000", start, "04000200 c8000000")));
    expect(error).toMatchObject({ code: "mat/corrupt", found: "200 as element 0" });
  });
});

describe("a large array, which is unpacked piece by piece", () => {
  const shapes = [
    [1, 1 << 17],
    [1 << 17, 1],
    [300, 1000],
    [100_000, 3],
    [3, 100_000],
    [40, 50, 150],
    [2000, 5, 40],
    [1 << 19, 2],
  ];
  const large = fc
    .record({
      dtype: fc.constantFrom(
        "f64" as const,
        "u8" as const,
        "i16" as const,
        "i64" as const,
        "bool" as const,
        "f32" as const,
      ),
      shape: fc.constantFrom(...shapes),
      complex: fc.boolean(),
      factor: fc.integer(),
    })
    .map(({ dtype, shape, complex, factor }): StoredArray => {
      const size = product(shape);
      const { width, over } = storedTypes[dtype];
      const numbers = (salt: number) => {
        const data = over(new ArrayBuffer(size * width), 0, size);
        for (let i = 0; i < size; i++) {
          const value = Math.imul(i, factor + salt) >>> (dtype === "bool" ? 31 : 25);
          data[i] = dtype === "i64" ? BigInt(value) : value;
        }
        return data;
      };
      return { dtype, shape, data: numbers(1), ...(complex && dtype !== "bool" ? { imaginary: numbers(2) } : {}) };
    });
  const bits = (array: StoredArray) =>
    [array.data, array.imaginary].map((data) => data && Buffer.from(data.buffer, data.byteOffset, data.byteLength));

  test("is the same as what was written, whatever its shape, type and byte order", async () => {
    await fc.assert(
      fc.asyncProperty(large, options, async (array, form) => {
        const found = (await read(writeMat(new Map([["x", array]]), form))) as MatArray;
        expect([found.dtype, found.shape]).toEqual([array.dtype, array.shape]);
        const [expected, got] = [bits(array), bits(found)];
        expect(
          got.map((part, i) => (part && expected[i] ? Buffer.compare(part, expected[i]) : part === expected[i])),
        ).toEqual(expected.map((part) => (part ? 0 : true)));
      }),
      { numRuns: 12 },
    );
  });

  test("is the same where there is no zlib of Node, as in browsers", async () => {
    const array = {
      dtype: "f64",
      shape: [200, 300],
      data: Float64Array.from({ length: 60_000 }, (_, i) => i % 77),
    } as const;
    const file = written({ x: array }, true);
    vi.resetModules();
    const builtIn = vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
    const { readMat: portably } = await import("./readMat.js");
    expect((await portably(file)).variables.get("x")).toEqual({ kind: "array", ...array });
    expect(builtIn).toHaveBeenCalled();
    builtIn.mockRestore();
  });

  test("that was damaged, is refused", async () => {
    const data = Float64Array.from({ length: 50_000 }, (_, i) => Math.imul(i, 40503) % 999);
    const file = written({ x: { dtype: "f64", shape: [100, 500], data, imaginary: data } }, true);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 138),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          const place = 137 + at;
          const changed = file.slice();
          changed[place]! ^= flip;
          const refused = await rejection(read(cut ? file.subarray(0, place) : changed));
          expect(refused.code).toMatch(cut ? /^mat\/truncated$/ : /^(deflate|mat)\/corrupt$/);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("whose imaginary parts are missing or of another size, is refused", async () => {
    const x = {
      dtype: "f64",
      shape: [1, 50_000],
      data: new Float64Array(50_000),
      imaginary: new Float64Array(50_000),
    } as const;
    const content = written({ x }).slice(128);
    const packed = (bytes: Uint8Array) => {
      const element = deflateSync(bytes);
      const tag = Buffer.from(Uint32Array.of(15, element.length).buffer);
      return Buffer.concat([written({}).subarray(0, 128), tag, element]);
    };
    const second = content.length - 8 * 50_000 - 8;
    const announcing = (place: number, value: number) => {
      const bytes = content.slice();
      new DataView(bytes.buffer).setUint32(place, value, true);
      return packed(bytes);
    };
    expect(await read(packed(content))).toMatchObject({ shape: [1, 50_000] });
    expect((await rejection(read(announcing(second + 4, 8)))).expected).toBe("50000 elements, for shape [1, 50000]");
    expect((await rejection(read(announcing(second + 4, 8 * 60_000)))).expected).toBe("a data element of 480000 bytes");
    expect((await rejection(read(announcing(second, 14)))).expected).toBe("a type of numbers");
    const short = content.slice(0, second);
    new DataView(short.buffer).setUint32(4, short.length - 8, true);
    expect((await rejection(read(packed(short)))).code).toMatch(/^mat\/(corrupt|truncated)$/);
  });
});

describe("memory", () => {
  const zeros = { dtype: "f64", shape: [1000, 1000], data: new Float64Array(1e6) } as const;

  test("of a bomb is refused at the limit, which a caller can raise", async () => {
    const bomb = written({ a: zeros, b: zeros }, true);
    expect(bomb.length).toBeLessThan(20_000);
    expect(await rejection(readMat(bomb, { limit: 8_000_000 }))).toMatchObject({ code: "deflate/limit", offset: 128 });
    expect((await rejection(readMat(bomb, { limit: 9_000_000 }))).offset).toBeGreaterThan(128);
    expect((await readMat(bomb, { limit: 17_000_000 })).variables.size).toBe(2);
  });
});

describe("writeMat refuses", () => {
  test.each([
    ["1st", matrix],
    ["hidden/weights", matrix],
    ["x".repeat(64), matrix],
    ["x", { kind: "skipped", class: "opaque" }],
    ["x", { kind: "text", shape: [2, 2], lines: ["ab", "c"] }],
    ["x", { kind: "cell", shape: [2, 2], cells: [] }],
    ["x", { kind: "struct", shape: [1, 1], fields: new Map([["no good", ["1"]]]) }],
    [
      "x",
      {
        kind: "sparse",
        dtype: "f64",
        shape: [1, 1],
        rows: Int32Array.of(1),
        columns: Int32Array.of(0),
        data: Float64Array.of(1),
      },
    ],
    [
      "x",
      {
        kind: "sparse",
        dtype: "f64",
        shape: [1, 1],
        rows: Int32Array.of(0, 0),
        columns: Int32Array.of(0, 0),
        data: Float64Array.of(1, 2),
      },
    ],
  ] as readonly (readonly [string, MatInput])[])("%s", async (name, value) => {
    expect((await rejection(async () => written({ [name]: value }))).code).toBe("mat/unwritable");
  });

  test("elements that do not fit their shape", async () => {
    const short = { ...matrix, shape: [7] };
    expect((await rejection(async () => written({ short }))).code).toBe("data/tensor");
  });
});

test("any array is written and read as it is, whatever its element type", async () => {
  await fc.assert(
    fc.asyncProperty(storedArrays({ leastRank: 2 }), async (array) => {
      expect(await read(written({ x: array }))).toStrictEqual(asMat(array));
    }),
  );
});
