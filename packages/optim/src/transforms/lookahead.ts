import { add, equal, mul, select, sub, type Tensor } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { isMultiple } from "./internal/isMultiple.js";
import { slots } from "./slots.js";
import { type Optimizer, type Transform, type Tree, transform } from "./transform.js";

export interface LookaheadOptions {
  /** How many fast steps make a slow one, k ≥ 1, whole. Default: 5. */
  readonly every?: number;
  /** How far the slow weights follow, α in (0, 1]. Default: 0.5. */
  readonly share?: number;
}

type LookaheadState = { readonly slow: readonly Tensor[]; readonly inner: Tree };

/**
 * Lets the inner optimizer run ahead for k steps, then takes a part of the way: φ ← φ + α(θ − φ), θ ← φ. The state of the inner
 * optimizer goes on.
 *
 * @param inner makes the fast steps
 * @throws OptimError `optim/out-of-range`
 * @see Zhang, Lucas, Hinton & Ba, "Lookahead Optimizer: k steps forward, 1 step back" (2019), algorithm 1. optax' `lookahead`.
 * @example
 * const optimizer = lookahead(adam(), { every: 5, share: 0.5 });
 */
export function lookahead(
  inner: Optimizer,
  { every = 5, share = 0.5 }: LookaheadOptions = {},
): Transform<LookaheadState> {
  requireCount("lookahead", "every", every);
  requireWithin("lookahead", "share", share, { low: 0, high: 1, open: "low" });
  return transform<LookaheadState>({
    name: "lookahead",
    init: (parameters, scope) => ({
      slow: slots(parameters, `${scope}/slow`),
      inner: inner.init(parameters, `${scope}/${inner.name}`),
    }),
    update: ({ gradients, parameters, state, step }) => {
      const due = isMultiple(add(step, 1), every);
      const fast = inner.update({ gradients, parameters, state: state.inner, step });
      // The slow weights begin where the parameters do.
      const before = state.slow.map((slow, i): Tensor => select(equal(step, 0), parameters[i]!, slow));
      const reached = before.map((slow, i): Tensor => {
        const way: Tensor = sub(add(parameters[i]!, fast.updates[i]!), slow);
        return add(slow, mul(way, share) as Tensor);
      });
      return {
        updates: fast.updates.map(
          (update, i): Tensor => select(due, sub(reached[i]!, parameters[i]!) as Tensor, update),
        ),
        state: {
          slow: before.map((slow, i): Tensor => select(due, reached[i]!, slow)),
          inner: fast.state,
        },
      };
    },
  });
}
