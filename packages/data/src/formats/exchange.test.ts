import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { denseOf } from "./denseOf.js";
import type { MatInput, MatSparse, MatStruct, MatValue } from "./matValue.js";
import { readMat } from "./readMat.js";
import { readNpy } from "./readNpy.js";
import { readNpz } from "./readNpz.js";
import type { StoredArray } from "./storedArray.js";
import { tensorOf } from "./tensorOf.js";
import { writeMat } from "./writeMat.js";
import { writeNpy } from "./writeNpy.js";
import { writeNpz } from "./writeNpz.js";

const folder = mkdtempSync(join(tmpdir(), "adjoint-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const load = async (name: string) => (await readMat(readFileSync(at(name)), { file: name })).variables;

/** ADJOINT_PYTHON names a Python with SciPy, if `python3` has none. */
const python = process.env.ADJOINT_PYTHON ?? "python3";
const run = (command: string, args: readonly string[]) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  return { status, output: error === undefined ? stdout : error.message, errors: stderr ?? "" };
};
const succeed = (command: string, args: readonly string[]): string => {
  const { status, output, errors } = run(command, args);
  expect(status, errors).toBe(0);
  return output;
};

const has = {
  scipy: run(python, ["-c", "import scipy.io"]).status === 0,
  hdf5storage: run(python, ["-c", "import hdf5storage"]).status === 0,
  octave: run("octave-cli", ["--version"]).status === 0,
};

const reasons = {
  scipy: `${python} has no SciPy; ADJOINT_PYTHON can name one that has`,
  hdf5storage: `${python} has no hdf5storage; ADJOINT_PYTHON can name one that has`,
  octave: "octave-cli is not installed",
};

/** Values of every kind that the other programs hold too. */
const variables: ReadonlyMap<string, MatInput> = new Map<string, MatInput>([
  ["cube", { dtype: "f64", shape: [2, 3, 4], data: Float64Array.from({ length: 24 }, (_, i) => i) }],
  ["f32", { dtype: "f32", shape: [2, 2], data: Float32Array.of(1.5, -2, Infinity, 4) }],
  ["i64", { dtype: "i64", shape: [1, 2], data: BigInt64Array.of(-1n, -(2n ** 63n)) }],
  ["u64", { dtype: "u64", shape: [1, 1], data: BigUint64Array.of(2n ** 64n - 1n) }],
  ["i8", { dtype: "i8", shape: [2, 2], data: Int8Array.of(1, -2, 3, -4) }],
  ["mask", { dtype: "bool", shape: [2, 2], data: Uint8Array.of(1, 0, 1, 1) }],
  ["empty", { dtype: "f64", shape: [0, 3], data: new Float64Array(0) }],
  ["text", "two words, hé"],
  ["lines", { kind: "text", shape: [2, 3], lines: ["abc", "def"] }],
  ["z", { dtype: "f64", shape: [2, 2], data: Float64Array.of(1, 2, 3, 4), imaginary: Float64Array.of(5, 6, 7, 8) }],
  [
    "sp",
    {
      kind: "sparse",
      dtype: "f64",
      shape: [2, 3],
      rows: Int32Array.of(1, 0),
      columns: Int32Array.of(0, 2),
      data: Float64Array.of(5, 7),
    },
  ],
  [
    "cells",
    {
      kind: "cell",
      shape: [1, 2],
      cells: [
        { kind: "text", shape: [1, 3], lines: ["one"] },
        { kind: "array", dtype: "f64", shape: [1, 2], data: Float64Array.of(1, 2) },
      ],
    },
  ],
  [
    "record",
    {
      kind: "struct",
      shape: [1, 1],
      fields: new Map<string, readonly MatValue[]>([
        ["a", [{ kind: "array", dtype: "f64", shape: [1, 1], data: Float64Array.of(7) }]],
        ["b", [{ kind: "text", shape: [1, 1], lines: ["x"] }]],
      ]),
    },
  ],
]);

/** The statements that must hold of these variables in Octave; SciPy's are below. */
const inOctave = `
  assert (cube, permute (reshape (0:23, 4, 3, 2), [3 2 1]));
  assert (f32, single ([1.5 -2; Inf 4])); assert (class (f32), 'single');
  assert (i64, int64 ([-1 intmin('int64')])); assert (u64, intmax ('uint64')); assert (i8, int8 ([1 -2; 3 -4]));
  assert (mask, [true false; true true]); assert (islogical (mask)); assert (empty, zeros (0, 3));
  assert (text, 'two words, hé'); assert (lines, ['abc'; 'def']); assert (z, [1+5i 2+6i; 3+7i 4+8i]);
  assert (full (sp), [0 0 7; 5 0 0]); assert (issparse (sp));
  assert (cells, {'one', [1 2]}); assert (record.a, 7); assert (record.b, 'x');
`;

const inScipy = `
import numpy as np, scipy.io, sys
m = scipy.io.loadmat(sys.argv[1])
assert (m['cube'] == np.arange(24).reshape(2, 3, 4)).all()
assert m['f32'].dtype.kind == 'f' and m['f32'].itemsize == 4 and (m['f32'] == [[1.5, -2], [np.inf, 4]]).all()
assert m['i64'].tolist() == [[-1, -2**63]] and m['u64'].tolist() == [[2**64 - 1]] and m['i8'].tolist() == [[1, -2], [3, -4]]
assert m['mask'].tolist() == [[1, 0], [1, 1]] and m['empty'].shape == (0, 3)
assert m['text'].tolist() == ['two words, h\\u00e9'] and m['lines'].tolist() == ['abc', 'def']
assert (m['z'] == np.array([[1+5j, 2+6j], [3+7j, 4+8j]])).all()
assert m['sp'].toarray().tolist() == [[0, 0, 7], [5, 0, 0]]
assert m['cells'][0, 0].tolist() == ['one'] and m['cells'][0, 1].tolist() == [[1, 2]]
assert m['record']['a'][0, 0].tolist() == [[7]] and m['record']['b'][0, 0].tolist() == ['x']
`;

const forms = [
  { compress: true, byteOrder: "little" },
  { compress: false, byteOrder: "little" },
  { compress: true, byteOrder: "big" },
] as const;

describe("SciPy", () => {
  test.for(forms)("reads what is written here: %o", (form, { skip }) => {
    skip(!has.scipy, reasons.scipy);
    writeFileSync(at("ours.mat"), writeMat(variables, form));
    succeed(python, ["-c", inScipy, "ours.mat"]);
  });

  const write = `
import numpy as np, scipy.io, scipy.sparse
v = {'cube': np.arange(24.).reshape(2, 3, 4), 'i16': np.array([[1, -2]], dtype='i2'), 'text': 'hé', 's': {'a': 1.0, 'b': 'x'},
     'logical': np.array([[True, False]]), 'z': np.array([[1+2j]]), 'sparse': scipy.sparse.csc_matrix([[0, 0, 7.], [5, 0, 0]])}
scipy.io.savemat('v5.mat', v); scipy.io.savemat('v5z.mat', v, do_compression=True)
del v['s'], v['cube'], v['logical']; v['text'] = 'hi'; scipy.io.savemat('v4.mat', v, format='4')
`;

  test("writes what is read here: levels 4 and 5, compressed or not", async ({ skip }) => {
    skip(!has.scipy, reasons.scipy);
    succeed(python, ["-c", write]);
    for (const name of ["v5.mat", "v5z.mat"]) {
      const read = await load(name);
      expect(read.get("cube")).toMatchObject({
        shape: [2, 3, 4],
        data: Float64Array.from({ length: 24 }, (_, i) => i),
      });
      expect(read.get("i16")).toMatchObject({ dtype: "i16", data: Int16Array.of(1, -2) });
      expect(read.get("text")).toMatchObject({ lines: ["hé"] });
      expect((read.get("s") as MatStruct).fields.get("b")).toMatchObject([{ lines: ["x"] }]);
      expect(read.get("logical")).toMatchObject({ dtype: "bool", data: Uint8Array.of(1, 0) });
      expect(read.get("z")).toMatchObject({ data: Float64Array.of(1), imaginary: Float64Array.of(2) });
      expect(denseOf(read.get("sparse") as MatSparse).data).toStrictEqual(Float64Array.of(0, 0, 7, 5, 0, 0));
    }
    const old = await load("v4.mat");
    expect(old.get("i16")).toMatchObject({ data: { 0: 1, 1: -2 } });
    expect(old.get("text")).toMatchObject({ lines: ["hi"] });
    expect(old.get("z")).toMatchObject({ data: Float64Array.of(1), imaginary: Float64Array.of(2) });
    expect(denseOf(old.get("sparse") as MatSparse).data).toStrictEqual(Float64Array.of(0, 0, 7, 5, 0, 0));
  });
});

describe("hdf5storage", () => {
  test("writes what is read here: version 7.3", async ({ skip }) => {
    skip(!has.hdf5storage, reasons.hdf5storage);
    const code = `
import numpy as np, hdf5storage
v = {'cube': np.arange(24.).reshape(2, 3, 4), 'z': np.array([[1+2j, 3-4j]]), 'mask': np.array([[True, False]]), 'text': 'two words, hé',
     'cells': np.array([[1.0, 'x']], dtype=object), 's': {'a': np.float64(7), 'b': 'hé'}, 'none': np.zeros((0, 3))}
hdf5storage.savemat('v73.mat', v, format='7.3', matlab_compatible=True)
`;
    succeed(python, ["-c", code]);
    const read = await load("v73.mat");
    expect(read.get("cube")).toMatchObject({ shape: [2, 3, 4], data: Float64Array.from({ length: 24 }, (_, i) => i) });
    expect(read.get("z")).toMatchObject({ data: Float64Array.of(1, 3), imaginary: Float64Array.of(2, -4) });
    expect(read.get("mask")).toMatchObject({ dtype: "bool", data: Uint8Array.of(1, 0) });
    expect(read.get("text")).toMatchObject({ lines: ["two words, hé"] });
    expect(read.get("cells")).toMatchObject({ shape: [1, 2], cells: [{ data: { 0: 1 } }, { lines: ["x"] }] });
    expect((read.get("s") as MatStruct).fields.get("b")).toMatchObject([{ lines: ["hé"] }]);
    expect(read.get("none")).toMatchObject({ shape: [0, 3] });
  });
});

describe("Octave", () => {
  const octave = (code: string) => succeed("octave-cli", ["--no-init-file", "--eval", code]);

  test.for(forms)("reads what is written here: %o", (form, { skip }) => {
    skip(!has.octave, reasons.octave);
    writeFileSync(at("ours.mat"), writeMat(variables, form));
    octave(`load ours.mat; ${inOctave}`);
  });

  const write = `
    cube = permute (reshape (0:23, 4, 3, 2), [3 2 1]); i16 = int16 ([1 -2]); text = 'hé'; lines = ['abc'; 'def'];
    mask = [true false]; z = [1+2i]; sp = sparse ([0 0 7; 5 0 0]); spl = sparse ([true false true]);
    cells = {1, 'two'; {}, []}; s = struct ('a', {1, 2}); range = 1:5; u64 = intmax ('uint64');
    save -v6 v6.mat; save -v7 v7.mat; clear cube cells s i16 u64 mask text spl; save -v4 v4.mat;
  `;

  test("writes what is read here: levels 4 and 5, compressed or not", async ({ skip }) => {
    skip(!has.octave, reasons.octave);
    octave(write);
    for (const name of ["v6.mat", "v7.mat"]) {
      const read = await load(name);
      expect(read.get("cube")).toMatchObject({
        shape: [2, 3, 4],
        data: Float64Array.from({ length: 24 }, (_, i) => i),
      });
      expect(read.get("i16")).toMatchObject({ dtype: "i16", data: Int16Array.of(1, -2) });
      expect(read.get("u64")).toMatchObject({ dtype: "u64", data: BigUint64Array.of(2n ** 64n - 1n) });
      expect(read.get("text")).toMatchObject({ lines: ["hé"] });
      expect(read.get("lines")).toMatchObject({ lines: ["abc", "def"] });
      expect(read.get("mask")).toMatchObject({ dtype: "bool", data: Uint8Array.of(1, 0) });
      expect(read.get("range")).toMatchObject({ data: Float64Array.of(1, 2, 3, 4, 5) });
      expect(read.get("cells")).toMatchObject({ shape: [2, 2], cells: [{}, { lines: ["two"] }, { kind: "cell" }, {}] });
      expect((read.get("s") as MatStruct).fields.get("a")).toMatchObject([{ data: { 0: 1 } }, { data: { 0: 2 } }]);
      expect(denseOf(read.get("sp") as MatSparse).data).toStrictEqual(Float64Array.of(0, 0, 7, 5, 0, 0));
      expect(denseOf(read.get("spl") as MatSparse).data).toStrictEqual(Uint8Array.of(1, 0, 1));
    }
    const old = await load("v4.mat");
    expect(old.get("lines")).toMatchObject({ lines: ["abc", "def"] });
    expect(denseOf(old.get("sp") as MatSparse).data).toStrictEqual(Float64Array.of(0, 0, 7, 5, 0, 0));
  });
});

describe("NumPy", () => {
  test("reads what is written here", ({ skip }) => {
    skip(!has.scipy, reasons.scipy);
    const matrix = { dtype: "i64", shape: [2, 3], data: BigInt64Array.of(1n, 2n, 3n, 4n, 5n, -6n) } as const;
    const complex = { dtype: "f32", shape: [1], data: Float32Array.of(1), imaginary: Float32Array.of(2) } as const;
    writeFileSync(at("m.npy"), writeNpy(matrix, { byteOrder: "big" }));
    writeFileSync(
      at("a.npz"),
      writeNpz(
        new Map<string, StoredArray>([
          ["m", matrix],
          ["c", complex],
        ]),
      ),
    );
    writeFileSync(at("b.npz"), writeNpz(new Map([["m", matrix]]), { compress: false }));
    const code = `
import numpy as np
m = [[1, 2, 3], [4, 5, -6]]
assert np.load('m.npy').tolist() == m and np.load('a.npz')['m'].tolist() == m and np.load('b.npz')['m'].tolist() == m
assert np.load('a.npz')['c'].dtype == np.complex64 and np.load('a.npz')['c'].tolist() == [1+2j]
`;
    succeed(python, ["-c", code]);
  });

  test("writes what is read here: every element type, all halves, both orders, compressed or not", ({ skip }) => {
    skip(!has.scipy, reasons.scipy);
    const code = `
import numpy as np
m = np.arange(6).reshape(2, 3)
a = {c: m.astype(c) for c in ['i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', 'f4', 'f8', '>i8', '>f4', 'c8', 'c16', '?']}
a['fortran'] = np.asfortranarray(m.astype('f8'))
h = np.arange(65536, dtype='u2').view('f2')
np.savez('a.npz', h=h, w=h.astype('f4'), **a); np.savez_compressed('z.npz', **a); np.save('v3.npy', m)
`;
    succeed(python, ["-c", code]);
    const read = readNpz(readFileSync(at("a.npz")));
    expect(read.get("h")!.data).toStrictEqual(read.get("w")!.data);
    for (const [name, array] of readNpz(readFileSync(at("z.npz")))) {
      expect(array).toStrictEqual(read.get(name));
      expect(Array.from(array.data, Number)).toEqual(name === "?" ? [0, 1, 1, 1, 1, 1] : [0, 1, 2, 3, 4, 5]);
    }
    expect(tensorOf(readNpy(readFileSync(at("v3.npy"))))).toStrictEqual({
      dtype: "i32",
      shape: [2, 3],
      data: Int32Array.of(0, 1, 2, 3, 4, 5),
    });
  });
});
