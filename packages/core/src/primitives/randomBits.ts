import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import { threefry } from "../random/threefry.js";
import type { Shape } from "../types/shape.js";

/** Random words by counter: element i is the exclusive or of Threefry's two words for the counter i. */
export const randomBitsPrimitive = primitive<{ shape: Shape }>({
  name: "randomBits",
  doc: "32 random bits per element, a function of the key and the element's position alone",
  signature: ([key], { shape }) => {
    if (key!.dtype !== "i32") {
      throw new AdjointError("dtype/unsupported", { operation: "randomBits", tensor: key!, allowed: ["i32"] });
    }
    if (key!.shape.length !== 1 || key!.shape[0] !== 2) throw new AdjointError("random/key", { tensor: key! });
    return { shape, dtype: "i32" };
  },
  vjp: () => [undefined],
  jvp: () => undefined,
  evaluate: ([key], _attributes, out) => {
    const [k0, k1] = [key!.data[0]!, key!.data[1]!];
    for (let i = 0; i < out.data.length; i++) {
      const [x, y] = threefry(k0, k1, Math.floor(i / 2 ** 32), i | 0);
      out.data[i] = x ^ y;
    }
  },
});

/**
 * 32 random bits per element (`i32`), the same for the same key: JAX's `random.bits` with partitionable Threefry.
 *
 * @param key `i32` [2]
 * @param shape the result's
 * @throws AdjointError `random/key`, `dtype/unsupported`
 * @example
 * const coin = greater(randomBits(key, ["batch"]), 0);
 */
export const randomBits = <const S extends Shape>(key: Tensor, shape: S): Tensor<S> =>
  apply(randomBitsPrimitive, [key], { shape }) as Tensor as Tensor<S>;
