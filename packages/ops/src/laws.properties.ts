import type { Tensor } from "@adjoint/core";
import { apart, between, type Cases, elementwise, filled } from "@adjoint/core/laws";
import fc from "fast-check";
import { activations } from "./activations/activations.js";
import { celu } from "./activations/celu.js";
import { elu } from "./activations/elu.js";
import { prelu } from "./activations/prelu.js";
import { relu6 } from "./activations/relu6.js";
import type { NoDerivative } from "./jacobianCases.properties.js";
import { layerLaws } from "./layers/laws.properties.js";
import { type AnyLayer, applyLayer } from "./layers/layer.js";
import { absoluteError } from "./losses/absoluteError.js";
import { binaryCrossEntropy } from "./losses/binaryCrossEntropy.js";
import { cosineDistance } from "./losses/cosineDistance.js";
import { crossEntropy } from "./losses/crossEntropy.js";
import { hinge } from "./losses/hinge.js";
import { huber } from "./losses/huber.js";
import { klDivergence } from "./losses/klDivergence.js";
import { logCosh } from "./losses/logCosh.js";
import type { AnyLoss, LossName } from "./losses/losses.js";
import { poisson } from "./losses/poisson.js";
import { sigmoidCrossEntropy } from "./losses/sigmoidCrossEntropy.js";
import { sigmoidFocal } from "./losses/sigmoidFocal.js";
import { softmaxCrossEntropy } from "./losses/softmaxCrossEntropy.js";
import { squaredError } from "./losses/squaredError.js";
import { squaredHinge } from "./losses/squaredHinge.js";
import { triplet } from "./losses/triplet.js";
import { cosineSimilarity } from "./math/cosineSimilarity.js";
import { logSumExp } from "./math/logSumExp.js";
import { mean } from "./math/mean.js";
import { meanAbsoluteError } from "./metrics/meanAbsoluteError.js";
import { meanSquaredError } from "./metrics/meanSquaredError.js";
import { perplexity } from "./metrics/perplexity.js";
import { elastic } from "./regularisers/elastic.js";
import { l1 } from "./regularisers/l1.js";
import { l2 } from "./regularisers/l2.js";

/** A step away from the kink at 0; not so far out that what saturates has nothing left to measure. */
const near = fc.oneof(between(-3, -0.25), between(0.25, 3));
/** On every piece of those that have more kinks, at ±3 and at 6. */
const pieces = fc.oneof(between(-5, -3.25), between(-2.75, 2.75), between(3.25, 5.75), between(6.25, 8));
const inPieces: readonly string[] = ["hardSigmoid", "hardSwish"];

/** Uses of a function of rows: [n, classes] with at least two classes, so that a row can turn. */
const rows =
  (f: (...tensors: readonly Tensor[]) => Tensor, ...elements: readonly fc.Arbitrary<number>[]): Cases =>
  (size) =>
    fc
      .tuple(size, size)
      .chain(([n, classes]) => fc.tuple(...elements.map((element) => filled([n, classes + 2], element))))
      .map((args) => ({ arguments: args, build: (tensors) => f(...tensors) }));

/** Rows without equals: where two classes are equally likely, second derivatives of softmax are 0 but for rounding. */
const unequalRows =
  (f: (x: Tensor) => Tensor): Cases =>
  (size) =>
    fc
      .tuple(size, size)
      .chain(([n, classes]) => apart([n, classes + 1]))
      .map((args) => ({ arguments: args, build: ([x]) => f(x!) }));

const overRows: readonly string[] = ["softmax", "logSoftmax"];
const { step, ...smooth } = activations;

/** A use of every activation with a derivative. */
const activationLaws: Readonly<Record<string, Cases>> = {
  ...Object.fromEntries(
    Object.entries<AnyLayer>(smooth).map(([name, layer]) => {
      const apply = (x: Tensor) => applyLayer(layer, x, {});
      if (overRows.includes(name)) return [name, unequalRows(apply)];
      return [name, elementwise(apply as never, inPieces.includes(name) ? pieces : near)];
    }),
  ),
  "celu, with α = ½": elementwise((x) => celu({ alpha: 0.5 })(x!), near),
  "elu, with α = 2": elementwise((x) => elu({ alpha: 2 })(x!), near),
  prelu: rows((x) => prelu()(x!), near),
  "relu6, beyond 6": elementwise((x) => relu6(x!), fc.oneof(between(0.25, 5.75), between(6.25, 8))),
};

