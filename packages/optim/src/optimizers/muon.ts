import type { LearningRate } from "../schedules/schedule.js";
import { chain } from "../transforms/chain.js";
import { decayWeights } from "../transforms/decayWeights.js";
import { partition } from "../transforms/internal/partition.js";
import { movingAverage } from "../transforms/movingAverage.js";
import { type OrthogonaliseOptions, orthogonalise } from "../transforms/orthogonalise.js";
import { scaleByLearningRate } from "../transforms/scaleByLearningRate.js";
import type { Optimizer } from "../transforms/transform.js";
import { adamw } from "./adamw.js";

export interface MuonOptions extends OrthogonaliseOptions {
  /** η > 0, a number or a schedule of the step. Default: 0.02. */
  readonly learningRate?: LearningRate;
  /** The decay of the momentum, μ in [0, 1). Default: 0.95. */
  readonly momentum?: number;
  /** Look one step ahead. Default: true. */
  readonly nesterov?: boolean;
  /** λ ≥ 0, multiplied by the learning rate. Default: 0. */
  readonly weightDecay?: number;
  /** What trains parameters that are no matrices, such as biases. Default: `adamw({ learningRate: 3e-4 })`. */
  readonly others?: Optimizer;
}

/**
 * Muon: momentum whose matrices are made orthogonal, for the weights of hidden layers. Other parameters go to another optimizer;
 * embeddings and the last layer are better given to it too, with `parameterGroups`.
 *
 *   m ← μm + (1−μ)g     θ ← θ − η · (√max(1, columns/rows) · orthogonal(μm + (1−μ)g) + λθ)
 *
 * @throws OptimError `optim/out-of-range`
 * @see Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024). Weights are [inputs, outputs] here, so
 * columns/rows is the rows/columns of PyTorch's `Muon`, which defaults to λ = 0.1 and computes in bfloat16; optax' `contrib.muon`
 * corrects the momentum's bias.
 * @example
 * const step = session.compile(trainStep(loss, muon({ learningRate: 0.02, others: adam() })));
 */
export function muon({
  learningRate = 0.02,
  momentum = 0.95,
  nesterov = true,
  weightDecay = 0,
  others = adamw({ learningRate: 3e-4 }),
  ...iteration
}: MuonOptions = {}): Optimizer {
  const matrices = chain(
    movingAverage({ decay: momentum, nesterov }),
    orthogonalise(iteration),
    decayWeights(weightDecay),
    scaleByLearningRate(learningRate),
  );
  return partition("muon", [matrices, others], (parameters) =>
    parameters.map(({ shape }) => (shape.length === 2 ? 0 : 1)),
  );
}
