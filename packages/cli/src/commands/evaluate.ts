import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { CliError } from "../errors/cliError.js";
import { formatCount, formatMetrics } from "../report/format.js";
import { countNumbers } from "../report/layerRows.js";
import { buildModel } from "../run/buildModel.js";
import { createExperiment } from "../run/createExperiment.js";
import { loadData } from "../run/data/loadData.js";
import type { SplitName } from "../run/data/splits.js";
import { evaluate } from "../run/evaluate.js";
import { loadCheckpoint } from "../run/loadCheckpoint.js";
import { restore } from "../run/restore.js";
import { type ExitCode, exitCodes } from "./exitCodes.js";
import type { Io } from "./io.js";
import { dataDirFlag, dataDirText, defaultThreads, threadCount, threadsFlag, threadsText } from "./options.js";

interface EvaluateFlags {
  readonly split: SplitName;
  readonly dataDir?: string;
  readonly threads?: number;
  readonly json?: true;
}

async function runEvaluate(path: string, flags: EvaluateFlags, io: Io): Promise<ExitCode> {
  const { split, dataDir, threads = defaultThreads(), json } = flags;
  const checkpoint = await loadCheckpoint(path, io.cwd);
  const { spec, epoch, file, scalers } = checkpoint;
  const place = { folder: io.cwd, ...(dataDir !== undefined && { dataDir: resolve(io.cwd, dataDir) }) };
  const { facts, splits } = await loadData(spec, place, scalers);
  const model = buildModel(spec, facts);
  const experiment = createExperiment(spec, model, facts, { threads });
  restore(experiment.session, checkpoint);
  const examples = splits[split];
  if (examples === undefined) throw new CliError("evaluate/no-examples", { file, split, splits: Object.keys(splits) });
  const metrics = await evaluate(experiment, examples);
  experiment.session.close();
  const parameters = countNumbers(model.parameters);
  const document = { [split]: metrics, examples: examples.size, parameters, epochs: epoch, checkpoint: file };
  const learnt = `${spec.name}, ${formatCount(parameters)} parameters, trained for ${epoch} epochs on ${facts.name}`;
  const result = `${split}: ${formatMetrics(metrics)} on ${formatCount(examples.size)} examples`;
  io.stdout.write(json ? `${JSON.stringify(document)}\n` : `${learnt}\n${result}\n`);
  return exitCodes.done;
}

/** Adds `adjoint evaluate` to the program. */
export function defineEvaluate(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const splits: readonly SplitName[] = ["train", "validation", "test"];
  program
    .command("evaluate")
    .summary("measure a trained network again")
    .description(
      "Rebuilds the network of a checkpoint and measures it on examples of its data set. On the test examples that gives " +
        "exactly the figures that training ended with.",
    )
    .argument("<checkpoint>", "run folder, or a .safetensors file from one")
    .addOption(new Option("--split <name>", "which examples").choices(splits).default("test"))
    .option(dataDirFlag, dataDirText)
    .option(threadsFlag, threadsText, threadCount)
    .option("--json", "print the figures as one JSON document")
    .addHelpText("after", "\nExample:\n  adjoint evaluate runs/first --split validation")
    .action(async (path: string, flags: EvaluateFlags) => finish(await runEvaluate(path, flags, io)));
}
