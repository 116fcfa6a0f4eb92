import type { Executable, Memory, Routine } from "../backends/backend.js";
import { bind, type Sizes } from "../compiler/bind.js";
import { AdjointError } from "../errors/adjointError.js";
import { is } from "../graph/is.js";
import { tape } from "../graph/tape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { inputPrimitive } from "../primitives/input.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { Feed } from "./feeds.js";
import { parts, rootsOf } from "./parts.js";
import { resolveFeeds } from "./resolveFeeds.js";

/** The tensors a program computes: one, a list, or a record of them. */
export type Outputs = Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>;

/** What running gives for a tensor: a number for a scalar, else its numbers with their shape. */
export type ValueOf<T extends Operand> =
  T extends Tensor<infer S>
    ? number extends S["length"]
      ? number | TensorValue
      : S extends readonly []
        ? number
        : TensorValue
    : never;

/** The results of a program, arranged as its outputs were. */
export type Results<O extends Outputs> = O extends Tensor
  ? ValueOf<O>
  : { readonly [K in keyof O]: O[K] extends Tensor ? ValueOf<O[K]> : never };

/** What a session compiles: what to compute, and what to change. */
export interface ProgramSpec<O extends Outputs = Outputs> {
  readonly outputs: O;
  /** Variables and their next values, in the variable's shape. All are computed from the present values. */
  readonly updates?: readonly (readonly [variable: Tensor, value: Tensor])[];
  /** A run in which one of these is NaN or infinite fails with the name of the node where that began, and changes nothing. */
  readonly requireFinite?: readonly Tensor[];
}

/** A compiled graph. It specialises itself to each size of its named dimensions, once. */
export interface Program<O extends Outputs = Outputs> {
  /**
   * Computes the outputs and applies the updates.
   *
   * @param feeds a value for each input, by name: a number, nested arrays, a typed array or `{ dtype, shape, data }`
   * @throws AdjointError `feed/…` when feeds do not fit the inputs, `run/…`, `session/closed`
   */
  run(feeds?: Readonly<Record<string, Feed>>): Results<O>;
  /** The declared inputs by name. */
  readonly inputs: ReadonlyMap<string, Tensor>;
}

/** A program whose graph is lowered: ready for a backend but for the sizes of named dimensions. */
export interface Lowered extends Routine {
  readonly nodes: readonly Tensor[];
}

const isTensor = (outputs: Outputs): outputs is Tensor => "primitive" in outputs && "inputs" in outputs;

/** The outputs as a list, in the order of their keys. */
export const listOutputs = (outputs: Outputs): readonly Tensor[] =>
  isTensor(outputs) ? [outputs] : Object.values<Tensor>(outputs);

/** Values in the order of `listOutputs`, arranged as the outputs are; scalars become numbers. */
export function arrange<O extends Outputs>(outputs: O, values: readonly TensorValue[]): Results<O> {
  const results = values.map((value) => (value.shape.length === 0 ? value.data[0]! : value));
  const arranged = isTensor(outputs)
    ? results[0]
    : Array.isArray(outputs)
      ? results
      : Object.fromEntries(Object.keys(outputs).map((key, i) => [key, results[i]]));
  return arranged as unknown as Results<O>;
}

const keyOfSizes = (sizes: Sizes): string =>
  [...sizes]
    .map(([name, size]) => `${name}=${size}`)
    .toSorted()
    .join();

/** Binding leaves the names that no feed decides, as where a gradient needs none of the inputs; nothing can be computed then. */
function requireSizes(tensor: Tensor): void {
  const { shape } = tensor.attributes;
  const name = [...tensor.shape, ...(Array.isArray(shape) ? shape : [])].find((dim) => typeof dim === "string");
  if (name !== undefined) throw new AdjointError("run/unbound-dimension", { tensor, name });
}

function specialise(memory: Memory, routine: Routine, sizes: Sizes): Executable {
  const bound = bind(rootsOf(routine), sizes);
  tape(bound).forEach(requireSizes);
  return memory.compile(parts(bound, routine));
}

/** The function that runs a lowered program: checks the feeds, picks the specialisation, runs it. */
export function runner(
  memory: Memory,
  lowered: Lowered,
): { inputs: ReadonlyMap<string, Tensor>; run: (feeds: Readonly<Record<string, Feed>>) => readonly TensorValue[] } {
  const inputs = new Map(
    lowered.nodes.filter((node) => is(node, inputPrimitive)).map((node) => [node.attributes.name, node as Tensor]),
  );
  const specialised = new Map<string, Executable>();
  return {
    inputs,
    run: (feeds) => {
      const { values, sizes } = resolveFeeds(inputs, feeds);
      const key = keyOfSizes(sizes);
      const executable = specialised.get(key) ?? specialise(memory, lowered, sizes);
      specialised.set(key, executable);
      return executable(values);
    },
  };
}
