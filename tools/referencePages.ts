import type { Page } from "./referencePage.js";

/** The pages that are generated from docstrings, by their names below `docs`. */
export const referencePages: Readonly<Record<string, Page>> = {
  "ops.md": {
    package: "ops",
    entrances: ["expression/index.ts"],
    title: "Ops",
    about:
      "Everything that `@adjoint/ops` exports. All of it is composed of primitives of `@adjoint/core`, so derivatives of any order " +
      "follow; where one is given by hand, the tests compare it with differences. x̄ is the cotangent of x, the derivative of the " +
      "final scalar by x; ∘ is the product element by element; n counts the errors that a mean is taken of.",
    sections: [
      {
        folder: "activations",
        title: "Activations",
        about:
          "Layers without parameters (but for `prelu`), elementwise or over the last dimension; the shape stays. `activations` is the " +
          "table of those that specs can name.",
        required: ["formula", "derivative", "peers", "example"],
      },
      {
        folder: "layers",
        title: "Layers",
        about:
          "Functions from tensor to tensor that may own parameters, which they make when they are first applied and share from " +
          "then on. Batches come first, features and channels last. Some do in training what they do not in evaluation; they are " +
          "told by `network(x, { training: true })`.",
        required: ["formula", "derivative", "peers", "example"],
      },
      {
        folder: "losses",
        title: "Losses",
        about:
          "What training makes small. Each takes predictions, targets and options. `weights` say what each error counts, one for each " +
          "error or for each of their first dimensions. `reduction` says what becomes of the weighted errors: `mean` divides their sum by their " +
          "number, `weightedMean` by the sum of the weights; `sum`, `halfSum` (½Σ) and `none` say it themselves. Derivatives are those of " +
          "the mean. `losses` is the table of those that specs can name.",
        required: ["formula", "derivative", "peers", "example"],
      },
      {
        folder: "metrics",
        title: "Metrics",
        about: "What is reported and not trained. `metrics` is the table of those that specs can name.",
        required: ["formula", "peers", "example"],
      },
      {
        folder: "math",
        title: "Mathematics",
        about: "Functions of tensors.",
        required: ["formula", "derivative", "example"],
      },
      {
        folder: "regularisers",
        title: "Regularisers",
        about: "What parameters cost beside the errors of the network.",
        required: ["formula", "derivative", "peers", "example"],
      },
      {
        folder: "expression",
        title: "Formulas",
        about:
          "Graphs from formulas and back: `@adjoint/ops/expression`, an entrance of its own, so that only who needs it loads a parser (39 kB, compressed).",
        required: ["example"],
      },
      {
        folder: "initialisers",
        title: "Initialisers",
        about:
          "First values of parameters, computed from a key that depends on the session's seed and the parameter's name. Weights are " +
          "[...window, in, out]: fanIn counts the inputs of each output, window · in, and fanOut is window · out. `initialisers` is the table " +
          "of those that specs can name.",
        required: ["formula", "peers", "example"],
      },
    ],
  },
};
