import type { TensorValue } from "@adjoint/core";
import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { augmentImages } from "../augmentation/augmentImages.js";
import { type Columns, dataset } from "../dataset.js";
import { readIdx } from "../formats/readIdx.js";
import { readSafetensors } from "../formats/readSafetensors.js";
import { refusal } from "../formats/tensors.properties.js";
import { writeIdx } from "../formats/writeIdx.js";
import { writeSafetensors } from "../formats/writeSafetensors.js";
import { batches } from "../pipeline/batches.js";
import { concatDatasets } from "../pipeline/concatDatasets.js";
import { mapExamples } from "../pipeline/mapExamples.js";
import { applyScaler } from "../scalers/applyScaler.js";
import { zScore } from "../scalers/zScore.js";
import { kFold } from "../splits/kFold.js";
import { oneHotTargets } from "../targets/oneHotTargets.js";
import { DataError } from "./dataError.js";
import { type DataErrorCode, messages } from "./messages.js";

const digits = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4);
const changed = (bytes: Uint8Array, place: number, byte: number) => bytes.with(place, byte);
const idx = (bytes: Uint8Array) => () => readIdx(bytes, { file: "digits.idx" });

const flag: TensorValue = { dtype: "bool", shape: [1], data: Uint8Array.of(1) };
const model = writeSafetensors(new Map([["flag", flag]]));
const safetensors = (bytes: Uint8Array) => () => readSafetensors(bytes, { file: "model.safetensors" });
const edited = (from: string, to: string) => {
  const text = Buffer.from(model).toString("latin1").replace(from, to);
  return Buffer.from(text, "latin1");
};

/** One way into each error; those of files on disk are in sets/idxFolder.test.ts. */
const provocations = {
  "idx/magic": idx(changed(digits, 0, 0x50)),
  "idx/type": idx(changed(digits, 2, 0x0a)),
  "idx/truncated": idx(digits.subarray(0, 10)),
  "idx/oversized": idx(Uint8Array.of(...digits, 1)),
  "idx/unwritable": () => writeIdx(flag),
  "gzip/corrupt": idx(gzipSync(digits, { mtime: 0 }).subarray(0, 12)),
  "gzip/checksum": idx(gzipSync(digits, { mtime: 0, level: 0 }).with(-8, 0)),
  "gzip/too-short": idx(gzipSync(changed(digits, 4, 1), { mtime: 0 })),
  "safetensors/truncated": safetensors(model.subarray(0, -1)),
  "safetensors/header": safetensors(edited("[1]", "[2]")),
  "safetensors/dtype": safetensors(edited("BOOL", "BF16")),
  "safetensors/layout": safetensors(Uint8Array.of(...model, 0)),
  "safetensors/value": safetensors(changed(model, model.length - 1, 7)),
  "safetensors/unwritable": () => writeSafetensors(new Map([["__metadata__", flag]])),
  "data/too-large": idx(Uint8Array.of(0, 0, 14, 2, 255, 255, 255, 255, 255, 255, 255, 255)),
  "data/tensor": () => writeIdx({ dtype: "f32", shape: [2, 2], data: Float32Array.of(1, 2, 3) }),
  "data/columns": () =>
    dataset({ flag, x: { ...flag, shape: [1, 1] }, y: { dtype: "u8", shape: [], data: flag.data } }),
  "data/columns-differ": () =>
    concatDatasets<Columns>(
      dataset({ flag }),
      dataset({ flag: { ...flag, shape: [1, 1] } }, { classes: ["no", "yes"] }),
    ),
  "data/examples": () =>
    mapExamples(dataset({ row: { dtype: "u8", shape: [2], data: Uint8Array.of(1, 2) } }), ({ row }) => ({
      row: { ...row, shape: [row.data[0]!], data: new Uint8Array(row.data[0]!) },
    })),
  "data/no-column": () =>
    kFold(dataset({ flag: { ...flag, shape: [2], data: Uint8Array.of(0, 1) } }), {
      folds: 2,
      stratify: "label" as "flag",
    }),
  "data/label": () => oneHotTargets({ dtype: "i32", shape: [2], data: Int32Array.of(0, 3) }, { classes: 3 }),
  "augment/images": () => [...augmentImages([{ flag }], { column: "flag", image: [2, 2], seed: 1 })],
  "scaler/data": () => zScore({ dtype: "f32", shape: [2, 1], data: Float32Array.of(1, Number.NaN) }),
  "scaler/malformed": () => applyScaler({ shift: 1, scale: 0 }, flag),
  "scaler/features": () => applyScaler({ shift: [1, 2], scale: [3, 4] }, flag),
  "data/option": () => batches(dataset({ flag }), { size: 0 }),
} satisfies Partial<Record<DataErrorCode, () => unknown>>;

