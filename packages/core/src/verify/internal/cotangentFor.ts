import { foldIn } from "../../random/key.js";
import { direction } from "./directions.js";
import type { Subject } from "./subject.js";

/** The u of g = ⟨u, f⟩: 1 for a scalar, so that g is f itself; else random. */
export const cotangentFor = ({ f, key }: Pick<Subject, "f" | "key">): Float64Array =>
  f.y.data.length === 1 ? Float64Array.of(1) : direction(foldIn(key, 0x636f74), 0, f.y.data.length);
