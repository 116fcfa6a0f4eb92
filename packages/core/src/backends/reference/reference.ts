import { AdjointError } from "../../errors/adjointError.js";
import { is } from "../../graph/is.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { inputPrimitive } from "../../primitives/input.js";
import { sizeOf } from "../../primitives/internal/strides.js";
import { variablePrimitive } from "../../primitives/variable.js";
import { arrayOf } from "../../types/arrayOf.js";
import type { DType, NumericArray } from "../../types/dtype.js";
import type { TensorValue } from "../../types/tensorValue.js";
import type { Backend, Executable, Memory, Routine } from "../backend.js";

type Variables = Map<string, TensorValue>;
/** The numbers of each input. */
type Feeds = (name: string) => NumericArray;

/** The value of one node, given those of its inputs. */
function compute(node: Tensor, inputs: readonly TensorValue[], feeds: Feeds, variables: Variables): TensorValue {
  const shape = node.shape as readonly number[];
  if (is(node, inputPrimitive)) return { dtype: node.dtype, shape, data: feeds(node.attributes.name) };
  if (is(node, variablePrimitive)) return variables.get(node.attributes.name)!;
  const out = { dtype: node.dtype, shape, data: arrayOf(node.dtype, sizeOf(shape)) };
  node.primitive.evaluate!(inputs, node.attributes, out);
  return out;
}

/** For each position on the tape, the nodes that nothing after it reads. */
function lastUses(nodes: readonly Tensor[], kept: ReadonlySet<Tensor>): readonly (readonly Tensor[])[] {
  const seen = new Set(kept);
  return nodes
    .toReversed()
    .map((node) => {
      const released = [...new Set([node, ...node.inputs])].filter((used) => !seen.has(used));
      for (const used of released) seen.add(used);
      return released;
    })
    .toReversed();
}

const firstNonFinite = (value: TensorValue): number | undefined =>
  value.data.find((x: number) => !Number.isFinite(x)) as number | undefined;

/** Where on the tape the first value that is not finite appears. */
function originOfNonFinite(nodes: readonly Tensor[], feeds: Feeds, variables: Variables): Tensor | undefined {
  const values = new Map<Tensor, TensorValue>();
  return nodes.find((node) => {
    const inputs = node.inputs.map((input) => values.get(input)!);
    const value = compute(node, inputs, feeds, variables);
    values.set(node, value);
    return firstNonFinite(value) !== undefined;
  });
}

/**
 * The error of a run whose `index`-th required tensor was not finite, found by computing the routine again, node by node, with
 * the same feeds and the variables as they still are.
 */
export function nonFiniteError(
  { requireFinite }: Routine,
  index: number,
  feeds: Feeds,
  read: (name: string) => TensorValue,
): AdjointError<"run/non-finite"> {
  const tensor = requireFinite[index]!;
  const nodes = tape([tensor]);
  const names = nodes.flatMap((node) => (is(node, variablePrimitive) ? [node.attributes.name] : []));
  const variables: Variables = new Map(names.map((name) => [name, read(name)]));
  const origin = originOfNonFinite(nodes, feeds, variables) ?? tensor;
  return new AdjointError("run/non-finite", { tensor, origin });
}

function compile(routine: Routine, variables: Variables): Executable {
  const { outputs, updates, requireFinite } = routine;
  const roots = [...outputs, ...requireFinite, ...updates.map(([, value]) => value)];
  const nodes = tape(roots);
  const released = lastUses(nodes, new Set(roots));
  const fed = new Map<string, NumericArray>();
  for (const node of nodes)
    if (is(node, inputPrimitive))
      fed.set(node.attributes.name, arrayOf(node.dtype, sizeOf(node.shape as readonly number[])));
  const feeds: Feeds = (name) => fed.get(name)!;
  const results = outputs.map(({ dtype, shape }) => zeros(dtype, shape as readonly number[]));
  const run = (): void => {
    const values = new Map<Tensor, TensorValue>();
    nodes.forEach((node, i) => {
      const inputs = node.inputs.map((input) => values.get(input)!);
      values.set(node, compute(node, inputs, feeds, variables));
      for (const dead of released[i]!) values.delete(dead);
    });
    requireFinite.forEach((tensor, index) => {
      if (firstNonFinite(values.get(tensor)!) !== undefined) {
        throw nonFiniteError(routine, index, feeds, (name) => variables.get(name)!);
      }
    });
    // Copies: an output or a new value may be a feed or another variable itself.
    outputs.forEach((output, i) => {
      results[i]!.data.set(values.get(output)!.data);
    });
    const next = updates.map(([, value]) => copyOf(values.get(value)!));
    updates.forEach(([variable], i) => {
      variables.set(variable.attributes.name as string, next[i]!);
    });
  };
  return { input: feeds, output: (index) => results[index]!.data, run };
}

const zeros = (dtype: DType, shape: readonly number[]): TensorValue => ({
  dtype,
  shape,
  data: arrayOf(dtype, sizeOf(shape)),
});

const copyOf = (value: TensorValue): TensorValue => ({ ...value, data: value.data.slice() });

function open(): Memory {
  const variables: Variables = new Map();
  return {
    allocate: (name, dtype, shape) => {
      variables.set(name, zeros(dtype, shape));
    },
    read: (name) => copyOf(variables.get(name)!),
    write: (name, data) => variables.get(name)!.data.set(data),
    compile: (routine) => compile(routine, variables),
    threads: 1,
    close: () => variables.clear(),
  };
}

/** The oracle: each node by the plain loops of its primitive, sums in double precision. Slow, and obviously right. */
export const reference: Backend = { name: "reference", open };
