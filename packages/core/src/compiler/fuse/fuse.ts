import type { Routine } from "../../backends/backend.js";
import { is } from "../../graph/is.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { constantPrimitive } from "../../primitives/constant.js";
import { inputPrimitive } from "../../primitives/input.js";
import { sizeOf } from "../../primitives/internal/strides.js";
import { reshapePrimitive } from "../../primitives/reshape.js";
import { variablePrimitive } from "../../primitives/variable.js";
import { parts, rootsOf } from "../../session/parts.js";
import { chains } from "./chains.js";
import {
  type Buffer,
  denseAccess,
  type Expression,
  type Kernel,
  type LoopKernel,
  loadsOf,
  reads,
  type Schedule,
  type Store,
  sameAccess,
  valuesOf,
  writes,
} from "./kernel.js";
import { kernelsOf } from "./kernelsOf.js";
import { materialised } from "./materialised.js";
import { merge } from "./merge.js";
import { dependencies, inOrder, waitsFor } from "./order.js";
import { outerProducts } from "./outerProducts.js";
import { sumsOfProducts } from "./sumsOfProducts.js";
import { isView } from "./view.js";

/** The home of a tensor that no kernel fills: fed, kept or known. */
function homeOf(node: Tensor): Buffer["home"] {
  if (is(node, inputPrimitive)) return { kind: "input", name: node.attributes.name };
  if (is(node, variablePrimitive)) return { kind: "variable", name: node.attributes.name };
  if (is(node, constantPrimitive)) return { kind: "constant", value: node.attributes.value };
  return { kind: "temporary" };
}

/** A buffer for each tensor in memory; a reshape that no view expresses shares that of its input. */
function buffersFor(chosen: ReadonlySet<Tensor>, roots: readonly Tensor[]): ReadonlyMap<Tensor, Buffer> {
  const buffers = new Map<Tensor, Buffer>();
  const homes = new Map<string, Buffer>();
  for (const node of tape(roots)) {
    if (!chosen.has(node)) continue;
    const alias = is(node, reshapePrimitive) && !isView(node) ? buffers.get(node.inputs[0]!) : undefined;
    const home = homeOf(node);
    const name = "name" in home ? `${home.kind} ${home.name}` : undefined;
    const buffer = alias ??
      (name === undefined ? undefined : homes.get(name)) ?? {
        dtype: node.dtype,
        size: sizeOf(node.shape as readonly number[]),
        home,
        tensor: node,
      };
    if (name !== undefined) homes.set(name, buffer);
    buffers.set(node, buffer);
  }
  return buffers;
}

/** Does the kernel read the buffer only at the very elements that it then overwrites? */
function readsInPlace(kernel: LoopKernel, buffer: Buffer): boolean {
  const { product } = kernel;
  if (product !== undefined && (product.left.buffer === buffer || product.right.buffer === buffer)) return false;
  const dense = denseAccess(kernel.space);
  return loadsOf(valuesOf(kernel)).every(
    (load) => load.buffer !== buffer || sameAccess(load.access, dense, kernel.space),
  );
}

/** The kernel with its stores to one buffer sent to another. */
const redirected = (kernel: LoopKernel, from: Buffer, to: Buffer): LoopKernel => ({
  ...kernel,
  stores: kernel.stores.map((store) => (store.buffer === from ? { ...store, buffer: to } : store)),
});

/**
 * The kernel with its stores in an order in which every value is computed before what it reads is overwritten; `undefined`
 * when there is none. A reduction comes after all stores.
 */
function inSafeOrder(kernel: LoopKernel): LoopKernel | undefined {
  const { stores, reduction } = kernel;
  const loaded = (value: Expression) => new Set(loadsOf([value]).map(({ buffer }) => buffer));
  const read = new Map(stores.map((store) => [store, loaded(store.value)]));
  const readLast = reduction === undefined ? new Set<Buffer>() : loaded(reduction.value);
  if (stores.some(({ buffer }) => readLast.has(buffer))) return undefined;
  const waiting = new Set(stores);
  const ordered: Store[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find((store) =>
      [...waiting].every((other) => other === store || !read.get(other)!.has(store.buffer)),
    );
    if (next === undefined) return undefined;
    waiting.delete(next);
    ordered.push(next);
  }
  return { ...kernel, stores: ordered };
}

/** Drops stores that nothing reads, and kernels that are left with nothing to do. */
function withoutDeadStores(kernels: readonly Kernel[], kept: ReadonlySet<Buffer>): readonly Kernel[] {
  const read = new Set([...kernels.flatMap(reads), ...kept]);
  return kernels.flatMap((kernel): readonly Kernel[] => {
    if (kernel.kind !== "loop") return [kernel];
    const stores = kernel.stores.filter(({ buffer }) => read.has(buffer));
    return stores.length === 0 && kernel.reduction === undefined ? [] : [{ ...kernel, stores }];
  });
}

const temporary = (like: Buffer): Buffer => ({ ...like, home: { kind: "temporary" } });

