import type { Sizes } from "../compiler/bind.js";
import { AdjointError } from "../errors/adjointError.js";
import type { Tensor } from "../graph/tensor.js";
import { sizeOf } from "../primitives/internal/strides.js";
import type { TensorValue } from "../types/tensorValue.js";
import { type Fed, type Feed, toFed } from "./feeds.js";

/** The sizes of named dimensions, and for error messages the input that decided each. */
type Found = Map<string, { readonly size: number; readonly input: string }>;

function bindShape(found: Found, input: Tensor, shape: readonly number[]): void {
  if (shape.length !== input.shape.length) throw new AdjointError("feed/shape", { input, found: shape });
  input.shape.forEach((dim, axis) => {
    const size = shape[axis]!;
    if (typeof dim === "number") {
      if (dim !== size) throw new AdjointError("feed/shape", { input, found: shape });
      return;
    }
    const known = found.get(dim);
    if (known === undefined) found.set(dim, { size, input: input.name ?? "" });
    else if (known.size !== size) {
      const inputs = [known.input, input.name ?? ""];
      throw new AdjointError("feed/conflict", { name: dim, sizes: [known.size, size], inputs });
    }
  });
}

/** The shape of a flat array, when at most one of its dimensions is still only a name. */
function shapeFromLength(found: Found, input: Tensor, length: number): readonly number[] {
  const dims = input.shape.map((dim) => (typeof dim === "string" ? (found.get(dim)?.size ?? dim) : dim));
  const names = [...new Set(dims.filter((dim) => typeof dim === "string"))];
  const known = sizeOf(dims.filter((dim) => typeof dim === "number"));
  const open = dims.filter((dim) => typeof dim === "string").length;
  if (open > 1 || (open === 1 && known === 0)) throw new AdjointError("feed/unbound", { input, names });
  if (open === 1 ? length % known !== 0 : length !== known) {
    throw new AdjointError("feed/length", { input, length, multiple: open === 1 ? known : undefined });
  }
  return dims.map((dim) => (typeof dim === "string" ? length / known : dim));
}

/**
 * Checks feeds against the inputs of a program and finds the size of every named dimension.
 * Feeds with a shape are read first, so that they settle the names that flat arrays leave open.
 */
export function resolveFeeds(
  inputs: ReadonlyMap<string, Tensor>,
  feeds: Readonly<Record<string, Feed>>,
): { readonly values: ReadonlyMap<string, TensorValue>; readonly sizes: Sizes } {
  for (const name of Object.keys(feeds)) {
    if (!inputs.has(name)) throw new AdjointError("feed/unknown", { name, inputs: [...inputs.keys()] });
  }
  const fed = new Map<string, Fed>();
  for (const [name, input] of inputs) {
    const feed = feeds[name];
    if (feed === undefined) throw new AdjointError("feed/missing", { input, given: Object.keys(feeds) });
    fed.set(name, toFed(input, feed));
  }
  const found: Found = new Map();
  const values = new Map<string, TensorValue>();
  const take = (input: Tensor, name: string, data: Fed["data"], shape: readonly number[]) => {
    bindShape(found, input, shape);
    values.set(name, { dtype: input.dtype, shape, data });
  };
  for (const [name, input] of inputs) {
    const { data, shape } = fed.get(name)!;
    if (shape !== undefined) take(input, name, data, shape);
  }
  for (const [name, input] of inputs) {
    const { data, shape } = fed.get(name)!;
    if (shape === undefined) take(input, name, data, shapeFromLength(found, input, data.length));
  }
  return { values, sizes: new Map([...found].map(([name, { size }]) => [name, size])) };
}
