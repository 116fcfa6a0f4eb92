// An optimizer is a chain of small transforms of the gradient. Here are two of your own: one clips gradients that are too
// long, the other, with a memory, is the heart of RMSProp. The chain is graph, like the rest of the step.
import {
  add,
  createSession,
  div,
  maximum,
  mul,
  parameter,
  pow,
  sqrt,
  sub,
  sum,
  type Tensor,
  variable,
} from "@adjoint/core";
import { chain, exponentialDecay, type Optimizer, scaleByLearningRate, trainStep, transform } from "@adjoint/optim";

/** g ← g / max(1, ‖g‖ / limit), with the norm over all parameters together. It remembers nothing, so its state is empty. */
export const clipByNorm = (limit: number) =>
  transform<readonly []>({
    name: "clipByNorm",
    init: () => [],
    update: ({ gradients }) => {
      const squares = gradients.map((gradient): Tensor => sum(mul(gradient, gradient)));
      const norm: Tensor = sqrt(squares.reduce((total, square) => add(total, square)));
      const excess: Tensor = maximum(div(norm, limit), 1);
      return { updates: gradients.map((gradient) => div(gradient, excess)), state: [] };
    },
  });

/** v ← βv + (1−β)g², g ← g / (√v + ε). Its state is one variable per parameter, of the parameter's shape. */
export const scaleByRms = ({ decay = 0.9, epsilon = 1e-8 } = {}) =>
  transform<readonly Tensor[]>({
    name: "rms",
    init: (parameters, scope) =>
      parameters.map(({ name, shape, dtype }) =>
        variable(`${scope}/${name}`, shape as readonly number[], { dtype, initial: 1 }),
      ),
    update: ({ gradients, state }) => {
      const next = state.map((mean, i): Tensor => {
        const gradient = gradients[i]!;
        return add(mul(mean, decay), mul(mul(gradient, gradient), 1 - decay) as Tensor);
      });
      const updates = gradients.map((gradient, i): Tensor => div(gradient, add(sqrt(next[i]!), epsilon) as Tensor));
      return { updates, state: next };
    },
  });

export const clippedRmsProp = (): Optimizer =>
  chain(
    clipByNorm(10),
    scaleByRms({ decay: 0.95 }),
    scaleByLearningRate(exponentialDecay(0.02, { rate: 0.5, every: 1000 })),
  );

export function main() {
  // Rosenbrock's valley, (1 − x)² + 100 (y − x²)²: steep walls, a floor that is nearly flat, and its minimum at (1, 1).
  const x = parameter("x", [], { initial: -1 });
  const y = parameter("y", [], { initial: 1.5 });
  const valley = add(pow(sub(1, x), 2), mul(pow(sub(y, mul(x, x)), 2), 100));

  using session = createSession();
  const step = session.compile(trainStep(valley, clippedRmsProp()));
  const losses = Array.from({ length: 4000 }, () => step.run().loss);
  const end = [x, y].map((place) => Number(session.read(place).data[0]));
  const state = session.variables.filter(({ trainable }) => !trainable).map(({ name }) => name);

  console.log(
    `from ${losses[0]} to ${losses.at(-1)!.toExponential(1)}, at (${end.map((z) => z.toFixed(3)).join(", ")})`,
  );
  console.log(`the optimizer's variables: ${state.join(", ")}`);
  return { before: losses[0]!, after: losses.at(-1)!, end, state };
}