test("every message", () => {
  const spoken = Object.values(provocations).map((act) => refusal(act).message);
  expect(`\n${spoken.join("\n\n")}\n`).toMatchInlineSnapshot(`
    "
    digits.idx, byte 0: this is not an IDX file [idx/magic]
      expected: 00 00, element type, rank
      found:    50 00 08 01
      Pass an IDX file, plain or compressed by gzip; IDX is the format that MNIST is published in.

    digits.idx, byte 2: the IDX header names an unknown element type [idx/type]
      expected: one of 08 (u8), 09 (i8), 0b (i16), 0c (i32), 0d (f32), 0e (f64)
      found:    0a
      The file is damaged or no IDX file; get it again from its source.

    digits.idx, byte 10: the IDX file ends too early [idx/truncated]
      expected: the end at byte 11, for [3] of u8
      found:    the end after 10 bytes
      The file was probably cut in transfer; get it again from its source.

    digits.idx, byte 11: the IDX file goes on after its last element [idx/oversized]
      expected: the end at byte 11, for [3] of u8
      found:    more bytes
      The file is damaged or was appended to; get it again from its source.

    IDX cannot hold this tensor [idx/unwritable]
      expected: u8, i32, f32 or f64 of rank 0 to 255, each dimension below 2^32
      found:    bool of rank 1 and shape [1]
      Convert it first (bool to u8), or write it as safetensors.

    digits.idx, byte 0: the gzip stream is damaged [gzip/corrupt]
      expected: a whole gzip stream
      found:    bytes 0 to 12, which cannot be unpacked
      Get the file again from its source, or unpack it with \`gzip -d\` to see what is left.

    digits.idx, byte 26: the unpacked bytes are not those that were compressed [gzip/checksum]
      expected: 11 bytes with CRC-32 0fe6ba00, as the trailer says
      found:    11 bytes with CRC-32 0fe6ba76
      The file is damaged; get it again from its source.

    digits.idx, byte 31: the compressed file is too short for the size that its content announces [gzip/too-short]
      expected: at least 16258 compressed bytes for a content of 16777227 bytes
      found:    31 compressed bytes
      The file is cut or made to exhaust memory; get it again from its source.

    model.safetensors, byte 72: the safetensors file ends too early [safetensors/truncated]
      expected: the end at byte 73, after the last tensor
      found:    the end at byte 72
      The file was probably cut in transfer or while it was written; get or write it again.

    model.safetensors, byte 8: the safetensors header is malformed [safetensors/header]
      expected: "flag": 2 bytes, for [2] of BOOL
      found:    data_offsets [0, 1]
      Pass a file in the safetensors format; if it is one, it is damaged: get it again from its source.

    model.safetensors, byte 8: a tensor has an element type that cannot be read here [safetensors/dtype]
      expected: "flag" in one of F32, F64, I32, U8, BOOL
      found:    BF16
      Convert the tensor to F32 before saving the file.

    model.safetensors, byte 73: the tensors do not lie one after the other in the safetensors file [safetensors/layout]
      expected: the end at byte 73, after the last tensor
      found:    the end at byte 74
      The file is damaged or written by a faulty program; write it again.

    model.safetensors, byte 72: a BOOL tensor holds a byte that is neither 0 nor 1 [safetensors/value]
      expected: 0 or 1 in "flag"
      found:    7
      Save the tensor as U8 if its values are meant.

    safetensors cannot hold this [safetensors/unwritable]
      expected: tensors by other names than "__metadata__"
      found:    "__metadata__"
      Rename the tensor, or save fewer tensors or less metadata in one file.

    digits.idx, byte 4: this is more data than fits into memory [data/too-large]
      expected: dimensions that a file can hold
      found:    dimensions [4294967295, 4294967295] of f64
      If the size is meant, split the data into several files; if not, the file is damaged.

    the elements of a tensor do not fit its shape [data/tensor]
      expected: "value": 4 elements, for shape [2, 2] of f32
      found:    3 elements in 12 bytes
      Give \`data\` one element of \`dtype\` for each place in \`shape\`.

    these columns make no data set [data/columns]
      expected: one column or more, all with the same first dimension
      found:    "flag" [1], "x" [1, 1], "y" []
      Give every column one row per example, along its first dimension.

    these data sets do not have the same columns [data/columns-differ]
      expected: "flag" bool [n], as in the first data set
      found:    "flag" bool [n, 1]; classes no, yes in data set 2
      Give all the same names, element types, shapes of an example, scaling and classes.

    the examples do not have the same columns [data/examples]
      expected: "row" u8 [1], as in example 0
      found:    "row" u8 [2] in example 1
      Return tensors of the same names, shapes and element types for every example.

    the data set has no such column [data/no-column]
      expected: one of "flag"
      found:    "label"
      Give the name of one of its columns.

    this is no label [data/label]
      expected: whole numbers from 0 to 2
      found:    3 in example 1
      Give whole numbers that count the classes from 0, one for each example.

    the column does not hold images of the size that was given [augment/images]
      expected: "flag": f32 [batch, 4] or [batch, 2, 2]
      found:    bool [1]
      Give the size of the images, and scale bytes first (scaleColumns), so that batches yield f32.

    no scaler can be fitted to these numbers [scaler/data]
      expected: finite numbers, of one example or more
      found:    NaN in example 1
      Leave out the examples that have missing values, or fill them in.

    this is no scaler [scaler/malformed]
      expected: { "shift", "scale" }, each a finite number or a list of them, and no scale 0
      found:    {"shift":1,"scale":0}
      Give one that was fitted, or the JSON of one.

    the scaler was fitted to examples of another width [scaler/features]
      expected: one shift for all features, or 1 of them
      found:    2
      Apply it to the column that it was fitted to, or fit it again.

    an option has a value that makes no sense here [data/option]
      expected: batches, size: a whole number of examples, 1 or more
      found:    0
      Change the option to one that fits.
    "
  `);
});

