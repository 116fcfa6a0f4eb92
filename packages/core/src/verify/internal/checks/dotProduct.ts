import { foldIn } from "../../../random/key.js";
import type { Check } from "../../verification.js";
import { checked } from "../conclude.js";
import { direction, inner } from "../directions.js";
import { cancellationShare } from "../precision.js";
import type { Subject } from "../subject.js";

const rounds = 2;

/**
 * ⟨u, Jv⟩ = ⟨Jᵀu, v⟩ for random u and v: forward and reverse mode are adjoint to each other. With v in one tensor at a time, then
 * in all; and with accumulation, where the point is an output too, of cotangent w: ⟨u, Jv⟩ + ⟨w, v⟩ = ⟨Jᵀu + w, v⟩.
 *
 * @see Claerbout, "Basic Earth Imaging" (2010), section 5.1: the dot-product test.
 */
export function dotProduct({ f, tensors, key, precision }: Subject): Check {
  const { x, y } = f;
  let worst = 0;
  let where: string | undefined;
  let reason: string | undefined;
  const share = cancellationShare(precision);
  const compare = (left: Product, right: Product, scale: number, place: string, names: readonly [string, string]) => {
    const size = left.size + right.size + share * scale;
    const error = size === 0 ? 0 : Math.abs(left.value - right.value) / size;
    if (error <= worst) return;
    worst = error;
    where = place;
    if (!(error <= precision.directions))
      reason = `${names[0]} = ${left.value} differs from ${names[1]} = ${right.value} along ${place}: the modes are not adjoint.`;
  };
  for (let round = 0; round < rounds; round++) {
    const stream = (purpose: number, length: number) => direction(foldIn(key, 0x646f74 + round), purpose, length);
    const [u, w, all] = [stream(0, y.data.length), stream(1, x.data.length), stream(2, x.data.length)];
    const pulled = f.pullback(u);
    const accumulated = f.accumulate(u, w);
    const scale = inner(pulled, all).size + inner(u, y.data).size;
    const along = (place: string, v: Float64Array) => {
      const forward = inner(u, f.pushforward(v));
      const own = inner(w, v);
      compare(forward, inner(pulled, v), scale, place, ["⟨u, Jv⟩", "⟨Jᵀu, v⟩"]);
      const sum = { value: forward.value + own.value, size: forward.size + own.size };
      compare(sum, inner(accumulated, v), scale, place, ["With accumulation ⟨u, Jv⟩ + ⟨w, v⟩", "⟨Jᵀu + w, v⟩"]);
    };
    if (tensors.length > 1) {
      tensors.forEach((tensor, i) => {
        along(
          tensor,
          all.map((v, at) => (at >= x.starts[i]! && at < x.starts[i + 1]! ? v : 0)),
        );
      });
    }
    along(tensors.length > 1 ? "all together" : tensors.join(), all);
  }
  return checked("dot product", reason === undefined ? "right" : "wrong", {
    worst,
    allowed: precision.directions,
    where,
    reason: reason ?? `⟨u, Jv⟩ = ⟨Jᵀu, v⟩ to ${worst.toExponential(1)} of its terms, with and without accumulation.`,
  });
}

type Product = ReturnType<typeof inner>;
