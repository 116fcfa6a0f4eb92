import type { AnyLayer } from "@adjoint/ops";
import type { LayerSpec } from "../spec/parts.js";
import type { Path } from "../spec/path.js";
import type { Named } from "../spec/specOption.js";
import { activationTable } from "../tables/activationTable.js";
import { initialiserTable } from "../tables/initialiserTable.js";
import { layerTable } from "../tables/layerTable.js";
import { createNamed } from "./createNamed.js";

/** What is done with each layer on the way, inner ones included: it may be wrapped, but must stay of its kind. */
export type Wrap = (layer: AnyLayer, spec: LayerSpec, path: Path) => AnyLayer;

const initialiser = (spec: Named) => createNamed(initialiserTable, spec);

/** Layers, each of them wrapped. */
export const buildLayers = (specs: readonly LayerSpec[], path: Path, wrap: Wrap): readonly AnyLayer[] =>
  specs.map((spec, i) => buildLayer(spec, [...path, i], wrap));

const buildLayer = (spec: LayerSpec, path: Path, wrap: Wrap): AnyLayer =>
  wrap(
    createNamed(
      layerTable,
      spec,
      {
        activation: (named: Named) => createNamed(activationTable, named),
        initialiser,
        values: (value: number | Named) => (typeof value === "number" ? value : initialiser(value)),
        layers: (inner: readonly LayerSpec[], at) => buildLayers(inner, at, wrap),
        branches: (branches: readonly (readonly LayerSpec[])[], at) =>
          branches.map((inner, i) => buildLayers(inner, [...at, i], wrap)),
      },
      path,
    ),
    spec,
    path,
  );
