import {
  add,
  greater,
  less,
  maximum,
  mul,
  or,
  type ProgramSpec,
  select,
  sub,
  type Tensor,
  variable,
} from "@adjoint/core";
import { OptimError } from "../errors/optimError.js";
import { requireChoice } from "../errors/requireChoice.js";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { type LearningRate, type Schedule, scheduleOf } from "./schedule.js";

export interface ReduceOnPlateauOptions {
  /** What the rate is multiplied by, in (0, 1). Default: 0.1. */
  readonly factor?: number;
  /** How many observations without improvement are borne, ≥ 0, whole. Default: 10. */
  readonly patience?: number;
  /** How much better than the best is an improvement, as a share of it, ≥ 0. Default: 1e-4. */
  readonly threshold?: number;
  /** For how many observations after a reduction none is counted, ≥ 0, whole. Default: 0. */
  readonly cooldown?: number;
  /** The smallest share of the rate, in [0, 1). Default: 0. */
  readonly least?: number;
  /** Is a small metric better, such as a loss, or a large one, such as an accuracy? Default: `smaller`. */
  readonly better?: "smaller" | "larger";
  /** What its variables are called: `name`/share and so on. Default: `plateau`. */
  readonly name?: string;
}

/** A schedule that is told how training goes. */
export interface Plateau extends Schedule {
  /**
   * A program that takes one more value of the metric into account; run it after each epoch, say. Its output is the share of the rate
   * from now on.
   *
   * @param metric a scalar: an input, or the graph of a validation loss
   * @throws OptimError `optim/not-scalar`
   */
  observe(metric: Tensor): ProgramSpec<{ readonly share: Tensor<readonly []> }>;
}

/**
 * Multiplies a rate by a factor whenever a metric has not improved for more than `patience` observations: η(t) = share · η'(t). The
 * share is a variable of the session; `observe` makes the program that changes it.
 *
 * @param rate η', a number or a schedule
 * @throws OptimError `optim/out-of-range`, `optim/unknown-choice`
 * @see The rule is that of PyTorch's `ReduceLROnPlateau` with a relative threshold; Keras' callback and optax' `reduce_on_plateau` have an
 * absolute one besides. A metric that is NaN is no improvement.
 * @example
 * const plateau = reduceOnPlateau(0.1, { factor: 0.5, patience: 5 });
 * const step = session.compile(trainStep(loss, sgd({ learningRate: plateau })));
 * const observe = session.compile(plateau.observe(input("metric", [])));
 * observe.run({ metric: validationLoss });
 */
export function reduceOnPlateau(
  rate: LearningRate,
  {
    factor = 0.1,
    patience = 10,
    threshold = 1e-4,
    cooldown = 0,
    least = 0,
    better = "smaller",
    name = "plateau",
  }: ReduceOnPlateauOptions = {},
): Plateau {
  requireWithin("reduceOnPlateau", "factor", factor, { low: 0, high: 1, open: "both" });
  requireCount("reduceOnPlateau", "patience", patience, 0);
  requireWithin("reduceOnPlateau", "threshold", threshold, { low: 0 });
  requireCount("reduceOnPlateau", "cooldown", cooldown, 0);
  requireWithin("reduceOnPlateau", "least", least, { low: 0, high: 1, open: "high" });
  requireChoice("reduceOnPlateau", "better", better, ["smaller", "larger"]);
  const schedule = scheduleOf(rate);
  const worst = better === "smaller" ? Infinity : -Infinity;
  const share = variable(`${name}/share`, [], { initial: 1 });

  const observe: Plateau["observe"] = (metric) => {
    if (metric.shape.length > 0) throw new OptimError("optim/not-scalar", { what: "reduceOnPlateau", tensor: metric });
    const found = metric as Tensor<readonly []>;
    const best = variable(`${name}/best`, [], { dtype: metric.dtype, initial: worst });
    const bad = variable(`${name}/bad`, [], { dtype: "i32" });
    const resting = variable(`${name}/resting`, [], { dtype: "i32" });
    const improved =
      better === "smaller" ? less(found, mul(best, 1 - threshold)) : greater(found, mul(best, 1 + threshold));
    const counted = select(or(improved, greater(resting, 0)), 0, add(bad, 1));
    const reduce = greater(counted, patience);
    const next = select(reduce, maximum(mul(share, factor), least), share);
    const rested = select(greater(resting, 0), sub(resting, 1), resting);
    return {
      outputs: { share: next },
      updates: [
        [share, next],
        [best, select(improved, found, best)],
        [bad, select(reduce, 0, counted)],
        [resting, select(reduce, cooldown, rested)],
      ],
    };
  };
  return Object.assign((step: Tensor<readonly []>) => mul(share, schedule(step)), { observe });
}
