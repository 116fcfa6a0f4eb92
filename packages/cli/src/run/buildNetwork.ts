import { CodedError, input, type Shape, type Tensor } from "@adjoint/core";
import { type AnyLayer, applyLayer, layer, OpsError } from "@adjoint/ops";
import { parametersOf } from "@adjoint/optim";
import { SpecError, type SpecProblem } from "../errors/specError.js";
import type { LayerSpec } from "../spec/layerSchema.js";
import { formatPath, type Path } from "../spec/path.js";
import { buildLayers } from "./buildLayer.js";
import type { DataFacts } from "./dataSets.js";

/** One layer of a network, as reports show it. */
export interface NetworkLayer {
  /** Where the spec declares it. */
  readonly path: Path;
  readonly name: string;
  /** In how many others it lies. */
  readonly depth: number;
  readonly output: Shape;
  /** Its own parameters, without those of layers inside it. */
  readonly parameters: readonly Tensor[];
}

/** The graph of a network, with its layers in the order of the spec; one that has others inside goes before them. */
export interface Network {
  readonly images: Tensor<readonly ["batch", number]>;
  readonly outputs: Tensor;
  readonly layers: readonly NetworkLayer[];
}

const ownName = (spec: LayerSpec): string | undefined => {
  if (typeof spec === "string" || "residual" in spec) return undefined;
  return "dense" in spec ? spec.dense.name : spec.residualBlock.name;
};

/** Applies a layer; what it refuses becomes a problem of the spec. */
function applied(inner: AnyLayer, x: Tensor, context: { readonly name: string }, path: Path): Tensor {
  try {
    return applyLayer(inner, x, context);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new SpecError([refusal(error, path)]);
  }
}

function refusal(error: Error, path: Path): SpecProblem {
  if (error instanceof OpsError && error.code === "ops/residual") {
    const { input: before, output: after } = (error as OpsError<"ops/residual">).details;
    return { code: "spec/residual", path, details: { input: before.shape, output: after.shape } };
  }
  return { code: "spec/layer", path, details: { reason: error.message } };
}

function requireOwnNames(layers: readonly NetworkLayer[]): void {
  const taken = new Map<string, Path>();
  for (const { name, path, parameters } of layers) {
    for (const parameter of parameters) {
      const other = taken.get(parameter.name ?? "");
      if (other !== undefined) {
        throw new SpecError([{ code: "spec/name-taken", path, details: { name, other: formatPath(other) } }]);
      }
      taken.set(parameter.name ?? "", path);
    }
  }
}

function requireOutputs(outputs: Tensor, last: Path, { name, classes }: DataFacts): void {
  const found = outputs.shape.at(-1) ?? 0;
  if (found === classes) return;
  throw new SpecError([{ code: "spec/outputs", path: last, details: { found, classes, set: name } }]);
}

/**
 * Declares the network of a spec for a data set.
 *
 * @throws SpecError `spec/residual`, `spec/outputs`, `spec/name-taken`, `spec/layer`, without places in a file: `atSource`
 * adds them
 */
export function buildNetwork(specs: readonly LayerSpec[], facts: DataFacts): Network {
  const layers: NetworkLayer[] = [];
  const network = buildLayers(specs, ["network"], (inner, spec, path) =>
    layer(inner.kind, (x, context) => {
      const at = layers.length;
      const output = applied(inner, x, context, path);
      const earlier = new Set([...parametersOf(x), ...layers.slice(at).flatMap(({ parameters }) => parameters)]);
      const parameters = parametersOf(output).filter((parameter) => !earlier.has(parameter));
      const depth = path.filter((step) => typeof step === "number").length - 1;
      layers.splice(at, 0, { path, name: ownName(spec) ?? context.name, depth, output: output.shape, parameters });
      return output;
    }),
  );
  const images = input("images", ["batch", facts.features]);
  const outputs = applyLayer(network, images, {});
  requireOwnNames(layers);
  requireOutputs(outputs, layers.findLast(({ depth }) => depth === 0)?.path ?? [], facts);
  return { images, outputs, layers };
}
