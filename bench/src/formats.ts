/**
 * How fast files are read, and in how much memory: `node bench/dist/formats.js`. ADJOINT_BENCH_PYTHON names a Python with SciPy,
 * or else `python3` is asked; without SciPy its column is left out.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { readIdx, readMat, readNpz, writeIdx, writeMat, writeNpz } from "@adjoint/data";
import { median } from "./machine/time.js";

const rounds = 5;
const python = process.env.ADJOINT_BENCH_PYTHON ?? "python3";

const readers = { idx: readIdx, mat: readMat, npz: readNpz };

interface Reading {
  readonly name: string;
  readonly file: string;
  readonly format: keyof typeof readers;
  /** Bytes of what is read. */
  readonly decoded: number;
  /** What Python does with the file. */
  readonly peer?: string;
}

/** 100 MB of numbers with some order in them, as measurements have: they pack to about half. */
function numbers() {
  const data = new Float64Array(12_500_000);
  for (let i = 0; i < data.length; i++) data[i] = Math.fround(Math.sin(i * 0.37) * 100);
  return { dtype: "f64", shape: [2500, 5000], data } as const;
}

/** As many bytes as MNIST has, four fifths of them zero as there. */
function images() {
  const data = new Uint8Array(60_000 * 784);
  for (let i = 0; i < data.length; i += 5) data[i] = Math.imul(i, 2654435761) >>> 24;
  return { dtype: "u8", shape: [60_000, 28, 28], data } as const;
}

/** What is read, of what `writeFiles` writes. */
function readings(folder: string): readonly Reading[] {
  const small = { format: "idx", decoded: 60_000 * 784 } as const;
  const scipy = { format: "mat", decoded: 1e8, peer: "scipy.io.loadmat(f)" } as const;
  const numpy = { format: "npz", decoded: 1e8, peer: "np.load(f)['x']" } as const;
  return [
    { name: "IDX, 60,000 images", file: join(folder, "a.idx"), ...small },
    { name: "the same in gzip", file: join(folder, "a.idx.gz"), ...small },
    { name: "MAT 5 compressed, 100 MB", file: join(folder, "a.mat"), ...scipy },
    { name: "MAT 5, 100 MB", file: join(folder, "b.mat"), ...scipy },
    { name: "MAT 5, 100 MB, big-endian", file: join(folder, "c.mat"), ...scipy },
    { name: "NPZ compressed, 100 MB", file: join(folder, "a.npz"), ...numpy },
  ];
}

function writeFiles(folder: string): void {
  const save = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
  const idx = writeIdx(images());
  save("a.idx", idx);
  save("a.idx.gz", gzipSync(idx));
  const mat = new Map([["x", numbers()]]);
  save("a.mat", writeMat(mat));
  save("b.mat", writeMat(mat, { compress: false }));
  save("c.mat", writeMat(mat, { compress: false, byteOrder: "big" }));
  save("a.npz", writeNpz(mat));
}

/** Seconds to open and read the file. */
async function ours({ file, format }: Reading): Promise<number> {
  const start = performance.now();
  await readers[format](readFileSync(file));
  return (performance.now() - start) / 1000;
}

const residentSet = (): number => process.resourceUsage().maxRSS * 1024;

/** Prints by how many bytes the largest resident set of this process grows when the file is opened and read. */
async function printGrowth(format: keyof typeof readers, file: string): Promise<void> {
  const before = residentSet();
  await readers[format](readFileSync(file));
  console.log(residentSet() - before);
}

/** This program with other arguments, in a process of its own. */
function another(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Seconds that Python takes for the same, the second time in a process. */
function peers({ file, peer }: Reading): number {
  const code = `
import time, sys, numpy as np, scipy.io
f = sys.argv[1]
for _ in range(2):
    s = time.perf_counter(); ${peer}; t = time.perf_counter() - s
print(t)`;
  const { status, stdout } = spawnSync(python, ["-c", code, file], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : Number.NaN;
}

/** Medians of rounds in which Python and this process take turns. */
async function timesOf(reading: Reading): Promise<{ readonly seconds: number; readonly ratio: number }> {
  const measured: { readonly seconds: number; readonly ratio: number }[] = [];
  await ours(reading);
  for (let round = 0; round < rounds; round++) {
    const peer = reading.peer === undefined ? Number.NaN : peers(reading);
    const seconds = await ours(reading);
    measured.push({ seconds, ratio: peer / seconds });
  }
  return { seconds: median(measured.map(({ seconds }) => seconds)), ratio: median(measured.map(({ ratio }) => ratio)) };
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "adjoint-formats-"));
  try {
    another("write", folder);
    // While this process is small: a process begins with the largest resident set of the one that started it.
    const growths = readings(folder).map(({ format, file }) => Number(another(format, file)));
    console.log("file                       seconds   MB/s   memory ÷ decoded   SciPy's or NumPy's time ÷ ours");
    for (const [i, reading] of readings(folder).entries()) {
      const { seconds, ratio } = await timesOf(reading);
      const rate = (reading.decoded / 1e6 / seconds).toFixed(0);
      const memory = (growths[i]! / reading.decoded).toFixed(2);
      const cells = [
        seconds.toFixed(3).padStart(7),
        rate.padStart(5),
        memory.padStart(17),
        (Number.isNaN(ratio) ? "" : ratio.toFixed(2)).padStart(31),
      ];
      console.log([reading.name.padEnd(25), ...cells].join("  ").trimEnd());
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [task, path] = process.argv.slice(2);
if (task === undefined) await compare();
else if (task === "write") writeFiles(path!);
else await printGrowth(task as keyof typeof readers, path!);