/** The one without. */
export const flatActivationLaws: Readonly<Record<string, Cases>> = {
  step: elementwise((x) => step(x!), near),
};

// The mean of no errors is NaN; their sum is 0.
const sum = { reduction: "sum" } as const;
const of = (loss: AnyLoss) => (p?: Tensor, t?: Tensor) => loss(p!, t!, sum);
const positive = between(0.25, 3);
const negative = between(-3, -0.25);
const anything = between(-3, 3);
const share = between(0.1, 0.9);

/** A use of every loss; predictions and targets are drawn so that no error lies at a kink. */
const lossLaws: Readonly<Record<LossName | "huber, far" | "softmaxCrossEntropy, smoothed" | "triplet", Cases>> = {
  absoluteError: elementwise(of(absoluteError), positive, negative),
  binaryCrossEntropy: elementwise(of(binaryCrossEntropy), share, share),
  cosineDistance: rows(of(cosineDistance), positive, positive),
  crossEntropy: rows(of(crossEntropy), share, share),
  hinge: elementwise(of(hinge), fc.oneof(between(-2, 0.75), between(1.25, 2)), fc.constant(1)),
  huber: elementwise(of(huber), between(0.1, 0.45), between(-0.45, -0.1)),
  "huber, far": elementwise(of(huber), between(1, 3), between(-3, -1)),
  klDivergence: rows(of(klDivergence), negative, share),
  logCosh: elementwise(of(logCosh), fc.oneof(between(0.3, 0.7), between(2, 3)), between(-0.2, 0.2)),
  poisson: elementwise(of(poisson), positive, positive),
  sigmoidCrossEntropy: elementwise(of(sigmoidCrossEntropy), anything, share),
  sigmoidFocal: elementwise(of(sigmoidFocal), anything, share),
  softmaxCrossEntropy: rows(of(softmaxCrossEntropy), anything, share),
  "softmaxCrossEntropy, smoothed": rows(
    (p, t) => softmaxCrossEntropy(p!, t!, { ...sum, labelSmoothing: 0.1 }),
    anything,
    share,
  ),
  squaredError: elementwise(of(squaredError), positive, negative),
  squaredHinge: elementwise(of(squaredHinge), fc.oneof(between(-2, 0.75), between(1.25, 2)), fc.constant(1)),
  triplet: rows(
    (a, p, n) => triplet(a!, p!, n!, { ...sum, margin: 20 }),
    between(0.25, 1),
    between(1.5, 3),
    between(-3, -0.25),
  ),
};

const ofRows = (f: (p: Tensor, t: Tensor) => Tensor, ...elements: readonly fc.Arbitrary<number>[]) =>
  rows((p, t) => f(p!, t!), ...elements);

/** Of nothing, means are NaN and logarithms of sums −∞, so no dimension is empty. */
const some =
  (cases: Cases): Cases =>
  (size) =>
    cases(size.map((n) => Math.max(1, n)));

/** Metrics that have a derivative, functions of tensors, and regularisers. */
const otherLaws: Readonly<Record<string, Cases>> = {
  cosineSimilarity: ofRows(cosineSimilarity, positive, positive),
  logSumExp: unequalRows((x) => logSumExp(x)),
  "logSumExp, along the first axis": some(unequalRows((x) => logSumExp(x, { axis: 0 }))),
  mean: some(unequalRows((x) => mean(x))),
  "mean, of rows": unequalRows((x) => mean(x, { axes: [-1] })),
  meanAbsoluteError: some(ofRows(meanAbsoluteError, positive, negative)),
  meanSquaredError: some(ofRows(meanSquaredError, positive, negative)),
  perplexity: some(ofRows(perplexity, anything, share)),
  l1: elementwise((x) => l1(0.3)(x!), near),
  l2: elementwise((x) => l2(0.3)(x!), near),
  elastic: elementwise((x) => elastic({ l1: 0.3, l2: 0.2 })(x!), near),
};

/** Uses of every export that has a derivative, by its name and by what is special about them. */
export const lawsOf: Readonly<Record<string, Cases>> = { ...activationLaws, ...lossLaws, ...otherLaws, ...layerLaws };

/** Those that have a derivative, but none that can be drawn. */
export const withoutLaws: NoDerivative = {
  embedding: "takes integers; its derivative is by its parameter",
  rSquared: "a quotient by a variance, which is nothing for the small sizes that are drawn",
  regularisation: "takes a network, whose parameters its derivative is by",
};
