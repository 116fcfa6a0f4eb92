import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { type Contest, contest } from "./contest/contest.js";
import { adjointContestant, findContestants } from "./contest/contestants.js";
import { installPeers } from "./installPeers.js";
import { type Options, readOptions, usage } from "./options.js";
import { report } from "./report/report.js";
import type { Results } from "./report/results.js";
import { toJson } from "./report/toJson.js";
import { writeReadme } from "./report/writeReadme.js";
import { compileTimes } from "./sections/compileTimes.js";
import type { Gather } from "./sections/gather.js";
import type { Epoch } from "./sections/mnistEpoch.js";
import type { Products } from "./sections/products.js";
import { runTask } from "./sections/runTask.js";
import type { Sweep } from "./sections/sweep.js";
import { workloads } from "./workloads/workloads.js";

const sections = ["products", "compile", "sweep", "gather", "epoch"] as const;
const known = [...workloads.map(({ name }) => name), ...sections];

/** Progress goes to standard error, so that the tables can be piped. */
const say = (text: string) => process.stderr.write(`${text}\n`);

async function runContests(options: Options, wanted: (name: string) => boolean) {
  const contests: Record<string, Contest> = {};
  const chosen = workloads.filter(({ name }) => wanted(name));
  if (chosen.length === 0) return { contests, leftOut: {} };
  const { contestants, leftOut } = findContestants(options);
  for (const workload of chosen) {
    say(`${workload.name}: ${workload.title} …`);
    contests[workload.name] = await contest(workload, adjointContestant(options), contestants, options.quick);
  }
  return { contests, leftOut };
}

async function measure(options: Options): Promise<Results> {
  const wanted = (name: string) => options.only.length === 0 || options.only.includes(name);
  const before = loadavg()[0]!;
  const { contests, leftOut } = await runContests(options, wanted);
  const failed: string[] = [];
  const section = async <T>(name: (typeof sections)[number], run: () => Promise<T>): Promise<{ [key: string]: T }> => {
    if (!wanted(name)) return {};
    say(`${name} …`);
    try {
      return { [name]: await run() };
    } catch (error) {
      failed.push((error as Error).message);
      return {};
    }
  };
  return {
    date: new Date().toISOString(),
    node: process.versions.node,
    threads: options.backend === "wasm" ? options.threads : 1,
    backend: options.backend,
    quick: options.quick,
    machine: { cpu: cpus()[0]!.model.trim(), cores: cpus().length, memory: totalmem() / 1e9 },
    leftOut,
    contests,
    ...(await section("products", () => runTask<Products>("products", options))),
    ...(await section("compile", () => compileTimes(options))),
    ...(await section("sweep", () => runTask<readonly Sweep[]>("sweep", options))),
    ...(await section("gather", () => runTask<readonly Gather[]>("gather", options))),
    ...(await section("epoch", () => runTask<Epoch>("epoch", options))),
    load: [before, loadavg()[0]!],
    failed,
  };
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), known);
  if (options.help) {
    console.log(usage);
    return 0;
  }
  if (options.installPeers) return installPeers();
  const results = await measure(options);
  const tables = report(results);
  console.log(`\n${tables}`);
  const folder = fileURLToPath(new URL("../results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}latest.json`, toJson(results));
  if (options.writeReadme) writeReadme(tables);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
