import type { Executable, Memory, Routine } from "../backends/backend.js";
import { bind, type Sizes } from "../compiler/bind.js";
import { AdjointError } from "../errors/adjointError.js";
import { is } from "../graph/is.js";
import { tape } from "../graph/tape.js";
import type { Operand, Tensor } from "../graph/tensor.js";
import { inputPrimitive } from "../primitives/input.js";
import type { DType, NumericArray } from "../types/dtype.js";
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

/** A program at given sizes. Its arrays are those of the memory it runs in: ask for them again after other programs were compiled. */
export interface Prepared<O extends Outputs = Outputs> {
  /** Where the numbers of each input belong, in its element type. */
  readonly inputs: Readonly<Record<string, NumericArray>>;
  /** The numbers of each output, arranged as the outputs are: until the next run. */
  readonly outputs: Arrays<O>;
  /** Computes the outputs and applies the updates, as `Program.run` does. It allocates nothing. @throws AdjointError `run/…`, `session/closed`, `session/thread-lost` */
  run(): void;
}

/** The numbers of a program's outputs, arranged as the outputs are. */
export type Arrays<O extends Outputs> = O extends Tensor
  ? NumericArray
  : { readonly [K in keyof O]: O[K] extends Tensor ? NumericArray : never };

/** A compiled graph. It specialises itself to each size of its named dimensions, once. */
export interface Program<O extends Outputs = Outputs> {
  /**
   * Computes the outputs and applies the updates.
   *
   * @param feeds a value for each input, by name: a number, nested arrays, a typed array or `{ dtype, shape, data }`
   * @throws AdjointError `feed/…` when feeds do not fit the inputs, `run/…`, `session/closed`, `session/thread-lost`
   */
  run(feeds?: Readonly<Record<string, Feed>>): Results<O>;
  /**
   * The program at given sizes, for loops that must not allocate: feeds are written into the program's own memory, and outputs
   * read from there.
   *
   * @param sizes a size for each named dimension of the inputs
   * @throws AdjointError `run/size`, `run/unbound-dimension`, `session/closed`
   * @example
   * const prepared = step.prepare({ batch: 64 });
   * prepared.inputs.pixels.set(pixels);
   * prepared.run();
   * const [loss] = prepared.outputs.loss;
   */
  prepare(sizes?: Readonly<Record<string, number>>): Prepared<O>;
  /** The declared inputs by name. */
  readonly inputs: ReadonlyMap<string, Tensor>;
}

/** A program whose graph is lowered: ready for a backend but for the sizes of named dimensions. */
export interface Lowered extends Routine {
  readonly nodes: readonly Tensor[];
}

export const isTensor = (outputs: Outputs): outputs is Tensor => "primitive" in outputs && "inputs" in outputs;

/** The outputs as a list, in the order of their keys. */
export const listOutputs = (outputs: Outputs): readonly Tensor[] =>
  isTensor(outputs) ? [outputs] : Object.values<Tensor>(outputs);

/** What running gives for a value: the number of a scalar, or the value. */
export const resultOf = (value: TensorValue): number | TensorValue =>
  value.shape.length === 0 ? value.data[0]! : value;

/** Results in the order of `listOutputs`, arranged as the outputs are. */
export function arrange<O extends Outputs>(outputs: O, results: readonly (number | TensorValue)[]): Results<O> {
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

/** A program at given sizes, and what is known of its outputs. */
interface Specialised {
  readonly executable: Executable;
  readonly outputs: readonly { readonly dtype: DType; readonly shape: readonly number[] }[];
}

function specialise(memory: Memory, routine: Routine, sizes: Sizes): Specialised {
  const bound = bind(rootsOf(routine), sizes);
  tape(bound).forEach(requireSizes);
  const sized = parts(bound, routine);
  return {
    executable: memory.compile(sized),
    outputs: sized.outputs.map(({ dtype, shape }) => ({ dtype, shape: shape as readonly number[] })),
  };
}

/** The ways to run a lowered program. */
export interface Runner {
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** Checks the feeds, picks the specialisation, runs it. */
  run(feeds: Readonly<Record<string, Feed>>): readonly TensorValue[];
  /** The specialisation to these sizes. */
  at(sizes: Sizes): Specialised;
}

/** The functions that run a lowered program. It is compiled once for each size of its named dimensions. */
export function runner(memory: Memory, lowered: Lowered): Runner {
  const inputs = new Map(
    lowered.nodes.filter((node) => is(node, inputPrimitive)).map((node) => [node.attributes.name, node as Tensor]),
  );
  const specialised = new Map<string, Specialised>();
  const at = (sizes: Sizes): Specialised => {
    const key = keyOfSizes(sizes);
    const known = specialised.get(key) ?? specialise(memory, lowered, sizes);
    specialised.set(key, known);
    return known;
  };
  return {
    inputs,
    run: (feeds) => {
      const { values, sizes } = resolveFeeds(inputs, feeds);
      const { executable, outputs } = at(sizes);
      for (const [name, { data }] of values) executable.input(name).set(data);
      executable.run();
      return outputs.map((output, i) => ({ ...output, data: executable.output(i).slice() }));
    },
    at,
  };
}
