import type { Entry } from "../catalogue/entry.js";
import { nonNegative as atLeastZero, factor, flag, names, positive, share, whole } from "../catalogue/options.js";
import { accumulate } from "./accumulate.js";
import { applyIfFinite } from "./applyIfFinite.js";
import { averageWeights } from "./averageWeights.js";
import { chain } from "./chain.js";
import { clipByGlobalNorm } from "./clipByGlobalNorm.js";
import { clipByNorm } from "./clipByNorm.js";
import { clipByRms } from "./clipByRms.js";
import { clipByValue } from "./clipByValue.js";
import { decayWeights } from "./decayWeights.js";
import { freeze } from "./freeze.js";
import { type LookaheadOptions, lookahead } from "./lookahead.js";
import { masked } from "./masked.js";
import { type MaxNormOptions, maxNorm } from "./maxNorm.js";
import { movingAverage } from "./movingAverage.js";
import type { Names } from "./names.js";
import { nonNegative } from "./nonNegative.js";
import { type ParameterGroup, parameterGroups } from "./parameterGroups.js";
import { scale } from "./scale.js";
import { trace } from "./trace.js";
import type { Optimizer, Transform } from "./transform.js";

const pascanu =
  'Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent neural networks" (2013), algorithm 1';
const limit = positive("the limit");
const inner = { kind: "optimizer", about: "what it is applied to" } as const;
const decay = share("α, how much survives each step", 0.9);
const nesterov = flag("look one step ahead", false);

type Inner = { readonly inner: Optimizer };