test.each(Object.entries(provocations))("%s has its own code", (code, act) => {
  expect(refusal(act).code).toBe(code);
});

test("every code has a provocation, here or among the tests of files on disk", () => {
  const onDisk = ["data/not-found", "data/unreadable", "data/checksum", "data/contents"];
  expect([...Object.keys(provocations), ...onDisk].toSorted()).toEqual(Object.keys(messages).toSorted());
});

describe("DataError", () => {
  const details = { code: "idx/magic", file: "digits.idx", offset: 0, expected: "zeros", found: "ones" } as const;

  test("keeps the facts as fields", () => {
    const cause = new Error("underneath");
    const error = new DataError({ ...details, cause });
    expect(error).toMatchObject({ ...details, remedy: messages["idx/magic"].remedy, name: "DataError" });
    expect(error.cause).toBe(cause);
    expect(new DataError(details)).not.toHaveProperty("cause");
  });

  test("speaks of no place where there is none, and indents what takes several lines", () => {
    const error = new DataError({
      code: "data/not-found",
      expected: "a file",
      found: "these:\n/a\n/b",
      remedy: "Make\none.",
    });
    expect(error.message).toMatchInlineSnapshot(`
      "the data set was found nowhere [data/not-found]
        expected: a file
        found:    these:
          /a
          /b
        Make
          one."
    `);
  });
});
