import { type ActivationName, activations, type InitialiserName, initialisers } from "@adjoint/ops";
import * as z from "zod";
import { choice, either, nothing } from "./choice.js";
import { fields, flag, listOf, name, oneOf, whole } from "./values.js";

const activationNames = Object.keys(activations) as [ActivationName, ...ActivationName[]];
const initialiserNames = Object.keys(initialisers) as [InitialiserName, ...InitialiserName[]];

const initial = () => oneOf(initialiserNames).default("glorotUniform");

const denseFields = fields({
  units: whole(1),
  bias: flag().default(true),
  initial: initial(),
  name: name().optional(),
});

const dense = either(
  denseFields,
  whole(1, 'the number of units, as in "dense: 64"').transform((units) => denseFields.parse({ units })),
);

const residualBlock = fields({
  units: whole(1).optional(),
  activation: oneOf(activationNames).default("relu"),
  initial: initial(),
  name: name().optional(),
}).prefault({});

export type DenseSpec = z.output<typeof denseFields>;
export type ResidualBlockSpec = z.output<typeof residualBlock>;

/** A layer: an activation by its name, or a mapping of a kind to its settings. */
export type LayerSpec =
  | ActivationName
  | { readonly dense: DenseSpec }
  | { readonly residual: readonly LayerSpec[] }
  | { readonly residualBlock: ResidualBlockSpec };

const activationSchemas = Object.fromEntries(activationNames.map((name) => [name, nothing()])) as {
  readonly [Name in ActivationName]: z.ZodUndefined;
};

export const layerSchema: z.ZodType<LayerSpec> = choice({
  dense,
  residual: z.lazy((): z.ZodType<readonly LayerSpec[]> => layersSchema),
  residualBlock,
  ...activationSchemas,
});

export const layersSchema: z.ZodType<readonly LayerSpec[]> = listOf(layerSchema, "layers");
