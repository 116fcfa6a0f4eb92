import { pathToFileURL } from "node:url";
import type { Tensor } from "@adjoint/core";
import { CliError } from "../errors/cliError.js";
import type { CheckSubject } from "./subject.js";

const isTensor = (value: unknown): value is Tensor =>
  typeof value === "object" && value !== null && "primitive" in value && "inputs" in value;

const isTensors = (value: unknown): value is readonly Tensor[] =>
  Array.isArray(value) && value.length > 0 && value.every(isTensor);

const isSubject = (value: unknown): value is CheckSubject => {
  if (typeof value !== "object" || value === null) return false;
  const { outputs, feeds, wrt } = value as Readonly<Record<string, unknown>>;
  return (
    (isTensor(outputs) || isTensors(outputs)) &&
    (feeds === undefined || (typeof feeds === "object" && feeds !== null)) &&
    (wrt === undefined || isTensors(wrt))
  );
};

/**
 * What a module exports to be checked: as its default `{ outputs, feeds, wrt }`, or a function that returns it.
 *
 * @throws CliError `check/module`, `check/export`
 */
export async function moduleSubject(file: string): Promise<CheckSubject> {
  let loaded: { readonly default?: unknown };
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new CliError("check/module", { file, reason: error instanceof Error ? error.message : String(error) });
  }
  const given = typeof loaded.default === "function" ? await loaded.default() : loaded.default;
  if (!isSubject(given)) throw new CliError("check/export", { file, found: given });
  return { ...given, feeds: given.feeds ?? {} };
}
