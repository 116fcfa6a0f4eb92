import { extname, resolve } from "node:path";
import { wasm } from "@adjoint/core";
import {
  type Check,
  checkGradient,
  checkLayers,
  compareBackends,
  formatVerification,
  type Verification,
} from "@adjoint/core/verify";
import { type Command, Option } from "commander";
import { moduleSubject } from "../check/moduleSubject.js";
import { specSubject } from "../check/specSubject.js";
import type { CheckSubject } from "../check/subject.js";
import { requirePicture, writePlot } from "../check/writePlot.js";
import { CliError } from "../errors/cliError.js";
import { type ExitCode, exitCodes } from "./exitCodes.js";
import type { Io } from "./io.js";
import { positive, whole } from "./options.js";

interface CheckFlags {
  readonly order: "1" | "2";
  readonly layer?: readonly string[];
  readonly layers?: true;
  readonly backends?: true;
  readonly backend: "reference" | "wasm";
  readonly batch: number;
  readonly seed: number;
  readonly epsilon: number;
  readonly halvings: number;
  readonly plot?: string;
  readonly json?: true;
}

const modules = new Set([".js", ".mjs", ".ts", ".mts"]);

const subjectOf = (file: string, { batch, seed }: CheckFlags, cwd: string): Promise<CheckSubject> =>
  modules.has(extname(file)) ? moduleSubject(resolve(cwd, file)) : specSubject(file, cwd, batch, seed);

/** The checks of some layers: those that are called so, or lie inside of what is called so. */
function ofLayers(verification: Verification, names: readonly string[]): Verification {
  const known = verification.checks.map(({ name }) => name.replace(/^"(.*)".*$/, "$1"));
  const unknown = names.find((name) => !known.some((layer) => layer === name || layer.startsWith(`${name}/`)));
  if (unknown !== undefined) throw new CliError("check/layer", { layer: unknown, layers: [...new Set(known)] });
  const checks = verification.checks.filter((_, i) =>
    names.some((name) => known[i] === name || known[i]!.startsWith(`${name}/`)),
  );
  const pass = checks.every((check) => check.pass);
  const failed = checks.find((check) => !check.pass);
  return {
    ...verification,
    pass,
    verdict: failed?.verdict ?? "right",
    checks,
    reason: failed?.reason ?? checks.map(({ name, reason }) => `${name}: ${reason}`).join("\n"),
  };
}

/** The verifications that flags ask for. */
function verify({ outputs, ...point }: CheckSubject, flags: CheckFlags): readonly Verification[] {
  const { order, layer = [], layers, backends, seed, epsilon, halvings } = flags;
  const backend = flags.backend === "wasm" ? { backend: wasm() } : {};
  const options = { ...point, ...backend, seed, taylor: { first: epsilon, halvings } };
  const found =
    layers || layer.length > 0
      ? checkLayers(outputs, options)
      : checkGradient(outputs, { ...options, order: order === "2" ? 2 : 1 });
  const chosen = layer.length > 0 ? ofLayers(found, layer) : found;
  return backends ? [chosen, compareBackends(outputs, { ...point, seed })] : [chosen];
}

const document = (checks: readonly Check[]) => ({
  pass: checks.every(({ pass }) => pass),
  checks: checks.map(({ name, pass, worst = null, where = null, reason }) => ({ name, pass, worst, where, reason })),
});

async function runCheck(file: string, flags: CheckFlags, io: Io): Promise<ExitCode> {
  if (flags.plot !== undefined) requirePicture(flags.plot);
  const verifications = verify(await subjectOf(file, flags, io.cwd), flags);
  const checks = verifications.flatMap((verification) => verification.checks);
  if (flags.plot !== undefined) {
    const series = checks.flatMap(({ name, taylor = [] }) =>
      taylor.map((one) => (flags.layers || flags.layer ? { ...one, tensor: `${name}: ${one.tensor}` } : one)),
    );
    await writePlot(flags.plot, io.cwd, series);
  }
  const text = flags.json ? JSON.stringify(document(checks)) : verifications.map(formatVerification).join("\n\n");
  io.stdout.write(`${text}\n`);
  if (flags.plot !== undefined && !flags.json) io.stdout.write(`\nremainders drawn in ${flags.plot}\n`);
  return verifications.every(({ pass }) => pass) ? exitCodes.done : exitCodes.failed;
}

/** Adds `adjoint check` to the program. */
export function defineCheck(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command("check")
    .summary("prove that derivatives are right")
    .description(
      "Checks the derivatives of a spec's loss at random examples, or of a graph that a module exports, in double precision: " +
        "Taylor remainders, dot products of both modes, the Jacobian by differences, and more. Exits with 1 when one is wrong, or " +
        "nothing can be told.",
    )
    .argument(
      "<spec|module>",
      "YAML or JSON file; or a module whose default export is { outputs, feeds, wrt }, or makes it",
    )
    .addOption(new Option("--order <n>", "1: first derivatives; 2: second ones too").choices(["1", "2"]).default("1"))
    .addOption(
      new Option("--layers", "the Jacobian-transpose test of every layer, for its parameters and its input").conflicts(
        "order",
      ),
    )
    .addOption(new Option("--layer <name...>", "of these layers only").conflicts("order"))
    .option("--backends", "compare the compiled backend with the reference, value and gradient, in f64 and f32")
    .addOption(
      new Option("--backend <name>", "what computes the checks").choices(["reference", "wasm"]).default("reference"),
    )
    .option("--batch <n>", "how many random examples a spec's network is given", whole(1), 8)
    .option("--seed <n>", "governs examples, first values and directions", whole(0), 0)
    .option("--epsilon <x>", "the largest step of Taylor's formula", positive, 0.5)
    .option("--halvings <n>", "how often it is halved", whole(3), 20)
    .option("--plot <file>", "draw the remainders with reference slopes, as .svg or .png")
    .option("--json", "print one JSON document: { pass, checks: [{ name, pass, worst, where, reason }] }")
    .addHelpText(
      "after",
      "\nExamples:\n  adjoint check studies/mnist-mlp.yaml --order 2\n  adjoint check studies/mnist-residual.yaml --layers --plot taylor.png",
    )
    .action(async (file: string, flags: CheckFlags) => finish(await runCheck(file, flags, io)));
}
