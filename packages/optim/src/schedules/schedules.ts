import type { Entry } from "../catalogue/entry.js";
import {
  atLeastOne,
  factor,
  flag,
  fraction,
  nonNegative,
  portion,
  positive,
  rate,
  share,
  whole,
} from "../catalogue/options.js";
import { constantSchedule } from "./constantSchedule.js";
import { type CosineDecayOptions, cosineDecay } from "./cosineDecay.js";
import { type CosineRestartsOptions, cosineRestarts } from "./cosineRestarts.js";
import { type ExponentialDecayOptions, exponentialDecay } from "./exponentialDecay.js";
import { type InverseTimeDecayOptions, inverseTimeDecay } from "./inverseTimeDecay.js";
import { joinSchedules } from "./joinSchedules.js";
import { type OneCycleOptions, oneCycle } from "./oneCycle.js";
import { piecewiseConstant } from "./piecewiseConstant.js";
import { type PolynomialDecayOptions, polynomialDecay } from "./polynomialDecay.js";
import { type ReduceOnPlateauOptions, reduceOnPlateau } from "./reduceOnPlateau.js";
import type { LearningRate, Schedule } from "./schedule.js";
import { type StepDecayOptions, stepDecay } from "./stepDecay.js";
import { type WarmupOptions, warmup } from "./warmup.js";

/** Options of a schedule whose first argument is its first rate. */
type Initial<Options> = Options & { readonly initial: number };

const initial = positive("η₀, the rate at step 0");
const final = nonNegative("η₁, the last rate", 0);
const staircase = flag("round t/every down", false);
const sgdr = 'Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017), equation 5';

