import type { CompileTimes } from "../sections/compileOnce.js";
import type { Gather } from "../sections/gather.js";
import type { Epoch } from "../sections/mnistEpoch.js";
import type { Products } from "../sections/products.js";
import type { Sweep } from "../sections/sweep.js";
import { compileTarget, epochTarget, gatherTarget, productTarget, sweepTarget } from "../targets.js";
import { table } from "./table.js";
import { digits, duration, judged, megabytes, percent } from "./units.js";

const giga = (perSecond: number): string => digits(perSecond / 1e9);

/** A row per size, a column per form; the share of the ceiling behind each rate. */
export function productTable({ products }: Products): string {
  const forms = [...new Set(products.map(({ form }) => form))];
  const sizes = [...new Set(products.map(({ rows, columns, inner }) => `${rows}×${columns}×${inner}`))];
  const rows = sizes.map((size) => [
    size,
    ...products
      .filter(({ rows, columns, inner }) => `${rows}×${columns}×${inner}` === size)
      .map(({ rows, columns, inner, flopsPerSecond, share }) => {
        const target = productTarget(rows, columns, inner);
        const text = `${giga(flopsPerSecond)} · ${percent(share)}`;
        return target === undefined ? text : judged(text, share >= target, `≥ ${percent(target)}`);
      }),
  ]);
  return table(["rows×columns×inner", ...forms], rows);
}

export const compileTable = (times: readonly CompileTimes[]): string =>
  table(
    ["compiling", "graph", "compile", "compile again"],
    times.map(({ name, graph, compile, again }) => [
      name,
      duration(graph),
      judged(duration(compile), compile <= compileTarget(name), `≤ ${duration(compileTarget(name))}`),
      duration(again),
    ]),
  );

export const sweepTable = (sweeps: readonly Sweep[]): string =>
  table(
    ["update", "GB/s", "a copy's GB/s", "share"],
    sweeps.map(({ optimizer, bytesPerSecond, copyBytesPerSecond, share }) => [
      optimizer,
      giga(bytesPerSecond),
      giga(copyBytesPerSecond),
      judged(percent(share), share >= sweepTarget, `≥ ${percent(sweepTarget)}`),
    ]),
  );

export const gatherTable = (gathers: readonly Gather[]): string =>
  table(
    ["batches of 64 rows of 784", "GB/s", "a copy's GB/s", "share", "of a copy row by row"],
    gathers.map(({ column, own, bytesPerSecond, copyBytesPerSecond, share, rowsShare }) => [
      `${column}${own ? "" : ", memory reused"}`,
      giga(bytesPerSecond),
      giga(copyBytesPerSecond),
      judged(percent(share), share >= gatherTarget, `≥ ${percent(gatherTarget)}`),
      percent(rowsShare),
    ]),
  );

export const epochTable = ({ seconds, median, accuracy, peak }: Epoch): string =>
  table(
    ["MNIST", "first epoch", "epoch", "largest resident set", "accuracy"],
    [
      [
        "784-128-10",
        duration(seconds[0]!),
        judged(duration(median), median <= epochTarget.seconds, `≤ ${duration(epochTarget.seconds)}`),
        judged(megabytes(peak), peak <= epochTarget.peak, `≤ ${megabytes(epochTarget.peak)}`),
        percent(accuracy),
      ],
    ],
  );
