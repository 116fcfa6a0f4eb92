import { type PeerId, peerNames } from "../contest/contestants.js";
import { firstTable, legend, memoryTable, ratioTable, timeTable } from "./contestTables.js";
import { compileTable, epochTable, gatherTable, productTable, sweepTable } from "./otherTables.js";
import type { Results } from "./results.js";
import { digits } from "./units.js";

function conditions({ date, node, threads, backend, machine, load, quick, contests }: Results): string {
  const versions = (Object.keys(peerNames) as PeerId[]).flatMap((peer) => {
    const version = Object.values(contests).flatMap(({ peers }) => peers[peer] ?? [])[0]?.version;
    return version === undefined ? [] : [`${peerNames[peer]} ${version}`];
  });
  return [
    `${date.slice(0, 10)}, Node ${node}, Adjoint's backend ${backend} with ${threads} thread${threads === 1 ? "" : "s"}${quick ? ", a quick run" : ""}.`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory.toFixed(0)} GB; load average ${load.map((value) => value.toFixed(1)).join(" before and ")} after.`,
    ...(load[0] > machine.cores / 4
      ? ["The machine was busy with other things as well: these figures are rough."]
      : []),
    ...(versions.length === 0 ? [] : [`Peers: ${versions.join(", ")}.`]),
  ].join("\n");
}

const remarks = ({ leftOut, contests, failed: sections }: Results): string =>
  [
    ...Object.entries(leftOut).map(([peer, why]) => `- Left out: ${peerNames[peer as PeerId]} (${why}).`),
    ...sections.map((what) => `- Failed: ${what}`),
    ...Object.entries(contests).flatMap(([name, { failed }]) => failed.map((what) => `- ${name}, left out: ${what}.`)),
  ].join("\n");

/** The tables, as Markdown that also reads well on a screen. */
export function report(results: Results): string {
  const { contests, products, compile, sweep, gather, epoch } = results;
  const contested = Object.keys(contests).length > 0;
  return [
    conditions(results),
    ...(contested
      ? [
          ...["### Ratios", ratioTable(contests), legend(contests)],
          ...["### Times of a step", timeTable(contests), firstTable(contests)],
          ...["### Memory", memoryTable(contests)],
        ]
      : []),
    ...(products === undefined
      ? []
      : [
          "### Matrix products, one thread: GFLOP/s and share of the tile ceiling",
          `The ceiling here: ${digits(products.ceiling / 1e9)} GFLOP/s, ${products.relaxed ? "with" : "without"} the relaxed multiply-add.`,
          productTable(products),
        ]),
    ...(compile === undefined ? [] : ["### Compile time, in a fresh process", compileTable(compile)]),
    ...(sweep === undefined ? [] : ["### The optimizers' sweep, one thread", sweepTable(sweep)]),
    ...(gather === undefined ? [] : ["### Shuffled batches", gatherTable(gather)]),
    ...(epoch === undefined ? [] : ["### An epoch of MNIST, batch 64, Adam", epochTable(epoch)]),
    remarks(results),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
