import type { Entry } from "../catalogue/entry.js";
import {
  betas,
  decayed,
  epsilon,
  epsilonPlace,
  factor,
  flag,
  nonNegative,
  positive,
  rate,
  share,
  weightDecay,
  whole,
} from "../catalogue/options.js";
import type { Optimizer } from "../transforms/transform.js";
import { adadelta } from "./adadelta.js";
import { adafactor } from "./adafactor.js";
import { adagrad } from "./adagrad.js";
import { adam } from "./adam.js";
import { adamax } from "./adamax.js";
import { adamw } from "./adamw.js";
import { amsgrad } from "./amsgrad.js";
import { lamb } from "./lamb.js";
import { lion } from "./lion.js";
import { momentum } from "./momentum.js";
import { muon } from "./muon.js";
import { nadam } from "./nadam.js";
import { nesterov } from "./nesterov.js";
import { radam } from "./radam.js";
import { rmsprop } from "./rmsprop.js";
import { sgd } from "./sgd.js";

const book = (place: string) => `Goodfellow, Bengio & Courville, "Deep Learning" (2016), ${place}`;
const adamMoments = "m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ)";
const adamOptions = { ...betas, epsilon: epsilon(1e-8) };
const velocity = share("α, how much of the velocity survives a step", 0.9);

