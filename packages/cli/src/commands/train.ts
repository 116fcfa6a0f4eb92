import { resolve } from "node:path";
import { countBatches } from "@adjoint/data";
import type { Command } from "commander";
import { describeError } from "../errors/describeError.js";
import { type EpochBar, epochBar } from "../report/epochBar.js";
import { htmlReport } from "../report/htmlReport.js";
import { trainJson } from "../report/trainJson.js";
import { beginText, endText, epochText, oneThreadText } from "../report/trainText.js";
import { buildModel } from "../run/buildModel.js";
import { createExperiment } from "../run/createExperiment.js";
import { createRunFolder } from "../run/createRunFolder.js";
import { loadData } from "../run/data/loadData.js";
import { predictions } from "../run/predictions.js";
import { runFolder } from "../run/runFolder.js";
import { type Ending, train } from "../run/train.js";
import { absolutePaths } from "../spec/absolutePaths.js";
import { atSource } from "../spec/atSource.js";
import { loadSpec } from "../spec/loadSpec.js";
import { overrideSpec, type SpecOverrides } from "../spec/overrideSpec.js";
import { type ExitCode, exitCodes } from "./exitCodes.js";
import type { Io } from "./io.js";
import {
  dataDirFlag,
  dataDirText,
  defaultThreads,
  positive,
  threadCount,
  threadsFlag,
  threadsText,
  whole,
} from "./options.js";

interface TrainFlags extends SpecOverrides {
  readonly dataDir?: string;
  readonly threads?: number;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

const codes: Readonly<Record<Ending["kind"], ExitCode>> = {
  done: exitCodes.done,
  interrupted: exitCodes.interrupted,
  "non-finite": exitCodes.failed,
};

/** Where a training tells how it goes: with `--json`, standard output is kept for the document. */
function voiceOf({ json, quiet }: TrainFlags, { stdout, stderr }: Io, epochs: number) {
  const write = (text: string) => void (json ? stderr : stdout).write(`${text}\n`);
  const silent: EpochBar = { show: () => {}, clear: () => {} };
  return {
    bar: stderr.isTTY && !quiet ? epochBar(stderr, epochs) : silent,
    tell: quiet ? () => {} : write,
    conclude: json && quiet ? () => {} : write,
  };
}

async function runTrain(file: string, flags: TrainFlags, io: Io): Promise<ExitCode> {
  const { dataDir, threads = defaultThreads(), out, json, quiet: _, ...overrides } = flags;
  const { spec: declared, source, folder: specFolder } = await loadSpec(file, io.cwd);
  const spec = absolutePaths(overrideSpec(declared, overrides), specFolder);
  const place = { folder: specFolder, ...(dataDir !== undefined && { dataDir: resolve(io.cwd, dataDir) }) };
  const { facts, splits, scalers } = await atSource(source, () => loadData(spec, place));
  const stepsPerEpoch = countBatches(splits.train, { size: spec.batch });
  const experiment = atSource(source, () =>
    createExperiment(spec, buildModel(spec, facts), facts, { threads, stepsPerEpoch }),
  );
  const path = await createRunFolder({ out, name: spec.name, date: io.now(), cwd: io.cwd });
  const folder = runFolder(path, io.cwd);
  const { bar, tell, conclude } = voiceOf(flags, io, spec.epochs);

  tell(beginText(experiment, splits));
  return io.interruptible(async (signal) => {
    const training = await train(experiment, splits, {
      signal,
      onBatch: bar.show,
      onEpoch: async (metrics, history) => {
        await folder.save(experiment, scalers, history);
        bar.clear();
        tell(epochText(metrics, spec.epochs));
      },
    }).finally(bar.clear);
    const { ending } = training;
    // What a network says whose numbers are no longer finite is no picture.
    const told = async ({ kind }: Ending) => (kind === "non-finite" ? [] : predictions(experiment, splits));
    await folder.save(experiment, scalers, training.history);
    await folder.write("report.html", await htmlReport(experiment, training, await told(ending)));
    if (ending.kind === "non-finite") io.stderr.write(`${describeError(ending.error)}\n`);
    // A thread may be lost at any time before.
    const oneThread = oneThreadText(experiment);
    if (oneThread !== undefined) tell(oneThread);
    conclude(endText(training, folder, io.invocation));
    if (json) io.stdout.write(`${JSON.stringify(trainJson(experiment, training, path))}\n`);
    experiment.session.close();
    return codes[ending.kind];
  });
}

/** Adds `adjoint train` to the program. */
export function defineTrain(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command("train")
    .summary("train the network of a spec")
    .description(
      "Trains the network of a spec, validates it after each epoch and tests it at the end. The checkpoint, the report and " +
        "the figures go to a folder of their own. Ctrl-C stops after the present batch and saves; twice, it stops at once.",
    )
    .argument("<spec>", "YAML or JSON file that declares the network, its data and its training")
    .option("--epochs <n>", "passes over the training examples, instead of the spec's", whole(1))
    .option("--batch <n>", "examples per step, instead of the spec's", whole(1))
    .option("--seed <n>", "governs all that is random, instead of the spec's", whole(0))
    .option("--learning-rate <x>", "learning rate, instead of the spec's", positive)
    .option(dataDirFlag, dataDirText)
    .option(threadsFlag, threadsText, threadCount)
    .option("--out <folder>", "where the run goes (default: runs/<name>-<time>)")
    .option("--json", "print the figures as one JSON document, the last line of standard output")
    .option("--quiet", "print only what came of it")
    .addHelpText("after", "\nExample:\n  adjoint train studies/mnist-mlp.yaml --epochs 1 --out runs/first")
    .action(async (file: string, flags: TrainFlags) => finish(await runTrain(file, flags, io)));
}
