import {
  type AnyLayer,
  averagePool1d,
  averagePool2d,
  batchNorm,
  conv1d,
  conv2d,
  dense,
  dropout,
  flatten,
  globalAveragePool,
  globalMaxPool,
  groupNorm,
  layerNorm,
  maxPool1d,
  maxPool2d,
  multiHeadAttention,
  parallel,
  prelu,
  residual,
  residualBlock,
  rmsNorm,
  sequential,
} from "@adjoint/ops";
import type { SpecEntry, SpecOption, SpecOptions, SpecTable } from "../spec/specOption.js";
import { activationTable } from "./activationTable.js";
import { flag, name, nonNegative, optional, real, share, whole } from "./options.js";

/** A layer whose first argument is one of its settings. */
const led = (
  main: string,
  make: (main: never, options: never) => AnyLayer,
  options: SpecOptions,
): SpecEntry<AnyLayer> => ({
  options,
  make: ({ [main]: first, ...rest }: Record<string, unknown>) => make(first as never, rest as never),
});

/** A layer without settings. */
const plain = (layer: AnyLayer): SpecEntry<AnyLayer> => ({ options: {}, make: () => layer });

const units = { ...whole("the number of units"), example: "64" };
const initial: SpecOption = { kind: "initialiser", about: "first weights", default: "glorotUniform" };
const initialBias: SpecOption = { kind: "values", about: "first biases", default: 0 };
const bias = flag("is there a bias?", true);
const epsilon = nonNegative("ε, what is added to the variance", 1e-5);
const affine = { scale: flag("learn a factor?", true), shift: flag("learn a summand?", true) };

const sizes = (about: string, axes: number, value?: number): SpecOption => ({
  kind: "sizes",
  about,
  axes,
  ...(value === undefined ? {} : { default: value }),
});
const padding: SpecOption = { kind: "padding", about: "zeros around the input", default: "valid" };

const convolution = (axes: number): SpecOptions => ({
  filters: whole("outputs of each position"),
  size: sizes("elements of the window", axes),
  stride: sizes("from one position to the next", axes, 1),
  padding,
  dilation: sizes("from one element to the next", axes, 1),
  groups: whole("groups of channels and filters", 1),
  bias,
  initial,
  initialBias,
  name,
});
const pooling = (axes: number): SpecOptions => ({
  size: { ...sizes("elements of the window", axes), example: "2" },
  stride: optional(sizes("from one position to the next; the size by default", axes)),
  padding,
});

type Inner = readonly AnyLayer[];

/** Every layer that a spec can name; activations are layers. */
export const layerTable: SpecTable<AnyLayer> = {
  dense: led("units", dense, { units, bias, initial, initialBias, name }),
  residual: {
    options: {
      layers: { kind: "layers", about: "what is added to its input" },
      project: flag("multiply the input by a matrix where the widths differ?", false),
      initial,
      name,
    },
    make: ({ layers, ...options }: { readonly layers: Inner }) => residual(sequential(...layers), options),
  },
  residualBlock: {
    options: {
      units: optional(whole("the width inside; that of the input by default")),
      activation: { kind: "activation", about: "σ", default: "relu" },
      initial,
      name,
    },
    make: residualBlock,
  },
  parallel: {
    options: { branches: { kind: "branches", about: "layers side by side" } },
    make: ({ branches }: { readonly branches: readonly Inner[] }) =>
      parallel(...branches.map((layers) => sequential(...layers))),
  },
  dropout: led("rate", dropout, { rate: { ...share("the part that is dropped"), example: "0.2" }, name }),
  batchNorm: {
    options: { momentum: share("how much of the running statistics is kept", 0.9), epsilon, ...affine, name },
    make: batchNorm,
  },
  layerNorm: { options: { epsilon, ...affine, name }, make: layerNorm },
  groupNorm: led("groups", groupNorm, { groups: whole("groups of channels"), epsilon, ...affine, name }),
  rmsNorm: { options: { epsilon, scale: affine.scale, name }, make: rmsNorm },
  conv1d: led("filters", conv1d, convolution(1)),
  conv2d: led("filters", conv2d, convolution(2)),
  maxPool1d: led("size", maxPool1d, pooling(1)),
  maxPool2d: led("size", maxPool2d, pooling(2)),
  averagePool1d: led("size", averagePool1d, pooling(1)),
  averagePool2d: led("size", averagePool2d, pooling(2)),
  globalAveragePool: plain(globalAveragePool),
  globalMaxPool: plain(globalMaxPool),
  flatten: plain(flatten),
  multiHeadAttention: led("heads", multiHeadAttention, {
    heads: whole("how many heads"),
    causal: flag("attend to earlier positions only?", false),
    width: optional(whole("the width of a head")),
    bias,
    initial,
    name,
  }),
  prelu: {
    options: { initial: real("the first slope", 0.25), shared: flag("one slope for all features?", false), name },
    make: prelu,
  },
  ...activationTable,
};
