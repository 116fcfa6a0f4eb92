import { Command, CommanderError } from "commander";
import { defineCheck } from "./commands/check.js";
import { defineData } from "./commands/data.js";
import { defineEvaluate } from "./commands/evaluate.js";
import { type ExitCode, exitCodes } from "./commands/exitCodes.js";
import { defineInspect } from "./commands/inspect.js";
import { type Io, processIo } from "./commands/io.js";
import { defineTrain } from "./commands/train.js";
import { type Blame, blameOf, describeError } from "./errors/describeError.js";
import { version } from "./run/version.js";

function createProgram({ stdout, stderr }: Io): Command {
  return new Command("adjoint")
    .description("Trains, evaluates, inspects and checks neural networks that are declared as data.")
    .version(version())
    .option("--debug", "on an error, show where in the program it arose")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .showHelpAfterError("Add --help to see what is possible.")
    .addHelpText(
      "after",
      "\nExample:\n  adjoint train studies/mnist-mlp.yaml\n\nadjoint <command> --help tells more about each command.",
    )
    .exitOverride();
}

const codes: Readonly<Record<Blame, ExitCode>> = {
  input: exitCodes.badInput,
  run: exitCodes.failed,
  program: exitCodes.failed,
};

/** Tells the user what went wrong; commander has done so already for what it throws. */
function report(error: unknown, { stderr }: Io, debug: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  const stack = debug && error instanceof Error ? `${error.stack}\n` : "";
  stderr.write(`${describeError(error)}\n${stack}`);
  return codes[blameOf(error)];
}

/**
 * The `adjoint` command.
 *
 * @param argv what follows the name of the program
 * @param io the world; by default that of this process
 * @returns the exit code; nothing is thrown
 */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  const program = createProgram(io);
  let code: ExitCode = exitCodes.done;
  const finish = (outcome: ExitCode) => {
    code = outcome;
  };
  for (const define of [defineTrain, defineEvaluate, defineInspect, defineCheck, defineData])
    define(program, io, finish);
  try {
    await program.parseAsync(argv.length === 0 ? ["--help"] : argv, { from: "user" });
    return code;
  } catch (error) {
    return report(error, io, program.opts<{ debug?: true }>().debug ?? false);
  }
}
