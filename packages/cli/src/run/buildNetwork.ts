import { CodedError, input, type Shape, type Tensor } from "@adjoint/core";
import { type AnyLayer, applyLayer, layer, OpsError, sequential } from "@adjoint/ops";
import { parametersOf } from "@adjoint/optim";
import { SpecError, type SpecProblem } from "../errors/specError.js";
import type { LayerSpec } from "../spec/parts.js";
import { formatPath, type Path } from "../spec/path.js";
import { layerTable } from "../tables/layerTable.js";
import { buildLayers } from "./buildLayer.js";
import { type DataFacts, outputsOf } from "./data/dataFacts.js";
import { readNamed } from "./readNamed.js";

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
  readonly input: Tensor;
  /** What it puts out when it is used. */
  readonly outputs: Tensor;
  /** What it puts out while it learns: layers such as dropout differ then. */
  readonly training: Tensor;
  readonly layers: readonly NetworkLayer[];
}

const ownName = (spec: LayerSpec): string | undefined =>
  readNamed(layerTable, spec).settings.name as string | undefined;

/** Applies a layer; what it refuses becomes a problem of the spec. */
function applied(
  inner: AnyLayer,
  x: Tensor,
  context: { readonly name: string; readonly training: boolean },
  path: Path,
): Tensor {
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

function requireOutputs({ shape }: Tensor, last: Path, facts: DataFacts): void {
  const expected = outputsOf(facts);
  if (shape.length === 2 && shape[1] === expected) return;
  const details = { found: shape, expected, kind: facts.target.kind, name: facts.name };
  throw new SpecError([{ code: "spec/outputs", path: last, details }]);
}

/**
 * Declares the network of a spec for a data set.
 *
 * @throws SpecError `spec/residual`, `spec/outputs`, `spec/name-taken`, `spec/layer`, without places in a file: `atSource`
 * adds them
 */
export function buildNetwork(specs: readonly LayerSpec[], facts: DataFacts): Network {
  const layers: NetworkLayer[] = [];
  const recorded = (inner: AnyLayer, spec: LayerSpec, path: Path) =>
    layer(inner.kind, (x, context) => {
      if (context.training) return applied(inner, x, context, path);
      const at = layers.length;
      const output = applied(inner, x, context, path);
      const earlier = new Set([...parametersOf(x), ...layers.slice(at).flatMap(({ parameters }) => parameters)]);
      const parameters = parametersOf(output).filter((parameter) => !earlier.has(parameter));
      const depth = path.filter((step) => typeof step === "number").length - 1;
      layers.splice(at, 0, { path, name: ownName(spec) ?? context.name, depth, output: output.shape, parameters });
      return output;
    });
  const network = sequential(...buildLayers(specs, ["network"], recorded));
  const x = input(facts.input.name, ["batch", ...facts.input.shape]);
  const outputs = applyLayer(network, x, {});
  requireOwnNames(layers);
  requireOutputs(outputs, layers.findLast(({ depth }) => depth === 0)?.path ?? [], facts);
  return { input: x, outputs, training: applyLayer(network, x, { training: true }), layers };
}
