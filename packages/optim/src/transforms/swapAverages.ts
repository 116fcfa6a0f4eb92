import type { ProgramSpec, Tensor } from "@adjoint/core";
import { slots } from "./slots.js";

/**
 * A program that exchanges parameters and their averages: run it before evaluating, and again before training goes on.
 *
 * @param parameters those that are trained
 * @param scope what the averages are called: where `averageWeights` stands. Default: `optimizer/average`
 * @returns what `session.compile` takes
 * @example
 * const swap = session.compile(swapAverages(parametersOf(loss)));
 * swap.run();
 * const { accuracy } = evaluation.run(test);
 * swap.run();
 */
export function swapAverages(parameters: readonly Tensor[], scope = "optimizer/average"): ProgramSpec<readonly []> {
  const averages = slots(parameters, scope);
  return {
    outputs: [],
    updates: parameters.flatMap((parameter, i) => [
      [parameter, averages[i]!] as const,
      [averages[i]!, parameter] as const,
    ]),
  };
}
