import {
  type AnyLayer,
  activations,
  type DenseOptions,
  dense,
  initialisers,
  type ResidualBlockOptions,
  residual,
  residualBlock,
  sequential,
} from "@adjoint/ops";
import type { DenseSpec, LayerSpec, ResidualBlockSpec } from "../spec/layerSchema.js";
import type { Path } from "../spec/path.js";

/** What is done with each layer on the way, inner ones included: it may be wrapped, but must stay of its kind. */
export type Wrap = (layer: AnyLayer, spec: LayerSpec, path: Path) => AnyLayer;

const named = (name: string | undefined): { readonly name?: string } => (name === undefined ? {} : { name });

function denseOf({ units, bias, initial, name }: DenseSpec): AnyLayer {
  const options: DenseOptions = { bias, initial: initialisers[initial], ...named(name) };
  return dense(units, options);
}

function residualBlockOf({ units, activation, initial, name }: ResidualBlockSpec): AnyLayer {
  const options: ResidualBlockOptions = {
    activation: activations[activation],
    initial: initialisers[initial],
    ...(units === undefined ? {} : { units }),
    ...named(name),
  };
  return residualBlock(options);
}

/** Layers one after another, each of them wrapped. */
export const buildLayers = (specs: readonly LayerSpec[], path: Path, wrap: Wrap): AnyLayer =>
  sequential(...specs.map((spec, i) => buildLayer(spec, [...path, i], wrap)));

function buildLayer(spec: LayerSpec, path: Path, wrap: Wrap): AnyLayer {
  if (typeof spec === "string") return wrap(activations[spec], spec, path);
  if ("dense" in spec) return wrap(denseOf(spec.dense), spec, path);
  if ("residualBlock" in spec) return wrap(residualBlockOf(spec.residualBlock), spec, path);
  return wrap(residual(buildLayers(spec.residual, [...path, "residual"], wrap)), spec, path);
}