/** Every schedule by the name that specs use; each is made from one record. Steps t count from 0. */
export const schedules = {
  constantSchedule: {
    make: ({ value }: { readonly value: number }) => constantSchedule(value),
    about: "The same rate in every step; a plain number means it too.",
    usage: "constantSchedule(0.1)",
    formula: ["η(t) = value"],
    options: { value: positive("η") },
    source: "no source is needed",
    elsewhere: { pytorch: "ConstantLR", optax: "constant_schedule" },
    differs: "PyTorch's ends after some steps.",
  },
  inverseTimeDecay: {
    make: ({ initial, ...options }: Initial<InverseTimeDecayOptions>) => inverseTimeDecay(initial, options),
    about: "Falls as one over time.",
    usage: "inverseTimeDecay(1, { decay: 0.01 })",
    formula: ["η(t) = η₀ / (1 + decay · t/every)"],
    options: {
      initial,
      decay: nonNegative("how much the divisor grows per period"),
      every: atLeastOne("the length of a period in steps", 1),
      staircase,
    },
    source: 'Robbins & Monro, "A Stochastic Approximation Method" (1951), equation 6',
    elsewhere: { keras: "InverseTimeDecay" },
  },
  exponentialDecay: {
    make: ({ initial, ...options }: Initial<ExponentialDecayOptions>) => exponentialDecay(initial, options),
    about: "Falls by a factor per period, a little in each step.",
    usage: "exponentialDecay(1e-3, { rate: 0.9, every: 1000 })",
    formula: ["η(t) = η₀ · rate^(t/every)"],
    options: {
      initial,
      rate: factor("the factor per period"),
      every: atLeastOne("the length of a period in steps"),
      staircase,
    },
    source: "the formula itself",
    elsewhere: { keras: "ExponentialDecay", pytorch: "ExponentialLR", optax: "exponential_decay" },
  },
  stepDecay: {
    make: ({ initial, ...options }: Initial<StepDecayOptions>) => stepDecay(initial, options),
    about: "Falls by a factor at the end of each period.",
    usage: "stepDecay(0.1, { factor: 0.5, every: 5000 })",
    formula: ["η(t) = η₀ · factor^⌊t/every⌋"],
    options: {
      initial,
      factor: factor("the factor at the end of a period"),
      every: atLeastOne("the length of a period in steps"),
    },
    source: "the formula itself",
    elsewhere: { keras: "ExponentialDecay(staircase)", pytorch: "StepLR", optax: "exponential_decay(staircase)" },
  },
  piecewiseConstant: {
    make: ({ values, boundaries }: { readonly values: readonly number[]; readonly boundaries: readonly number[] }) =>
      piecewiseConstant(values, boundaries),
    about: "A rate for each stretch of steps.",
    usage: "piecewiseConstant([0.1, 0.01, 0.001], [3000, 6000])",
    formula: ["η(t) = values[i] for boundaries[i−1] ≤ t < boundaries[i]"],
    options: {
      values: { kind: "numbers", about: "rates > 0" },
      boundaries: { kind: "numbers", about: "whole numbers of steps that grow, one fewer than values" },
    },
    source: "the formula itself",
    elsewhere: { keras: "PiecewiseConstantDecay", pytorch: "MultiStepLR", optax: "piecewise_constant_schedule" },
    differs: "Keras changes one step later.",
  },
  polynomialDecay: {
    make: ({ initial, ...options }: Initial<PolynomialDecayOptions>) => polynomialDecay(initial, options),
    about: "Falls along a line, or a power of one.",
    usage: "polynomialDecay(0.1, { steps: 10_000, power: 2 })",
    formula: ["η(t) = η₁ + (η₀ − η₁)(1 − min(t, T)/T)^p"],
    options: { initial, steps: whole("T, how long it falls"), final, power: positive("p", 1) },
    source: "the formula itself",
    elsewhere: { keras: "PolynomialDecay", pytorch: "PolynomialLR", optax: "polynomial_schedule" },
  },
  cosineDecay: {
    make: ({ initial, ...options }: Initial<CosineDecayOptions>) => cosineDecay(initial, options),
    about: "Falls along half a wave.",
    usage: "cosineDecay(1e-3, { steps: 10_000, final: 1e-5 })",
    formula: ["η(t) = η₁ + ½(η₀ − η₁)(1 + cos(π · min(t, T)/T))"],
    options: { initial, steps: whole("T, how long it falls"), final },
    source: `${sgdr}, without restarts`,
    elsewhere: { keras: "CosineDecay", pytorch: "CosineAnnealingLR", optax: "cosine_decay_schedule" },
    differs: "Keras and optax give η₁ as a share of η₀; PyTorch's rises again after T.",
  },
  cosineRestarts: {
    make: ({ initial, ...options }: Initial<CosineRestartsOptions>) => cosineRestarts(initial, options),
    about: "Cosine decay that begins anew, in periods that may grow.",
    usage: "cosineRestarts(0.05, { period: 1000, growth: 2 })",
    formula: ["η = fⁱ · (η₁ + ½(η₀ − η₁)(1 + cos(πs / (T·mⁱ)))), s steps after the beginning of the i-th period"],
    options: {
      initial,
      period: whole("T, the length of the first period in steps"),
      growth: whole("m, how much longer each period is", 1),
      factor: factor("f, what each period begins with", 1),
      final,
    },
    source: sgdr,
    elsewhere: {
      keras: "CosineDecayRestarts",
      pytorch: "CosineAnnealingWarmRestarts",
      optax: "sgdr_schedule",
    },
    differs: "Keras doubles the period by default; PyTorch has no factor.",
  },
  warmup: {
    make: ({ schedule, ...options }: WarmupOptions & { readonly schedule: LearningRate }) => warmup(schedule, options),
    about: "Rises to the first rate of another schedule, which then begins.",
    usage: "warmup(cosineDecay(1e-3, { steps: 9000 }), { steps: 1000 })",
    formula: ["η(t) = η'(0) · (a + (1 − a)t/T) for t < T, then η'(t − T)"],
    options: {
      schedule: rate(undefined, "η', what comes after: a number or a schedule"),
      steps: whole("T, how long it rises"),
      from: portion("a, the share of the first rate to begin with", 0),
    },
    source: 'Goyal et al., "Accurate, Large Minibatch SGD" (2017), section 2.2',
    elsewhere: { keras: "CosineDecay(warmup_target)", pytorch: "LinearLR", optax: "warmup_cosine_decay_schedule" },
    differs: "PyTorch begins with a = 1/3.",
  },
  oneCycle: {
    make: ({ peak, ...options }: OneCycleOptions & { readonly peak: number }) => oneCycle(peak, options),
    about: "Rises to a peak, then falls far below where it began.",
    usage: "oneCycle(0.1, { steps: 10_000, rising: 0.3 })",
    formula: ["from peak/startDivisor, to peak at t = pN − 1, to peak/(startDivisor · finalDivisor) at t = N − 1"],
    options: {
      peak: positive("the largest rate"),
      steps: whole("N, how long the cycle takes", undefined, 2),
      rising: fraction("p, the share of the steps that rise", 0.3),
      startDivisor: atLeastOne("the peak over the first rate", 25),
      finalDivisor: atLeastOne("the first rate over the last", 1e4),
      shape: { kind: "choice", about: "how to go between them", of: ["cosine", "linear"], default: "cosine" },
    },
    source: 'Smith & Topin, "Super-Convergence" (2018)',
    elsewhere: { pytorch: "OneCycleLR", optax: "cosine_onecycle_schedule" },
    differs: "The steps of PyTorch; optax has the peak one step later. Momentum stays as it is.",
  },
  joinSchedules: {
    make: ({
      parts,
      boundaries,
    }: {
      readonly parts: readonly LearningRate[];
      readonly boundaries: readonly number[];
    }) => joinSchedules(parts, boundaries),
    about: "Schedules one after another, each counting from 0.",
    usage: "joinSchedules([0.01, cosineDecay(0.1, { steps: 9000 })], [1000])",
    formula: ["η(t) = ηᵢ(t − boundaries[i−1]) for boundaries[i−1] ≤ t < boundaries[i]"],
    options: {
      parts: { kind: "rates", about: "numbers or schedules" },
      boundaries: { kind: "numbers", about: "whole numbers of steps that grow, one fewer than parts" },
    },
    source: "the formula itself",
    elsewhere: { pytorch: "SequentialLR", optax: "join_schedules" },
  },
  reduceOnPlateau: {
    make: ({ rate, ...options }: ReduceOnPlateauOptions & { readonly rate: LearningRate }) =>
      reduceOnPlateau(rate, options),
    about: "Falls by a factor when a metric has not improved for a while; `observe` feeds the metric.",
    usage: "reduceOnPlateau(0.1, { factor: 0.5, patience: 5 })",
    formula: [
      "η(t) = share · η'(t)",
      "an observation: if it is no improvement, bad ← bad + 1, else bad ← 0; if bad > patience, share ← share · factor, bad ← 0",
    ],
    options: {
      rate: rate(undefined, "η', what is multiplied: a number or a schedule"),
      factor: fraction("what the rate is multiplied by", 0.1),
      patience: whole("how many observations without improvement are borne", 10, 0),
      threshold: nonNegative("how much better is an improvement, relative to the best", 1e-4),
      cooldown: whole("how many observations after a reduction do not count", 0, 0),
      least: share("the smallest share of the rate", 0),
      better: { kind: "choice", about: "which metric is better", of: ["smaller", "larger"], default: "smaller" },
      name: { kind: "text", about: "what its variables are called", default: "plateau" },
    },
    source: "the rule of PyTorch's `ReduceLROnPlateau`, with a relative threshold",
    elsewhere: { keras: "ReduceLROnPlateau", pytorch: "ReduceLROnPlateau", optax: "contrib.reduce_on_plateau" },
    differs: "Keras' threshold is absolute; optax has both, and patience there ends one observation earlier.",
  },
} as const satisfies Readonly<Record<string, Entry<Schedule>>>;
