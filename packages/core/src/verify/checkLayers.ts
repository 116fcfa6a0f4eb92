import { takeUpdates } from "../compiler/takeUpdates.js";
import { describe } from "../errors/describe.js";
import type { Tensor } from "../graph/tensor.js";
import { checkJacobian, type JacobianOptions } from "./checkJacobian.js";
import { checked, conclude } from "./internal/conclude.js";
import { stages } from "./internal/stages.js";
import type { Check, Verification } from "./verification.js";

/** The same as for `checkJacobian`, but that each layer has its own tensors to be differentiated by. */
export type LayersOptions = Omit<JacobianOptions, "wrt">;

/**
 * `checkJacobian` of every layer of a network: a check for each, at the values that the network has there. A layer is what lies between
 * one named tensor and the next: `dense` names its result, and so do `named` and `customGradient`. It is differentiated by its
 * parameters, and by what goes into it. Where a whole network is wrong, this tells which layer it is.
 *
 * @param outputs floats, any shapes: of the whole network, or its loss
 * @returns a verdict whose checks are named after the layers, each with the blocks of its Jacobian and the remainders of the
 *   Jacobian-transpose test
 * @throws AdjointError as `vjp` and `Program.run` do
 * @example
 * const { pass, checks } = checkLayers(network(x), { feeds: { x: rows } });
 */
export function checkLayers(outputs: Tensor | readonly Tensor[], options: LayersOptions = {}): Verification {
  const list = takeUpdates("primitive" in outputs ? [outputs] : outputs).tensors;
  const checks = stages(list, options).map(({ output, feeds }): Check => {
    const verification = checkJacobian(output, { ...options, feeds });
    const find = (name: string) => verification.checks.find((check) => check.name === name);
    const telling = verification.checks.find(({ reason }) => reason === verification.reason)!;
    const { blocks, coverage, entry } = find("jacobian") ?? {};
    const series = find("jacobian transpose")?.taylor;
    return checked(describe(output), verification.verdict, {
      worst: telling.worst,
      allowed: telling.allowed,
      where: telling.where,
      reason: verification.reason,
      ...(blocks && { blocks }),
      ...(coverage && { coverage }),
      ...(entry && { entry }),
      ...(series && { taylor: series }),
    });
  });
  return conclude(checks, `All ${checks.length} layers are differentiated right.`);
}
