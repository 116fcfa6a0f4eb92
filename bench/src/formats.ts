/**
 * How fast files are read: `node bench/dist/formats.js`. ADJOINT_BENCH_PYTHON names a Python with SciPy, or else `python3` is
 * asked; without SciPy its column is left out.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readIdx, readMat, readNpz, writeIdx, writeMat, writeNpz } from "@adjoint/data";
import { median } from "./machine/time.js";

const rounds = 5;
const folder = mkdtempSync(join(tmpdir(), "adjoint-formats-"));
const python = process.env.ADJOINT_BENCH_PYTHON ?? "python3";

/** 100 MB of numbers with some order in them, as measurements have: they pack to about three quarters. */
const numbers = { dtype: "f64", shape: [2500, 5000], data: new Float64Array(12_500_000) } as const;
numbers.data.forEach((_, i, data) => {
  data[i] = Math.fround(Math.sin(i * 0.37) * 100);
});

/** As many bytes as MNIST has, four fifths of them zero as there. */
const images = { dtype: "u8", shape: [60_000, 28, 28], data: new Uint8Array(60_000 * 784) } as const;
images.data.forEach((_, i, data) => {
  data[i] = i % 5 === 0 ? Math.imul(i, 2654435761) >>> 24 : 0;
});

interface Reading {
  readonly name: string;
  readonly file: string;
  readonly decoded: number;
  readonly read: (bytes: Uint8Array) => unknown;
  /** What Python does with the file. */
  readonly peer?: string;
}

const save = (name: string, bytes: Uint8Array): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

const idx = writeIdx(images);
const mat = new Map([["x", numbers]]);
const readings: readonly Reading[] = [
  {
    name: "IDX, 60,000 images",
    file: save("a.idx", idx),
    decoded: images.data.byteLength,
    read: (bytes) => readIdx(bytes),
  },
  {
    name: "the same in gzip",
    file: save("a.idx.gz", gzipSync(idx)),
    decoded: images.data.byteLength,
    read: (bytes) => readIdx(bytes),
  },
  {
    name: "MAT 5 compressed, 100 MB",
    file: save("a.mat", writeMat(mat)),
    decoded: 1e8,
    read: (bytes) => readMat(bytes),
    peer: "scipy.io.loadmat(f)",
  },
  {
    name: "MAT 5, 100 MB",
    file: save("b.mat", writeMat(mat, { compress: false })),
    decoded: 1e8,
    read: (bytes) => readMat(bytes),
    peer: "scipy.io.loadmat(f)",
  },
  {
    name: "NPZ compressed, 100 MB",
    file: save("a.npz", writeNpz(mat)),
    decoded: 1e8,
    read: (bytes) => readNpz(bytes),
    peer: "np.load(f)['x']",
  },
];

/** Seconds to open and read the file. */
async function ours({ file, read }: Reading): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await read(readFileSync(file));
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}

function peers({ file, peer }: Reading): number | undefined {
  if (peer === undefined) return undefined;
  const code = `
import time, sys, numpy as np, scipy.io
f, t = sys.argv[1], []
for _ in range(${rounds}):
    s = time.perf_counter(); ${peer}; t.append(time.perf_counter() - s)
print(sorted(t)[${Math.floor(rounds / 2)}])`;
  const { status, stdout } = spawnSync(python, ["-c", code, file], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}

console.log("file                        seconds   MB/s   SciPy's or NumPy's time / ours");
for (const reading of readings) {
  const peer = peers(reading);
  const seconds = await ours(reading);
  const ratio = peer === undefined ? "" : (peer / seconds).toFixed(2);
  const rate = (reading.decoded / 1e6 / seconds).toFixed(0);
  console.log(`${reading.name.padEnd(26)}  ${seconds.toFixed(3).padStart(7)}  ${rate.padStart(5)}   ${ratio}`);
}
rmSync(folder, { recursive: true });
