import { add, constant, less, mul, named, randomUniform, select, type Tensor, withUpdate } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { type Layer, layer, type Same } from "./layer.js";

/** The rate, or for a literal outside of [0, 1), the reason why not. */
export type ValidRate<Rate extends number> = number extends Rate
  ? Rate
  : `${Rate}` extends "0" | `0.${string}`
    ? Rate
    : `${Rate}` extends `-${string}`
      ? `dropout: the rate must be in [0, 1), not ${Rate}`
      : `${Rate}` extends `${string}e-${string}`
        ? Rate
        : `dropout: the rate must be in [0, 1), not ${Rate}`;

/** The key of the next step. A key's words are its counter too: each key of the random bits is a stream of its own. */
const step = constant([0, 1], { dtype: "i32" });

/**
 * Inverted dropout: in training each element is 0 with probability `rate`, else divided by 1 − rate, so that its expectation
 * stays; in evaluation it is the identity.
 *
 * Which elements are dropped depends on the session's seed, on the layer's name and on how often it has been run in training:
 * its variable, `name`/key, is a random key that takes a step each time. A layer that is applied twice in a program takes two
 * steps, and drops other elements each time.
 *
 * @formula x∘m/(1 − rate) with mᵢ = 0 where it is dropped, else 1; in evaluation x
 * @derivative x̄ = ȳ∘m/(1 − rate); in evaluation ȳ
 * @peers Keras `Dropout`, PyTorch `nn.Dropout`, optax —
 * @param rate what part is dropped, in [0, 1)
 * @param options.name what its variable is called: `name`/key. Default: its place in the network
 * @returns a layer that keeps any shape; whether it trains is told when it is applied
 * @throws OpsError `ops/option`
 * @see Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014), section 10.
 * @example
 * const network = sequential(dense(64), relu, dropout(0.2), dense(10));
 * const loss = softmaxCrossEntropy(network(pixels, { training: true }), labels);
 */
export function dropout<const Rate extends number>(
  rate: ValidRate<Rate>,
  { name }: { readonly name?: string } = {},
): Layer<Same> {
  requireWithin("dropout", "rate", rate, 0, 1);
  return layer(
    "dropout",
    (x, context) => {
      if (!context.training || rate === 0) return x;
      const stream: Tensor = context.variable("key", [2], { dtype: "i32", initial: (_shape, key) => key });
      const key = withUpdate(stream, (present) => ({ value: present, next: add(present, step) as Tensor }));
      const isDropped: Tensor = less(randomUniform(key, x.shape), rate);
      return named(context.name, select(isDropped, 0, mul(x, 1 / (1 - rate)) as Tensor));
    },
    { name },
  );
}