/** The transforms that specs chain, by name; each is made from one record. Those that only an optimizer is made of are not among them. */
export const transforms = {
  chain: {
    make: ({ transforms }: { readonly transforms: readonly Transform[] }) => chain(...transforms),
    about: "Transforms one after another; an optimizer is one.",
    usage: "chain(clipByGlobalNorm(1), adam())",
    formula: ["u = fₙ(⋯ f₂(f₁(g)))"],
    options: { transforms: { kind: "optimizers", about: "any number, in their order" } },
    source: "optax, whose gradient transformations these are",
    elsewhere: { optax: "chain" },
  },
  clipByValue: {
    make: ({ limit }: { readonly limit: number }) => clipByValue(limit),
    about: "Limits each element.",
    usage: "clipByValue(0.5)",
    formula: ["g ← min(max(g, −limit), limit)"],
    options: { limit },
    source: 'Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 10.11.1',
    elsewhere: { keras: "clipvalue", pytorch: "clip_grad_value_", optax: "clip" },
  },
  clipByNorm: {
    make: ({ limit }: { readonly limit: number }) => clipByNorm(limit),
    about: "Limits the length of each parameter's gradient.",
    usage: "clipByNorm(1)",
    formula: ["g ← g · limit / max(‖g‖, limit)"],
    options: { limit },
    source: `${pascanu}, for each parameter`,
    elsewhere: { keras: "clipnorm" },
  },
  clipByGlobalNorm: {
    make: ({ limit }: { readonly limit: number }) => clipByGlobalNorm(limit),
    about: "Limits the length of all gradients together, and keeps their direction.",
    usage: "clipByGlobalNorm(1)",
    formula: ["g ← g · limit / max(‖all g‖, limit)"],
    options: { limit },
    source: pascanu,
    elsewhere: { keras: "global_clipnorm", pytorch: "clip_grad_norm_", optax: "clip_by_global_norm" },
    differs: "PyTorch divides by ‖g‖ + 1e-6.",
  },
  clipByRms: {
    make: ({ limit }: { readonly limit: number }) => clipByRms(limit),
    about: "Limits the root mean square of each parameter's gradient.",
    usage: "clipByRms(1)",
    formula: ["g ← g / max(1, rms(g) / limit)"],
    options: { limit },
    source: 'Shazeer & Stern, "Adafactor" (2018), section 6',
    elsewhere: { optax: "clip_by_block_rms" },
  },
  decayWeights: {
    make: ({ rate, names }: { readonly rate: number; readonly names?: Names }) => decayWeights(rate, names),
    about: "Weight decay: decoupled after a scaling such as Adam's, in the gradient before it.",
    usage: 'decayWeights(0.01, "*weights")',
    formula: ["u ← u + λθ"],
    options: { rate: atLeastZero("λ"), names },
    source: 'Loshchilov & Hutter, "Decoupled Weight Decay Regularization" (2019)',
    elsewhere: { keras: "weight_decay", pytorch: "weight_decay", optax: "add_decayed_weights" },
  },
  trace: {
    make: trace,
    about: "A decaying sum of what passes through: momentum.",
    usage: "trace({ decay: 0.9, nesterov: true })",
    formula: ["v ← αv + g, u = v", "with nesterov: u = αv + g"],
    options: { decay, nesterov },
    source: 'Goodfellow, Bengio & Courville, "Deep Learning" (2016), algorithms 8.2 and 8.3',
    elsewhere: { pytorch: "SGD(momentum)", optax: "trace" },
  },
  movingAverage: {
    make: movingAverage,
    about: "A moving average of what passes through, as large as the gradient.",
    usage: "movingAverage({ decay: 0.9 })",
    formula: ["m ← αm + (1−α)g, u = m", "with nesterov: u = αm + (1−α)g"],
    options: { decay, nesterov },
    source: 'Jordan et al., "Muon" (2024)',
    elsewhere: { pytorch: "SGD(momentum, dampening)", optax: "ema(debias=False)" },
  },
  scale: {
    make: ({ factor }: { readonly factor: number }) => scale(factor),
    about: "Multiplies by a number: masked, a rate of their own for some parameters.",
    usage: "scale(0.1)",
    formula: ["u ← factor · u"],
    options: { factor: atLeastZero("the factor") },
    source: "the formula itself",
    elsewhere: { optax: "scale" },
  },
  masked: {
    make: ({ inner, names }: Inner & { readonly names: Names }) => masked(inner, names),
    about: "Applies a transform to some parameters only; the updates of the others pass through.",
    usage: 'masked(scale(0.1), "embedding/*")',
    formula: ["u ← inner(u) for the parameters that are meant"],
    options: { inner, names: { ...names, required: true } },
    source: "optax",
    elsewhere: { pytorch: "parameter groups", optax: "masked" },
  },
  freeze: {
    make: ({ names }: { readonly names?: Names } = {}) => freeze(names),
    about: "Keeps parameters as they are.",
    usage: 'freeze("encoder/*")',
    formula: ["u ← 0"],
    options: { names },
    source: "the formula itself",
    elsewhere: { keras: "trainable = False", pytorch: "requires_grad = False", optax: "set_to_zero" },
  },
  parameterGroups: {
    make: ({ groups, otherwise }: { readonly groups: readonly ParameterGroup[]; readonly otherwise: Optimizer }) =>
      parameterGroups(groups, otherwise),
    about: "Different optimizers, or rates, for different parameters.",
    usage: 'parameterGroups([{ names: "*bias", optimizer: sgd() }], adamw())',
    formula: ["u = optimizer of the first group that means the parameter"],
    options: {
      groups: { kind: "groups", about: "names, and an optimizer for them; the first that means a parameter has it" },
      otherwise: { kind: "optimizer", about: "trains the parameters that belong to none" },
    },
    source: "optax",
    elsewhere: { pytorch: "parameter groups", optax: "partition" },
  },
  nonNegative: {
    make: ({ names }: { readonly names?: Names } = {}) => nonNegative(names),
    about: "A constraint: projects parameters after their update onto θ ≥ 0.",
    usage: 'nonNegative("*weights")',
    formula: ["θ ← max(θ + u, 0)"],
    options: { names },
    source: "the projected gradient method",
    elsewhere: { keras: "NonNeg", optax: "keep_params_nonnegative" },
  },
  maxNorm: {
    make: ({ limit, ...options }: MaxNormOptions & { readonly limit: number }) => maxNorm(limit, options),
    about: "A constraint: projects the weights into each unit after their update onto ‖θ‖ ≤ limit.",
    usage: 'maxNorm(3, { names: "*weights" })',
    formula: ["θ ← (θ + u) · limit / max(‖θ + u‖, limit)"],
    options: {
      limit,
      names,
      axes: { kind: "axes", about: "what one norm is taken over; all axes but the last by default" },
    },
    source: 'Srivastava et al., "Dropout" (2014), section 5.1',
    elsewhere: { keras: "MaxNorm", pytorch: "renorm" },
    differs: "Keras' default axis 0 is the same for matrices.",
  },
  averageWeights: {
    make: averageWeights,
    about: "Keeps a moving average of the parameters beside them; `swapAverages` puts it in their place.",
    usage: "averageWeights({ decay: 0.99 })",
    formula: ["a ← βa + (1−β)θ, beginning with θ after the first step"],
    options: { decay: share("β", 0.999) },
    source: 'Polyak & Juditsky, "Acceleration of Stochastic Approximation by Averaging" (1992)',
    elsewhere: { keras: "use_ema", pytorch: "AveragedModel", optax: "incremental_update" },
  },
  lookahead: {
    make: ({ inner, ...options }: Inner & LookaheadOptions) => lookahead(inner, options),
    about: "Lets an optimizer run ahead for k steps, then takes a part of the way.",
    usage: "lookahead(adam(), { every: 5, share: 0.5 })",
    formula: ["every k-th step: φ ← φ + α(θ − φ), θ ← φ"],
    options: { inner, every: whole("k", 5), share: factor("α", 0.5) },
    source: 'Zhang, Lucas, Hinton & Ba, "Lookahead Optimizer: k steps forward, 1 step back" (2019), algorithm 1',
    elsewhere: { optax: "lookahead" },
  },
  accumulate: {
    make: ({ inner, every }: Inner & { readonly every: number }) => accumulate(inner, every),
    about: "Trains on the mean gradient of k steps, as from a batch k times as large.",
    usage: "accumulate(adam(), 4)",
    formula: ["every k-th step: u = inner((g₁ + ⋯ + gₖ)/k), else u = 0"],
    options: { inner, every: whole("k") },
    source: "the formula itself",
    elsewhere: { keras: "gradient_accumulation_steps", optax: "MultiSteps" },
  },
  applyIfFinite: {
    make: ({ inner }: Inner) => applyIfFinite(inner),
    about: "Leaves out steps whose gradients are not all finite.",
    usage: "applyIfFinite(adam())",
    formula: ["u = inner(g) where all g are finite, else 0 and the state stays"],
    options: { inner },
    source: 'Micikevicius et al., "Mixed Precision Training" (2018), section 3.2',
    elsewhere: { pytorch: "GradScaler", optax: "apply_if_finite" },
    differs: "optax gives up after some such steps in a row.",
  },
} as const satisfies Readonly<Record<string, Entry<Transform>>>;
