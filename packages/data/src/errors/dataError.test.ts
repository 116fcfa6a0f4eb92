import type { TensorValue } from "@adjoint/core";
import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { augmentImages } from "../augmentation/augmentImages.js";
import { type Columns, dataset } from "../dataset.js";
import { type CsvOptions, readCsv } from "../formats/readCsv.js";
import { readIdx } from "../formats/readIdx.js";
import { readMat } from "../formats/readMat.js";
import { readNpy } from "../formats/readNpy.js";
import { readNpz } from "../formats/readNpz.js";
import { readSafetensors } from "../formats/readSafetensors.js";
import type { StoredArray } from "../formats/storedArray.js";
import { tensorOf } from "../formats/tensorOf.js";
import { rejection } from "../formats/tensors.properties.js";
import { writeIdx } from "../formats/writeIdx.js";
import { writeMat } from "../formats/writeMat.js";
import { writeNpy } from "../formats/writeNpy.js";
import { writeNpz } from "../formats/writeNpz.js";
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

const points = { dtype: "f64", shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) } as const;
const variables = (compress: boolean) => writeMat(new Map([["Yt", points]]), { compress });
const mat = (bytes: Uint8Array, options: object = {}) => {
  return () => readMat(bytes, { file: "Points.mat", ...options });
};
const vector = writeNpy({ dtype: "f64", shape: [1], data: Float64Array.of(1) });
const npy = (bytes: Uint8Array) => () => readNpy(bytes, { file: "vector.npy" });
const archive = writeNpz(new Map([["x", points]]), { compress: false });
const csv = (text: string, options: CsvOptions = {}) => {
  return () => readCsv(new TextEncoder().encode(text), { file: "table.csv", ...options });
};
const large: StoredArray = { dtype: "i64", shape: [1], data: BigInt64Array.of(2n ** 53n) };

/** One way into each error; those of files and servers are in sets/ and shards/. */
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
  "deflate/corrupt": mat(variables(true).with(-1, 0)),
  "deflate/limit": mat(variables(true), { limit: 50 }),
  "mat/magic": mat(new TextEncoder().encode("x,y\n1,2\n")),
  "mat/truncated": mat(variables(false).subarray(0, -1)),
  "mat/corrupt": mat(changed(variables(false), 144, 99)),
  "mat/unsupported": mat(Uint8Array.of(0xb8, 0x0b, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 120, 0)),
  "mat/hdf5": mat(Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)),
  "mat/variable": mat(variables(true), { only: ["Ct"] }),
  "mat/unwritable": () => writeMat(new Map([["hidden/weights", points]])),
  "npy/magic": npy(changed(vector, 0, 0)),
  "npy/header": npy(changed(vector, 10, 0)),
  "npy/dtype": npy(changed(vector, 22, 0x4f)),
  "npy/truncated": npy(vector.subarray(0, -1)),
  "npy/oversized": npy(Uint8Array.of(...vector, 1)),
  "npy/missing": () => readNpz(archive, { file: "points.npz", only: ["y"] }),
  "npy/unwritable": () => writeNpy({ dtype: "u8", shape: [1], data: Uint8Array.of(1), imaginary: Uint8Array.of(1) }),
  "zip/corrupt": () => readNpz(archive.subarray(0, -1), { file: "points.npz" }),
  "zip/unsupported": () => readNpz(changed(archive, archive.length - 73 + 8, 1), { file: "points.npz" }),
  "csv/syntax": csv("x,y\n1,2\n3\n"),
  "csv/header": csv("x,x\n1,2\n"),
  "csv/column": csv("x,y\n1,2\n", { columns: ["z"] }),
  "csv/number": csv("x\n1\ntwo\n", { types: { x: "number" } }),
  "data/inexact": () => tensorOf(large, { name: "ids" }),
  "data/complex": () => tensorOf({ ...points, imaginary: points.data }, { name: "Yt" }),
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