/** The writer of an update's value as it writes it over the variable at once, if it can. */
function inPlace(writer: Kernel, value: Buffer, variable: Buffer): LoopKernel | undefined {
  if (writer.kind !== "loop" || value.home.kind !== "temporary" || writer.reduction?.into === value) return undefined;
  const own = writer.stores.filter(({ buffer }) => buffer === value);
  const dense = denseAccess(writer.space);
  const fits = own.length === 1 && sameAccess(own[0]!.access, dense, writer.space) && readsInPlace(writer, variable);
  return fits ? inSafeOrder(redirected(writer, value, variable)) : undefined;
}

/** The kernels that do something with each buffer. */
function indexed(
  kernels: readonly Kernel[],
  buffersOf: (kernel: Kernel) => readonly Buffer[],
): (buffer: Buffer) => readonly Kernel[] {
  const index = new Map<Buffer, Kernel[]>();
  for (const kernel of kernels) {
    for (const buffer of buffersOf(kernel)) {
      const list = index.get(buffer) ?? [];
      list.push(kernel);
      index.set(buffer, list);
    }
  }
  return (buffer) => index.get(buffer) ?? [];
}

/** Kernels that can end the run with an error: no variable may have changed by then. */
const canFail = ({ kind }: Kernel): boolean => kind === "check" || kind === "gather" || kind === "scatterAdd";

/** Half of a first-level cache. */
const halfCache = 16 * 1024;

/**
 * Groups a simplified graph into kernels, in an order in which they can run. Updates are written in place where no one reads
 * the old value any more, and otherwise copied at the end; either way after everything that can fail.
 *
 * @param sliceBytes how much memory the slices of a chain may touch
 */
export function fuse(routine: Routine, sliceBytes = halfCache): Schedule {
  const roots = outerProducts(sumsOfProducts(rootsOf(routine)));
  const { outputs, updates, requireFinite } = parts(roots, routine);
  const buffers = buffersFor(materialised(roots), roots);
  const bufferOf = (node: Tensor) => buffers.get(node);
  const filled = tape(roots).filter((node) => {
    const buffer = buffers.get(node);
    return buffer !== undefined && buffer.home.kind === "temporary" && buffer.tensor === node;
  });
  const merged = merge(filled.flatMap((node) => kernelsOf(node, buffers.get(node)!, bufferOf)));
  const checks: readonly Kernel[] = requireFinite.map((tensor, index) => ({
    kind: "check",
    source: buffers.get(tensor)!,
    index,
  }));

  // Whatever a result or another variable takes from a variable is saved before that variable changes.
  const saved = new Map<Buffer, Buffer>();
  const changing = new Set(updates.map(([variable]) => buffers.get(variable)!));
  const save = (buffer: Buffer): Buffer => {
    if (!changing.has(buffer)) return buffer;
    const copy = saved.get(buffer) ?? temporary(buffer);
    saved.set(buffer, copy);
    return copy;
  };
  const results = outputs.map((output) => save(buffers.get(output)!));
  const targets = updates
    .map(([variable, value]) => ({ variable: buffers.get(variable)!, value: buffers.get(value)! }))
    .filter(({ variable, value }) => variable !== value)
    .map(({ variable, value }) => ({ variable, value: save(value) }));
  const saves: readonly Kernel[] = [...saved].map(([source, target]) => ({ kind: "copy", source, target }));

  const kernels = [...merged, ...checks, ...saves];
  const before = dependencies(kernels);
  const readersOf = indexed(kernels, reads);
  const writersOf = indexed(kernels, writes);
  const failing = kernels.filter(canFail);
  const wanted = new Map<Buffer, number>();
  for (const { value } of targets) wanted.set(value, (wanted.get(value) ?? 0) + 1);
  // A kernel keeps its place in the order, whatever it writes to.
  const rewritten = new Map<Kernel, Kernel>();
  const now = (kernel: Kernel): Kernel => rewritten.get(kernel) ?? kernel;
  const copies: Kernel[] = [];
  for (const { variable, value } of targets) {
    const [writer, ...further] = writersOf(value);
    const isOwn = further.length === 0 && readersOf(value).length === 0 && wanted.get(value) === 1;
    const written = writer && isOwn && !results.includes(value) ? inPlace(now(writer), value, variable) : undefined;
    const mustPrecede = [...failing, ...readersOf(variable)].filter((kernel) => kernel !== writer);
    if (writer === undefined || written === undefined || waitsFor(before, mustPrecede, writer)) {
      copies.push({ kind: "copy", source: value, target: variable });
      continue;
    }
    rewritten.set(writer, written);
    for (const kernel of mustPrecede) before.get(writer)!.add(kernel);
  }
  const ordered = [...inOrder(kernels, before).map(now), ...copies];
  const kept = withoutDeadStores(ordered, new Set([...results, ...changing]));
  const used = new Set([...kept.flatMap((kernel) => [...reads(kernel), ...writes(kernel)]), ...results]);
  return { kernels: chains(kept, sliceBytes), outputs: results, buffers: [...used] };
}
