import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSafetensors } from "./readSafetensors.js";
import { damaged, readsOrRefuses, refusal, tensors } from "./tensors.properties.js";
import { writeSafetensors } from "./writeSafetensors.js";

/** A file put together from its three parts. */
function fileOf(header: string | object, elements: readonly number[] = []): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + json.length + elements.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(elements, 8 + json.length);
  return bytes;
}

const read = (bytes: Uint8Array) => () => readSafetensors(bytes, { file: "model.safetensors" });

const model: ReadonlyMap<string, TensorValue> = new Map<string, TensorValue>([
  ["bias", { dtype: "f32", shape: [2], data: Float32Array.of(1, -2) }],
  ["mask", { dtype: "bool", shape: [], data: Uint8Array.of(1) }],
]);

/** By hand from https://github.com/huggingface/safetensors#format: 8 bytes of length, JSON padded by spaces, elements. */
const golden = fileOf(
  '{"__metadata__":{"step":"7"},"bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},' +
    '"mask":{"dtype":"BOOL","shape":[],"data_offsets":[8,9]}}   ',
  [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 1],
);

describe("a file written by hand", () => {
  test("is what is written", () => {
    expect(writeSafetensors(model, { step: "7" })).toStrictEqual(golden);
  });

  test("is read", () => {
    expect(readSafetensors(golden)).toStrictEqual({ tensors: model, metadata: { step: "7" } });
  });

  test("its header takes a multiple of 8 bytes", () => {
    expect(golden[0]! % 8).toBe(0);
  });
});

describe("what was written is read again", () => {
  const name = fc.string({ unit: "binary" }).filter((text) => text !== "__metadata__");

  test("every type and rank, under any names, in the same order", () => {
    const models = fc.array(fc.tuple(name, tensors("f32", "f64", "i32", "u8", "bool"))).map((list) => new Map(list));
    fc.assert(
      fc.property(models, fc.dictionary(fc.string(), fc.string()), (tensors, metadata) => {
        const bytes = writeSafetensors(tensors, metadata);
        const again = readSafetensors(bytes);
        expect(again.tensors).toStrictEqual(tensors);
        expect({ ...again.metadata }).toStrictEqual({ ...metadata });
        expect(bytes[0]! % 8).toBe(0);
      }),
    );
  });

  test("names that look like integers keep their places", () => {
    const one = (value: number): TensorValue => ({ dtype: "u8", shape: [1], data: Uint8Array.of(value) });
    const tensors = new Map([
      ["b", one(1)],
      ["2", one(2)],
      ["1", one(3)],
      ["__proto__", one(4)],
    ]);
    expect([...readSafetensors(writeSafetensors(tensors)).tensors]).toStrictEqual([...tensors]);
  });

  test("without tensors", () => {
    expect(readSafetensors(writeSafetensors(new Map()))).toStrictEqual({ tensors: new Map(), metadata: {} });
  });
});