test("every message", async () => {
  const spoken: string[] = [];
  for (const act of Object.values(provocations)) spoken.push((await rejection(async () => act())).message);
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

    IDX cannot hold this array [idx/unwritable]
      expected: u8, i8, i16, i32, f32 or f64 of rank 0 to 255, each dimension below 2^32
      found:    bool of rank 1 and shape [1]
      Convert it first (bool to u8, u16 to i32), or write it as NPY.

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

    Points.mat, byte 128: a compressed part of the file is damaged [deflate/corrupt]
      expected: a whole zlib stream
      found:    incorrect data check
      Get the file again from its source.

    Points.mat, byte 128: the file holds more compressed data than may be unpacked [deflate/limit]
      expected: at most 50 unpacked bytes
      found:    88 bytes
      If you trust the file and have the memory, raise \`limit\`; if not, it may be made to exhaust memory.

    Points.mat, byte 0: this is not a MAT-file [mat/magic]
      expected: a header of level 4 or 5, or that of HDF5
      found:    8 bytes
      Pass a file that MATLAB, Octave (\`save -v7\`) or SciPy (\`savemat\`) wrote.

    Points.mat, byte 128: the MAT-file ends too early [mat/truncated]
      expected: a data element of 80 bytes
      found:    the end after 215 bytes
      The file was probably cut in transfer; get it again from its source.

    Points.mat, byte 144: the MAT-file is damaged [mat/corrupt]
      expected: the class of an array
      found:    class 99
      Get the file again from its source, or save it again in MATLAB.

    Points.mat, byte 0: the MAT-file is of a kind that cannot be read here [mat/unsupported]
      expected: numbers of IEEE 754, little-endian (0) or big-endian (1)
      found:    code 3
      Load it in MATLAB or Octave and save it again with \`-v7\`.

    Points.mat: the MAT-file 7.3 cannot be read [mat/hdf5]
      expected: an HDF5 file as MATLAB writes it
      found:    bad byte number in an address
      Load it in MATLAB and save it again, with \`-v7\` if it is below 2 GiB.

    Points.mat: the MAT-file lacks a variable [mat/variable]
      expected: a variable "Ct"
      found:    "Yt"
      Ask for a variable that the file has.

    a MAT-file cannot hold this [mat/unwritable]
      expected: a variable by a name of letters, digits and underscores, a letter first, 63 at most
      found:    "hidden/weights"
      Rename or convert it first.

    vector.npy, byte 0: this is not an NPY file [npy/magic]
      expected: 93 4e 55 4d 50 59
      found:    00 4e 55 4d 50 59
      Pass a file that numpy.save wrote; one of numpy.savez is read by readNpz.

    vector.npy, byte 10: the NPY header is malformed [npy/header]
      expected: {'descr': a type, 'fortran_order': True or False, 'shape': (sizes)}
      found:    "\\u0000'descr': '<f8', 'fortran_order': False, 'shape': (1,), }"
      The file is damaged or no NPY file; write it again with numpy.save.

    vector.npy, byte 10: the NPY file has an element type that cannot be read here [npy/dtype]
      expected: numbers or bool: one of b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4, f8, c8, c16, after <, > or |
      found:    <O8
      Convert the array in NumPy first, such as with x.astype("f8"); save texts as integers that count them.

    vector.npy, byte 135: the NPY file ends too early [npy/truncated]
      expected: the end at byte 136, for [1] of 8 bytes each
      found:    the end after 135 bytes
      The file was probably cut in transfer; get it again from its source.

    vector.npy, byte 136: the NPY file goes on after its last element [npy/oversized]
      expected: the end at byte 136, for [1] of 8 bytes each
      found:    137 bytes
      Save one array in each file, or all of them with numpy.savez.

    points.npz: the NPZ file lacks an array [npy/missing]
      expected: an array "y"
      found:    "x"
      Ask for an array that the file has.

    NumPy's formats cannot hold this [npy/unwritable]
      expected: complex numbers of f32 or f64
      found:    complex u8
      Convert the array, or write several files.

    points.npz, byte 267: the zip file is damaged [zip/corrupt]
      expected: the end record of a zip file
      found:    none
      Pass a whole zip file, such as numpy.savez writes; if it was one, get it again from its source.

    points.npz, byte 195: the zip file is packed in a way that cannot be read here [zip/unsupported]
      expected: "x.npy" as it is (method 0) or deflated (method 8)
      found:    encryption
      Pack it again with deflate and without a password, as numpy.savez_compressed does.

    table.csv, byte 10: this is no CSV table [csv/syntax]
      expected: records of one length, with matching quotes
      found:    Invalid Record Length: expect 2, got 1 on line 3
      Repair the line; a field with a quote, a delimiter or a line break in it stands in quotes, its quotes doubled.

    table.csv, byte 0: the columns of the CSV table cannot be told apart [csv/header]
      expected: a name of its own for each column
      found:    "x" twice
      Give each column a name, in the file or as \`header: [names]\`; if the file has no header, pass \`header: false\`.

    table.csv, byte 0: the CSV table lacks a column [csv/column]
      expected: a column "z"
      found:    "x", "y"
      Ask for a column that the file has.

    table.csv, byte 8: a column of numbers holds a text [csv/number]
      expected: a number in column "x"
      found:    "two"
      Repair the field, name it in \`missing\` if it stands for a missing value, or read the column as texts.

    an integer is too large for a tensor [data/inexact]
      expected: "ids" with integers from -(2^53 - 1) to 2^53 - 1
      found:    9007199254740992 as element 0
      Use the array as it was read: its \`data\` are big integers.

    a tensor cannot hold complex numbers [data/complex]
      expected: "Yt" of real numbers
      found:    f64 with imaginary parts
      Make one tensor of \`data\` and one of \`imaginary\`.

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
      found:    "flag" bool [n, 1]; classes no, yes
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

test.each(Object.entries(provocations))("%s has its own code", async (code, act) => {
  expect((await rejection(async () => act())).code).toBe(code);
});

test("every code has a provocation, here or among the tests of files and servers", () => {
  const elsewhere = [
    ...["data/not-found", "data/unreadable", "data/unwritable", "data/checksum", "data/contents"],
    ...["image/folder", "image/sharp", "image/unreadable", "image/size"],
    ...["shards/index", "shards/contents", "shards/folder-taken", "download/failed"],
  ];
  expect([...Object.keys(provocations), ...elsewhere].toSorted()).toEqual(Object.keys(messages).toSorted());
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
