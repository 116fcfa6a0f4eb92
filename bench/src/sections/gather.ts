import { batches, type Column, type Dataset, dataset } from "@adjoint/data";
import { median, time } from "../machine/time.js";
import type { EntrantOptions } from "../options.js";

export interface Gather {
  /** What the column holds and batches yield. */
  readonly column: string;
  /** Whether every batch has memory of its own. */
  readonly own: boolean;
  /** Read and written, per second, shuffling included. */
  readonly bytesPerSecond: number;
  readonly copyBytesPerSecond: number;
  /** Gathering ÷ copy, of rounds that follow each other. */
  readonly share: number;
  /** The same, beside a copy that takes the rows one by one, as they lie. */
  readonly rowsShare: number;
}

const width = 784;

interface Case {
  readonly column: string;
  readonly data: Dataset<{ readonly x: Column }>;
  /** Per element, read and written. */
  readonly traffic: number;
}

function cases(rows: number): readonly Case[] {
  const shape = [rows, width];
  const f32 = { dtype: "f32", shape, data: new Float32Array(rows * width).fill(0.5) } as const;
  const u8 = { dtype: "u8", shape, data: new Uint8Array(rows * width).fill(7) } as const;
  return [
    { column: "f32", data: dataset({ x: f32 }), traffic: 8 },
    { column: "u8", data: dataset({ x: u8 }), traffic: 2 },
    {
      column: "u8, scaled to f32",
      data: dataset({ x: { ...u8, scaling: { factor: 1 / 255, offset: 0 } } }),
      traffic: 5,
    },
  ];
}

const size = 64;

/** Copies every row in its order, a call for each, to where a batch would be. */
function copyRowByRow({ data }: Column): () => void {
  const target = data.slice(0, size * width);
  return () => {
    for (let start = 0; start < data.length; start += width) {
      target.set(data.subarray(start, start + width), start % target.length);
    }
  };
}

/** Shuffled batches of 64 rows of 784 beside a plain copy of as many floats, from and to memory beyond the caches. */
export function gather({ quick }: EntrantOptions): readonly Gather[] {
  const rows = quick ? 10_000 : 60_000;
  const source = new Float32Array(rows * width).fill(0.5);
  const target = new Float32Array(source.length);
  const copy = () => target.set(source);
  const rounds = quick ? 5 : 15;
  return cases(rows).flatMap(({ column, data, traffic }) =>
    [true, false].map((own) => {
      const pass = (epoch: number) => {
        for (const _ of batches(data, { size, shuffle: 1, epoch, reuse: !own }));
      };
      for (let i = 0; i < 3; i++) {
        pass(i);
        copy();
      }
      const { x } = data.columns;
      const rowByRow = copyRowByRow(x);
      const measured = Array.from({ length: rounds }, (_, round) => ({
        copied: (8 * source.length) / time(copy),
        rowsCopied: (2 * x.data.byteLength) / time(rowByRow),
        gathered: (traffic * rows * width) / time(() => pass(round)),
      }));
      return {
        column,
        own,
        bytesPerSecond: median(measured.map(({ gathered }) => gathered)),
        copyBytesPerSecond: median(measured.map(({ copied }) => copied)),
        share: median(measured.map(({ gathered, copied }) => gathered / copied)),
        rowsShare: median(measured.map(({ gathered, rowsCopied }) => gathered / rowsCopied)),
      };
    }),
  );
}