describe("a malformed file", () => {
  test("cut anywhere, is refused", () => {
    for (let length = 0; length < golden.length; length++) {
      expect(refusal(read(golden.subarray(0, length))).code).toBe("safetensors/truncated");
    }
  });

  test("that goes on, is refused", () => {
    const longer = Buffer.concat([golden, Buffer.of(0)]);
    expect(refusal(read(longer))).toMatchObject({ code: "safetensors/layout", offset: golden.length });
  });

  test.each([
    ["a header above 100 MB", Uint8Array.of(1, 0xe1, 0xf5, 5, 0, 0, 0, 0)],
    ["an empty header", fileOf("")],
    ["a header that begins with a space", fileOf(" {}")],
    ["a header that is not JSON", fileOf("{a}")],
    ["a header that is cut", fileOf('{"a":')],
    ["a description that is no object", fileOf({ a: 1 })],
    ["a description without a type", fileOf({ a: { shape: [], data_offsets: [0, 0] } })],
    ["a negative size", fileOf({ a: { dtype: "U8", shape: [-1], data_offsets: [0, 0] } })],
    ["a size that is no integer", fileOf({ a: { dtype: "U8", shape: [0.5], data_offsets: [0, 0] } })],
    ["a size that overflows", fileOf({ a: { dtype: "U8", shape: [2 ** 52, 2 ** 52], data_offsets: [0, 1] } }, [0])],
    ["three offsets", fileOf({ a: { dtype: "U8", shape: [], data_offsets: [0, 1, 1] } }, [0])],
    ["offsets that run backwards", fileOf({ a: { dtype: "U8", shape: [1], data_offsets: [1, 0] } }, [0])],
    ["offsets that do not fit the shape", fileOf({ a: { dtype: "F32", shape: [1], data_offsets: [0, 3] } }, [0, 0, 0])],
    ["metadata that is not text", fileOf({ __metadata__: { step: 7 } })],
    ["metadata that is a list", fileOf({ __metadata__: ["7"] })],
    [
      "a name given twice",
      fileOf(
        '{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}',
        [0],
      ),
    ],
    ["a key given twice", fileOf('{"a":{"dtype":"F32","dtype":"U8","shape":[],"data_offsets":[0,1]}}', [0])],
  ])("%s", (_, bytes) => {
    expect(refusal(read(bytes)).code).toBe("safetensors/header");
  });

  test("a header that is not UTF-8", () => {
    const bytes = fileOf('{"__metadata__":{"a":"?"}}');
    bytes[bytes.indexOf(0x3f)] = 0xff;
    expect(refusal(read(bytes)).code).toBe("safetensors/header");
  });

  test.each(["F16", "BF16", "I64", "F8_E4M3", "f32"])("a tensor of type %s", (dtype) => {
    const error = refusal(read(fileOf({ weights: { dtype, shape: [0], data_offsets: [0, 0] } })));
    expect(error).toMatchObject({ code: "safetensors/dtype", found: dtype });
    expect(error.message).toContain('"weights"');
  });

  const byte = (begin: number) => ({ dtype: "U8", shape: [1], data_offsets: [begin, begin + 1] });
  test.each([
    ["a hole before the first tensor", { a: byte(1) }, 2],
    ["a hole between tensors", { a: byte(0), b: byte(2) }, 3],
    ["tensors that overlap", { a: byte(0), b: byte(0) }, 1],
    ["bytes after the last tensor", { a: byte(0) }, 2],
  ])("%s", (_, header, length) => {
    const bytes = fileOf(header, new Array<number>(length).fill(0));
    expect(refusal(read(bytes)).code).toBe("safetensors/layout");
  });

  test("a truth value of 2", () => {
    const bytes = golden.slice();
    bytes[bytes.length - 1] = 2;
    expect(refusal(read(bytes))).toMatchObject({ code: "safetensors/value", offset: bytes.length - 1, found: "2" });
  });

  test("of any damage, gives a value or a DataError", () => {
    const files = fc
      .dictionary(fc.string(), tensors("f32", "f64", "i32", "u8", "bool"))
      .map((record) => writeSafetensors(new Map(Object.entries(record))));
    fc.assert(fc.property(damaged(files), (bytes) => readsOrRefuses(readSafetensors, bytes)));
    fc.assert(fc.property(fc.json(), (json) => readsOrRefuses(readSafetensors, fileOf(json))));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readsOrRefuses(readSafetensors, bytes)));
  });
});

test("tensors that lie in another order than the header lists them are read in theirs", () => {
  const byte = (begin: number) => ({ dtype: "U8", shape: [1], data_offsets: [begin, begin + 1] });
  const { tensors } = readSafetensors(fileOf({ b: byte(1), a: byte(0) }, [5, 6]));
  expect([...tensors].map(([name, { data }]) => [name, data[0]])).toStrictEqual([
    ["a", 5],
    ["b", 6],
  ]);
});

test("a field that this reader does not know is passed over", () => {
  const entry = { dtype: "U8", shape: [], data_offsets: [0, 1], note: { deep: ["a:b"] } };
  expect(readSafetensors(fileOf({ a: entry }, [5])).tensors.get("a")?.data).toStrictEqual(Uint8Array.of(5));
});

describe("writeSafetensors", () => {
  test("refuses the name of the metadata", () => {
    const bias: TensorValue = { dtype: "u8", shape: [0], data: new Uint8Array(0) };
    expect(refusal(() => writeSafetensors(new Map([["__metadata__", bias]]))).code).toBe("safetensors/unwritable");
  });

  test("refuses a header above 100 MB", () => {
    const text = "x".repeat(100_000_000);
    expect(refusal(() => writeSafetensors(new Map(), { text })).code).toBe("safetensors/unwritable");
  });

  test("refuses elements that do not fit the shape", () => {
    const bias: TensorValue = { dtype: "f32", shape: [3], data: Float32Array.of(1, 2) };
    expect(refusal(() => writeSafetensors(new Map([["bias", bias]]))).code).toBe("data/tensor");
  });
});
