import { scheduleExpression } from "@adjoint/ops/expression";
import { chain, type LearningRate, type Optimizer, type Plateau } from "@adjoint/optim";
import { isFormula } from "../spec/isFormula.js";
import type { LearningRateSpec, OptimizerSpec } from "../spec/parts.js";
import type { Named } from "../spec/specOption.js";
import { optimizerTable } from "../tables/optimizerTable.js";
import { scheduleTable } from "../tables/scheduleTable.js";
import { createNamed } from "./createNamed.js";
import { readNamed } from "./readNamed.js";

/** A schedule that has to be told how training goes, and whether it wants a loss or a score. */
export interface Watcher {
  readonly plateau: Plateau;
  readonly better: "smaller" | "larger";
}

export interface BuiltOptimizer {
  readonly optimizer: Optimizer;
  readonly watchers: readonly Watcher[];
}

interface Group {
  readonly names: string | readonly string[];
  readonly optimizer: OptimizerSpec;
}

/**
 * The optimizer of a spec.
 *
 * @param stepsPerEpoch for schedules that are formulas of the epoch
 * @throws OptimError for settings that only together make no sense; OpsError `expression/…` for formulas
 */
export function buildOptimizer(spec: OptimizerSpec, stepsPerEpoch: number): BuiltOptimizer {
  const watchers: Watcher[] = [];
  const rate = (value: LearningRateSpec): LearningRate => {
    if (typeof value === "number") return value;
    return isFormula(value) ? scheduleExpression(value, { stepsPerEpoch }) : schedule(value);
  };
  const rates = (values: readonly LearningRateSpec[]) => values.map(rate);

  function schedule(named: Named): LearningRate {
    const made = createNamed(scheduleTable, named, { rate, rates });
    const { name, settings } = readNamed(scheduleTable, named);
    if (name === "reduceOnPlateau") {
      watchers.push({ plateau: made as Plateau, better: settings.better as Watcher["better"] });
    }
    return made;
  }

  const optimizer = (value: OptimizerSpec): Optimizer => {
    if (Array.isArray(value)) return chain(...value.map(optimizer));
    return createNamed(optimizerTable, value as Named, {
      rate,
      rates,
      optimizer,
      optimizers: (values: readonly OptimizerSpec[]) => values.map(optimizer),
      groups: (groups: readonly Group[]) =>
        groups.map(({ names, optimizer: inner }) => ({ names, optimizer: optimizer(inner) })),
    });
  };
  return { optimizer: optimizer(spec), watchers };
}
