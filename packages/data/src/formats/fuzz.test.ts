import type { TensorValue } from "@adjoint/core";
import { gzipSync } from "fflate";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DataError } from "../errors/dataError.js";
import { listMat } from "./listMat.js";
import type { MatInput } from "./matValue.js";
import { readCsv } from "./readCsv.js";
import { readIdx } from "./readIdx.js";
import { readMat } from "./readMat.js";
import { readNpy } from "./readNpy.js";
import { readNpz } from "./readNpz.js";
import { readSafetensors } from "./readSafetensors.js";
import { writeIdx } from "./writeIdx.js";
import { writeMat } from "./writeMat.js";
import { writeNpy } from "./writeNpy.js";
import { writeNpz } from "./writeNpz.js";
import { writeSafetensors } from "./writeSafetensors.js";

/** Damaged files for each kind: 100,100 in all, ten times as many under ADJOINT_FULL. */
const filesPerKind = process.env.ADJOINT_FULL ? 91_000 : 9100;

/** What a caller may state; a bomb is refused above it. */
const limit = 1 << 16;

const matrix = { dtype: "f64", shape: [3, 4], data: Float64Array.from({ length: 12 }, (_, i) => i / 3) } as const;
const bytes = { dtype: "u8", shape: [40], data: Uint8Array.from({ length: 40 }, (_, i) => i * i) } as const;
const variables = new Map<string, MatInput>([
  ["x", matrix],
  ["b", bytes],
  ["text", "hello"],
  [
    "cell",
    {
      kind: "cell",
      shape: [1, 2],
      cells: [
        { kind: "array", ...matrix },
        { kind: "text", shape: [1, 1], lines: ["a"] },
      ],
    },
  ],
  ["st", { kind: "struct", shape: [1, 1], fields: new Map([["f", [{ kind: "array", ...bytes, shape: [1, 40] }]]]) }],
  [
    "sp",
    {
      kind: "sparse",
      dtype: "f64",
      shape: [3, 3],
      rows: Int32Array.of(0, 2),
      columns: Int32Array.of(0, 1),
      data: Float64Array.of(1, 2),
    },
  ],
]);
const tensors = new Map<string, TensorValue>([
  ["m", matrix],
  ["b", bytes],
]);

const memory = (numbers: Int32Array | Float64Array) => new Uint8Array(numbers.buffer);

/** A 2 × 2 matrix, then a text. */
const level4 = Buffer.concat([
  memory(Int32Array.of(0, 2, 2, 0, 2)),
  Buffer.from("x\0"),
  memory(Float64Array.of(1, 2, 3, 4)),
  memory(Int32Array.of(1, 1, 2, 0, 2)),
  Buffer.from("t\0"),
  memory(Float64Array.of(104, 105)),
]);

interface Kind {
  readonly name: string;
  readonly file: Uint8Array;
  readonly read: (file: Uint8Array) => unknown;
  /** Whether what is read may be larger than the file, up to the limit. */
  readonly packed?: boolean;
}

const mat = async (file: Uint8Array) => {
  await readMat(file, { limit });
  await listMat(file);
};

const kinds: readonly Kind[] = [
  { name: "IDX", file: writeIdx(matrix), read: readIdx },
  { name: "IDX in gzip", file: gzipSync(writeIdx(matrix), { mtime: 0 }), read: readIdx, packed: true },
  { name: "safetensors", file: writeSafetensors(tensors), read: readSafetensors },
  { name: "MAT 4", file: Uint8Array.from(level4), read: mat },
  { name: "MAT 5", file: writeMat(variables, { compress: false }), read: mat },
  { name: "MAT 5, big-endian", file: writeMat(variables, { compress: false, byteOrder: "big" }), read: mat },
  { name: "MAT 5, compressed", file: writeMat(variables), read: mat, packed: true },
  { name: "CSV", file: new TextEncoder().encode('x,y,kind\n1,2.5,a\n3,-4e2,"b, c"\n,5,a\n'), read: readCsv },
  { name: "NPY", file: writeNpy(matrix), read: readNpy },
  { name: "NPZ", file: writeNpz(tensors, { compress: false }), read: (file) => readNpz(file, { limit }), packed: true },
  { name: "NPZ, compressed", file: writeNpz(tensors), read: (file) => readNpz(file, { limit }), packed: true },
];

const below = (random: RandomGenerator, size: number): number => (random.next() >>> 0) % size;

/** Values at which sizes overflow, change sign or become small. */
const telling = [0, 1, 4, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** A file with some damage: bytes or numbers replaced, pieces lost, repeated or cut, or nothing but noise. */
function damagedFile(original: Uint8Array, random: RandomGenerator): Uint8Array {
  if (below(random, 50) === 0) return Uint8Array.from({ length: below(random, 300) }, () => below(random, 256));
  let file = original.slice();
  for (let change = below(random, 4); change >= 0; change--) {
    const place = below(random, file.length + 1);
    const length = below(random, 24);
    const kind = below(random, 8);
    if (kind === 0) file = file.slice(0, place);
    else if (kind === 1) file = Uint8Array.of(...file.subarray(0, place), ...file.subarray(place + length));
    else if (kind === 2)
      file = Uint8Array.of(...file.subarray(0, place), ...file.subarray(Math.max(0, place - length)));
    else if (kind <= 4 && place + 4 <= file.length) {
      new DataView(file.buffer).setUint32(place, telling[below(random, telling.length)]!, kind === 3);
    } else if (place < file.length) file[place] = below(random, 256);
  }
  return file;
}

/** The largest piece of memory that was asked for since it was last set to zero. */
let largest = 0;

/** A constructor that keeps count. */
const counted = <C extends abstract new (...args: never[]) => object>(original: C): C =>
  new Proxy(original, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget) as { readonly byteLength: number };
      if (!(args[0] instanceof ArrayBuffer)) largest = Math.max(largest, made.byteLength);
      return made;
    },
  });

const counters = {
  ArrayBuffer,
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};

beforeEach(() => {
  for (const [name, original] of Object.entries(counters)) vi.stubGlobal(name, counted(original));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Half of a chunk of packed bytes of noise and 258 bytes for two bits of it are what a gzip reader takes to see that it is none. */
const chunk = 1 << 17;

describe("damaged files are read or refused, fast, and in memory that the file justifies", () => {
  test.each(kinds)(
    "$name",
    async ({ file, read, packed = false }) => {
      const random = xoroshiro128plus(6);
      const outcomes = { read: 0, refused: 0, memory: 0 };
      for (let i = 0; i < filesPerKind; i++) {
        const damaged = damagedFile(file, random);
        largest = 0;
        const start = performance.now();
        try {
          await read(damaged);
          outcomes.read++;
        } catch (error) {
          if (!(error instanceof DataError)) {
            throw new Error(`file ${i}: ${Buffer.from(damaged).toString("base64")}`, { cause: error });
          }
          outcomes.refused++;
        }
        outcomes.memory = Math.max(outcomes.memory, largest);
        // Two seconds, for a file of some hundred bytes, on a machine that does other things too.
        expect(performance.now() - start).toBeLessThan(2000);
        // Below some kilobytes, tables and heads that are as long for every file outweigh it.
        expect(largest).toBeLessThanOrEqual(packed ? chunk + limit : Math.max(8 * damaged.length, 4096));
      }
      // A damage that nobody sees, and one that everybody does, would both make an idle test.
      expect(outcomes.read).toBeGreaterThan(filesPerKind / 100);
      expect(outcomes.memory).toBeGreaterThan(0);
      expect(outcomes.refused).toBeGreaterThan(filesPerKind / 10);
    },
    1_000_000,
  );
});
