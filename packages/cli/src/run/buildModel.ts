import { add, input, type Tensor } from "@adjoint/core";
import { regularisation } from "@adjoint/ops";
import { parametersOf } from "@adjoint/optim";
import { SpecError } from "../errors/specError.js";
import type { Named } from "../spec/specOption.js";
import type { Spec } from "../spec/specSchema.js";
import { lossTable } from "../tables/lossTable.js";
import { metricTable } from "../tables/metricTable.js";
import { regulariserTable } from "../tables/regulariserTable.js";
import { buildNetwork, type NetworkLayer } from "./buildNetwork.js";
import { createNamed } from "./createNamed.js";
import type { DataFacts } from "./data/dataFacts.js";
import { nameOf } from "./readNamed.js";
import { refused } from "./refused.js";
import { type Targets, targets } from "./targets.js";

type Scalar = Tensor<readonly []>;

/** What is measured on a batch: the loss of the data, what the parameters cost if they cost something, and metrics. */
export type Measures = Readonly<Record<string, Scalar>> & { readonly loss: Scalar; readonly penalty?: Scalar };

/** The graph of a spec: what a network says of examples, and how wrong that is. Its inputs are columns of the data. */
export interface Model {
  readonly layers: readonly NetworkLayer[];
  readonly parameters: readonly Tensor[];
  /** What training makes smaller: loss and penalty. */
  readonly loss: Scalar;
  /** What training measures on the way. */
  readonly training: Measures;
  /** What the network puts out when it is used, and its loss. */
  readonly evaluation: { readonly outputs: Tensor; readonly loss: Scalar; readonly penalty?: Scalar };
  /** Metrics of `outputs`, an input, which may be those of many batches. */
  readonly metrics: Readonly<Record<string, Scalar>>;
  /** Is the loss a sum over the examples of a batch, rather than their mean? */
  readonly lossIsSum: boolean;
}

/** Each with an own name, since figures are told apart by it. */
function requireDifferent(metrics: readonly Named[]): void {
  metrics.forEach((metric, i) => {
    const name = nameOf(metric);
    if (metrics.findIndex((other) => nameOf(other) === name) === i) return;
    throw new SpecError([{ code: "spec/metric-twice", path: ["metrics", i], details: { name } }]);
  });
}

/** Metrics that say little of a batch, and whose mean over batches says nothing: training leaves them out. */
const ofManyExamples = new Set(["f1", "perplexity", "precision", "rSquared", "recall"]);

const metricsOf = (metrics: readonly Named[], outputs: Tensor, against: Targets): Readonly<Record<string, Scalar>> =>
  Object.fromEntries(
    metrics.map((metric, i) =>
      refused(["metrics", i], () => {
        const name = nameOf(metric);
        const value = createNamed(metricTable, metric);
        return [name, value(against.inUnits(outputs), against.inUnits(against.forMetric(name)))];
      }),
    ),
  );

type Rules = NonNullable<Spec["regularisers"]>;

/** Every regulariser in a mapping of mappings of them. */
function regularisers(rules: Rules): Parameters<typeof regularisation>[1] {
  const made = (named: Named) => createNamed(regulariserTable, named);
  const each = <In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
  const { layers, parameters, ...kinds } = rules;
  return {
    ...each(kinds as Readonly<Record<string, Named>>, made),
    ...(layers && { layers: each(layers, (own) => each(own as Readonly<Record<string, Named>>, made)) }),
    ...(parameters && { parameters: each(parameters as Readonly<Record<string, Named>>, made) }),
  };
}

/**
 * Declares the graph of a spec for its data.
 *
 * @throws SpecError as `buildNetwork` does, and `spec/refused`, `spec/metric-twice`
 */
export function buildModel(
  { data, network, loss: chosen, metrics, regularisers: rules }: Spec,
  facts: DataFacts,
): Model {
  const { outputs, training, layers } = buildNetwork(network, facts);
  const against = targets(facts, data);
  const name = nameOf(chosen);
  const lossOf = (predictions: Tensor): Scalar =>
    refused(["loss"], () => createNamed(lossTable, chosen)(predictions, against.forLoss(name)));
  requireDifferent(metrics);
  const running = metrics.filter((metric) => !ofManyExamples.has(nameOf(metric)));
  const loss = lossOf(training);
  const penalty = rules && refused(["regularisers"], () => regularisation(loss, regularisers(rules)));
  const total = penalty === undefined ? loss : (add(loss, penalty) as Scalar);
  const { reduction } = chosen[name as never] as { readonly reduction?: string };
  return {
    layers,
    parameters: parametersOf(total),
    loss: total,
    training: { loss, ...(penalty && { penalty }), ...metricsOf(running, training, against) },
    evaluation: { outputs, loss: lossOf(outputs), ...(penalty && { penalty }) },
    metrics: metricsOf(metrics, input("outputs", outputs.shape as readonly ["batch", number]), against),
    lossIsSum: reduction === "sum" || reduction === "halfSum",
  };
}