/** Every optimizer by the name that specs use. */
export const optimizers = {
  sgd: {
    make: sgd,
    about: "Stochastic gradient descent, with weight decay.",
    usage: "sgd({ learningRate: 0.1, weightDecay: 1e-4 })",
    formula: ["θ ← (1 − λη)θ − ηg"],
    options: { learningRate: rate(0.01), weightDecay: weightDecay(0) },
    source: book("algorithm 8.1; decay: equation 7.5"),
    elsewhere: { keras: "SGD", pytorch: "SGD", optax: "sgd" },
  },
  momentum: {
    make: momentum,
    about: "Gradient descent with a velocity.",
    usage: "momentum({ learningRate: 0.01, decay: 0.9 })",
    formula: ["v ← αv − ηg", "θ ← θ + v"],
    options: { learningRate: rate(0.01), decay: velocity },
    source: book("algorithm 8.2"),
    elsewhere: { keras: "SGD(momentum)", pytorch: "SGD(momentum)", optax: "sgd(momentum)" },
    differs:
      "The learning rate enters the velocity, as in the book and Keras; PyTorch and optax multiply by it afterwards.",
  },
  nesterov: {
    make: nesterov,
    about: "Momentum whose gradient is taken one step ahead.",
    usage: "nesterov({ learningRate: 0.01, decay: 0.9 })",
    formula: ["v ← αv − ηg", "θ ← θ + αv − ηg"],
    options: { learningRate: rate(0.01), decay: velocity },
    source: `${book("algorithm 8.3")}; Sutskever et al. (2013)`,
    elsewhere: { keras: "SGD(nesterov)", pytorch: "SGD(nesterov)", optax: "sgd(nesterov)" },
    differs: "The parameters are the point that is looked ahead to, as in Keras and PyTorch.",
  },
  adagrad: {
    make: adagrad,
    about: "Rates that fall with the squares of an element's gradients so far.",
    usage: 'adagrad({ learningRate: 0.01, epsilonPlace: "outside" })',
    formula: ["r ← r + g²", "θ ← θ − η · g / (√r + ε)"],
    options: {
      learningRate: rate(0.01),
      initial: nonNegative("what r begins with", 0),
      epsilon: epsilon(1e-7),
      epsilonPlace: epsilonPlace("outside"),
    },
    source: `Duchi, Hazan & Singer (2011); ${book("algorithm 8.4")}`,
    elsewhere: { keras: "Adagrad", pytorch: "Adagrad", optax: "adagrad" },
    differs:
      "ε outside of the root, as in the book and PyTorch (1e-10); Keras and optax add it inside and begin with r = 0.1.",
  },
  adadelta: {
    make: adadelta,
    about: "Steps in the units of the parameters, by the ratio of two moving averages.",
    usage: "adadelta({ learningRate: 0.35 })",
    formula: ["r ← ρr + (1−ρ)g²", "u = √(s + ε) / √(r + ε) · g", "s ← ρs + (1−ρ)u²", "θ ← θ − ηu"],
    options: { learningRate: rate(1), decay: share("ρ, the decay of both averages", 0.95), epsilon: epsilon(1e-6) },
    source: 'Zeiler, "ADADELTA: An Adaptive Learning Rate Method" (2012), algorithm 1',
    elsewhere: { keras: "Adadelta", pytorch: "Adadelta", optax: "adadelta" },
    differs:
      "ρ = 0.95 and no η, as in the paper; PyTorch and optax default to ρ = 0.9, Keras to η = 0.001 and ε = 1e-7.",
  },
  rmsprop: {
    make: rmsprop,
    about: "The gradient over the root of a moving average of its square; centred and with momentum if you like.",
    usage: "rmsprop({ learningRate: 1e-3, momentum: 0.9, centred: true })",
    formula: [
      "v ← ρv + (1−ρ)g²",
      "θ ← θ − η · g / √(v + ε)",
      "centred: v − m² for v, with m ← ρm + (1−ρ)g",
      "with momentum: w ← αw − η · g / √(v + ε), θ ← θ + w",
    ],
    options: {
      learningRate: rate(1e-3),
      decay: share("ρ, the decay of the averages", 0.9),
      epsilon: epsilon(1e-6),
      epsilonPlace: epsilonPlace("inside"),
      centred: flag("subtract the square of the mean gradient", false),
      momentum: share("α, how much of the velocity survives a step", 0),
      nesterov: flag("with momentum, look one step ahead", false),
    },
    source: `Hinton (2012), lecture 6e; ${book("algorithms 8.5 and 8.6")}; centred: Graves (2013), equations 38 to 41`,
    elsewhere: { keras: "RMSprop", pytorch: "RMSprop", optax: "rmsprop" },
    differs:
      "ε inside of the root, as in the book (1e-6), Keras (1e-7) and optax (1e-8); PyTorch adds it outside, with ρ = 0.99 and " +
      "η = 0.01. The learning rate enters the velocity, as in the book and Keras.",
  },
  adam: {
    make: adam,
    about: "The ratio of two bias-corrected moving moments of the gradient.",
    usage: "adam({ learningRate: 3e-4 })",
    formula: [adamMoments, "θ ← θ − η · m̂ / (√v̂ + ε)"],
    options: { learningRate: rate(1e-3), ...adamOptions },
    source: `Kingma & Ba, "Adam" (2015), algorithm 1; ${book("algorithm 8.7")}`,
    elsewhere: { keras: "Adam", pytorch: "Adam", optax: "adam" },
    differs:
      "ε is added to the corrected root, as in the paper, PyTorch and optax; Keras adds it before the correction (1e-7).",
  },
  adamw: {
    make: adamw,
    about: "Adam with weight decay beside the adaptive step.",
    usage: 'adamw({ weightDecay: 0.05, decayed: "*weights" })',
    formula: [adamMoments, "θ ← θ − η · (m̂ / (√v̂ + ε) + λθ)"],
    options: { learningRate: rate(1e-3), ...adamOptions, weightDecay: weightDecay(0.01), decayed },
    source: 'Loshchilov & Hutter, "Decoupled Weight Decay Regularization" (2019), algorithm 2',
    elsewhere: { keras: "AdamW", pytorch: "AdamW", optax: "adamw" },
    differs: "λ is multiplied by η, as in PyTorch (0.01), Keras (0.004) and optax (1e-4).",
  },
  amsgrad: {
    make: amsgrad,
    about: "Adam over the largest second moment so far.",
    usage: "amsgrad({ learningRate: 3e-4 })",
    formula: [adamMoments, "w ← max(w, v), ŵ = w/(1−β₂ᵗ)", "θ ← θ − η · m̂ / (√ŵ + ε)"],
    options: { learningRate: rate(1e-3), ...adamOptions },
    source: 'Reddi, Kale & Kumar, "On the Convergence of Adam and Beyond" (2018), algorithm 2',
    elsewhere: { keras: "Adam(amsgrad)", pytorch: "Adam(amsgrad)", optax: "amsgrad" },
    differs:
      "The paper corrects no bias. The maximum is of uncorrected moments, as in PyTorch and Keras; optax corrects them first.",
  },
  adamax: {
    make: adamax,
    about: "Adam with a decaying maximum in place of the second moment.",
    usage: "adamax({ learningRate: 2e-3 })",
    formula: ["m ← β₁m + (1−β₁)g", "w ← max(β₂w, |g| + ε)", "θ ← θ − η/(1−β₁ᵗ) · m/w"],
    options: { learningRate: rate(2e-3), ...adamOptions },
    source: 'Kingma & Ba, "Adam" (2015), algorithm 2',
    elsewhere: { keras: "Adamax", pytorch: "Adamax", optax: "adamax" },
    differs: "The paper has no ε; PyTorch and optax add it to |g| as here, Keras to w.",
  },
  nadam: {
    make: nadam,
    about: "Adam with Nesterov's momentum, which warms up.",
    usage: "nadam({ learningRate: 1e-3 })",
    formula: [
      "μₜ = β₁(1 − ½·0.96^(tψ)), m and v̂ as in Adam",
      "θ ← θ − η · ((1−μₜ)g/(1−μ₁⋯μₜ) + μₜ₊₁m/(1−μ₁⋯μₜ₊₁)) / (√v̂ + ε)",
    ],
    options: {
      learningRate: rate(2e-3),
      ...adamOptions,
      momentumDecay: nonNegative("ψ, how fast the momentum approaches β₁", 0.004),
    },
    source: 'Dozat, "Incorporating Nesterov Momentum into Adam" (2016), algorithm 2',
    elsewhere: { keras: "Nadam", pytorch: "NAdam", optax: "nadam" },
    differs: "As in PyTorch; Keras has ψ = 1, and optax keeps μ = β₁.",
  },
  radam: {
    make: radam,
    about: "Adam whose adaptive step is rectified while its second moment is made of few gradients.",
    usage: "radam({ learningRate: 1e-3 })",
    formula: [
      "ρ∞ = 2/(1−β₂) − 1, ρ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ), r = √((ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ))",
      "θ ← θ − η·r·m̂·√(1−β₂ᵗ)/(√v + ε) where ρ > 5, else θ ← θ − ηm̂",
    ],
    options: { learningRate: rate(1e-3), ...adamOptions },
    source: 'Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond" (2020), algorithm 2',
    elsewhere: { pytorch: "RAdam", optax: "radam" },
    differs:
      "ε before the correction and a threshold of 5, as in the authors' code and PyTorch; optax adds ε after it.",
  },
  lion: {
    make: lion,
    about: "Steps of one length, by the sign of a momentum.",
    usage: "lion({ learningRate: 1e-4, weightDecay: 0.1 })",
    formula: ["θ ← θ − η · (sign(β₁m + (1−β₁)g) + λθ)", "m ← β₂m + (1−β₂)g"],
    options: {
      learningRate: rate(1e-4),
      beta1: share("β₁, how much of the step is momentum", 0.9),
      beta2: share("β₂, the decay of the momentum", 0.99),
      weightDecay: weightDecay(0),
      decayed,
    },
    source: 'Chen et al., "Symbolic Discovery of Optimization Algorithms" (2023), algorithm 2',
    elsewhere: { keras: "Lion", optax: "lion" },
    differs: "optax defaults to λ = 1e-3.",
  },
  lamb: {
    make: lamb,
    about: "AdamW's step, made as long as the parameter that it changes: for very large batches.",
    usage: "lamb({ learningRate: 2e-3 })",
    formula: [adamMoments, "u = m̂ / (√v̂ + ε) + λθ", "θ ← θ − η · ‖θ‖/‖u‖ · u, for each parameter"],
    options: { learningRate: rate(1e-3), ...betas, epsilon: epsilon(1e-6), weightDecay: weightDecay(0.01), decayed },
    source: 'You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes" (2020), algorithm 2',
    elsewhere: { keras: "Lamb", optax: "lamb" },
    differs: "The ratio is 1 where either norm is 0, as in Keras and optax, which default to λ = 0.",
  },
  adafactor: {
    make: adafactor,
    about: "Steps relative to the size of each parameter; n + m numbers of memory for an n × m matrix.",
    usage: "adafactor({ learningRate: 0.01 })",
    formula: [
      "r, c: moving means of g² over columns and rows, of decay 1 − t⁻ᵖ; v̂ = max(r·c / mean(r), ε)",
      "u = g / √v̂, then u ← u / max(1, rms(u)/clip)",
      "θ ← θ − max(leastScale, rms(θ)) · min(η, 1/√t) · u",
    ],
    options: {
      learningRate: rate(0.01, "η, the largest relative step: a number or a schedule"),
      decay: factor("p, how fast the means slow down", 0.8),
      epsilon: positive("ε, the least mean square", 1e-30),
      clip: positive("the largest root mean square of u", 1),
      leastScale: positive("the size that a smaller parameter is taken to have", 1e-3),
    },
    source:
      'Shazeer & Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost" (2018), algorithms 4 to 6',
    elsewhere: { keras: "Adafactor", pytorch: "Adafactor", optax: "adafactor" },
    differs: "v̂ is kept from falling below ε, as PyTorch's is below ε₁²; the paper, Keras and optax add ε₁ to g².",
  },
  muon: {
    make: muon,
    about: "Momentum whose matrices are made orthogonal; other parameters go to another optimizer.",
    usage: "muon({ learningRate: 0.02, others: adamw() })",
    formula: [
      "m ← μm + (1−μ)g, u = μm + (1−μ)g",
      "five times from u/‖u‖: X ← aX + (bA + cA²)X, A = XXᵀ, (a, b, c) = (3.4445, −4.775, 2.0315)",
      "θ ← θ − η · (√max(1, columns/rows) · X + λθ)",
    ],
    options: {
      learningRate: rate(0.02),
      momentum: share("μ, the decay of the momentum", 0.95),
      nesterov: flag("look one step ahead; else u = m", true),
      weightDecay: weightDecay(0),
      iterations: whole("how often X is improved", 5),
      epsilon: positive("the least ‖u‖ that is divided by", 1e-7),
      others: { kind: "optimizer", about: "trains what is no matrix", default: "adamw({ learningRate: 3e-4 })" },
    },
    source: 'Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024)',
    elsewhere: { keras: "Muon", pytorch: "Muon", optax: "contrib.muon" },
    differs:
      "Weights are [inputs, outputs], so columns/rows is PyTorch's rows/columns. PyTorch defaults to λ = 0.1 and computes in " +
      "bfloat16; optax corrects the momentum's bias.",
  },
} as const satisfies Readonly<Record<string, Entry<Optimizer>>>;
