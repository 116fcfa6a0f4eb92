import { gradients, inspectProgram, named, type Tensor, toJson, toMermaid, toText } from "@adjoint/core";
import { type Command, Option } from "commander";
import { CliError } from "../errors/cliError.js";
import { countNumbers, layerRows } from "../report/layerRows.js";
import { layerTable } from "../report/layerTable.js";
import { buildModel, type Model } from "../run/buildModel.js";
import { buildStep } from "../run/createExperiment.js";
import { loadFacts } from "../run/data/loadData.js";
import { atSource } from "../spec/atSource.js";
import { loadSpec } from "../spec/loadSpec.js";
import type { Spec } from "../spec/specSchema.js";
import { type ExitCode, exitCodes } from "./exitCodes.js";
import type { Io } from "./io.js";

const graphStages = ["graph", "gradient"] as const;
const compilerStages = ["simplify", "fuse", "plan"] as const;
type GraphStage = (typeof graphStages)[number];
type CompilerStage = (typeof compilerStages)[number];
type Format = "text" | "mermaid";

interface InspectFlags {
  readonly stage: GraphStage | CompilerStage;
  readonly format?: Format;
  readonly json?: true;
}

/** What each stage of a model's graph computes. */
const tensorsOf: Readonly<Record<GraphStage, (model: Model) => readonly Tensor[]>> = {
  graph: ({ loss }) => [loss],
  gradient: ({ loss, parameters }) => [
    loss,
    ...gradients(loss, parameters).map((gradient, i) => named(`gradient of ${parameters[i]?.name}`, gradient)),
  ],
};

/** In Mermaid the table becomes a comment, so that the whole of it is a diagram. */
const formats: Readonly<Record<Format, (table: string, tensors: readonly Tensor[]) => string>> = {
  text: (table, tensors) => `${table}\n\n${toText(tensors)}`,
  mermaid: (table, tensors) => `${table.replaceAll(/^/gm, "%% ")}\n${toMermaid(tensors)}`,
};

const document = ({ name }: Spec, model: Model, tensors: readonly Tensor[]) => ({
  name,
  layers: layerRows(model),
  parameters: countNumbers(model.parameters),
  graph: toJson(tensors),
});

const isCompilerStage = (stage: GraphStage | CompilerStage): stage is CompilerStage =>
  compilerStages.some((name) => name === stage);

async function runInspect(file: string, { stage, format, json }: InspectFlags, io: Io): Promise<ExitCode> {
  const { spec, source, folder } = await loadSpec(file, io.cwd);
  const facts = await atSource(source, () => loadFacts(spec, { folder }));
  const model = atSource(source, () => buildModel(spec, facts));
  const write = (text: string) => {
    io.stdout.write(`${text}\n`);
    return exitCodes.done;
  };
  if (isCompilerStage(stage)) {
    if (json || format !== undefined) throw new CliError("inspect/stage-is-text", { stage });
    return write(inspectProgram(buildStep(spec, model).step, { stage, sizes: { batch: spec.batch } }));
  }
  const tensors = tensorsOf[stage](model);
  return write(
    json ? JSON.stringify(document(spec, model, tensors)) : formats[format ?? "text"](layerTable(model), tensors),
  );
}

/** Adds `adjoint inspect` to the program. */
export function defineInspect(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command("inspect")
    .summary("show the layers and the graph of a spec")
    .description("Shows the layers of a spec's network with their shapes and parameters, then the graph of its loss.")
    .argument("<spec>", "YAML or JSON file")
    .addOption(new Option("--format <name>", "how the graph is written (default: text)").choices(["text", "mermaid"]))
    .addOption(
      new Option(
        "--stage <name>",
        "the graph as declared, or with the gradients of all parameters; or the training step on its way through the " +
          "compiler: simplified, fused into kernels, planned in memory",
      )
        .choices([...graphStages, ...compilerStages])
        .default("graph"),
    )
    .addOption(new Option("--json", "print layers and graph as one JSON document").conflicts("format"))
    .addHelpText("after", "\nExample:\n  adjoint inspect studies/mnist-mlp.yaml --stage gradient --format mermaid")
    .action(async (file: string, flags: InspectFlags) => finish(await runInspect(file, flags, io)));
}
