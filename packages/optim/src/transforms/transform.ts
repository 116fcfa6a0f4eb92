import type { Tensor } from "@adjoint/core";

/** Tensors arranged in lists and records: the state of a transform. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

/** What an update is computed from. All lists run in the order of the parameters. */
export interface Step<State extends Tree> {
  /** The gradients, or what earlier transforms of a chain made of them. */
  readonly gradients: readonly Tensor[];
  readonly state: State;
  readonly parameters: readonly Tensor[];
  /** How many steps came before this one: an `f32` scalar, 0 in the first. */
  readonly step: Tensor<readonly []>;
}

/**
 * A pure pair of functions: `init` declares the variables that it keeps, `update` turns gradients into updates and the state
 * into the next one, all as graph. The last transform's updates are added to the parameters. An optimizer is a transform.
 *
 * @see optax, whose gradient transformations these are.
 */
export interface Transform<State extends Tree = Tree> {
  readonly name: string;
  /** Declares the state: one or more variables, called `scope`/… */
  init(parameters: readonly Tensor[], scope: string): State;
  update(step: Step<State>): { readonly updates: readonly Tensor[]; readonly state: State };
}

/** An optimizer is a transform whose updates are ready to be added to the parameters. */
export type Optimizer = Transform;

/**
 * A transform of one's own, whose state has a type: `name`, `init(parameters, scope)`, which declares what it keeps, and
 * `update({ gradients, state, parameters, step })`, which returns `updates` and the next `state`. All of it is graph, and all lists
 * run in the order of the parameters; `step` counts from 0.
 *
 * @param definition the two functions and a name, which is a part of what its variables are called
 * @returns the same
 * @see optax, whose gradient transformations these are.
 * @example
 * const signs = transform({
 *   name: "signs",
 *   init: () => [],
 *   update: ({ gradients, state }) => ({ updates: gradients.map((g) => sign(g)), state }),
 * });
 * const optimizer = chain(signs, scaleByLearningRate(0.01));
 */
export const transform = <State extends Tree>(definition: Transform<State>): Transform<State> => definition;
