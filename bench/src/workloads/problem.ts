import { endsOf, type LayerSpec, shapesOf, type Workload } from "./workload.js";

/** A workload with its data and first parameters: the same for every entrant. */
export interface Problem {
  readonly workload: Workload;
  readonly x: Float32Array;
  readonly labels: Int32Array;
  /** One after another as `shapesOf` lists them, row by row. */
  readonly parameters: readonly Float32Array[];
}

/** A problem as JSON: arrays are the base64 of their little-endian bytes. */
export interface EncodedProblem {
  readonly workload: Workload;
  readonly features: number;
  readonly classes: number;
  readonly x: string;
  readonly labels: string;
  readonly parameters: readonly { readonly shape: readonly number[]; readonly data: string }[];
}

/** Numbers in [0, 1). @see Tommy Ettinger's mulberry32. */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Factors of the first parameters: the last weights of a residual block share the growth among all blocks, without which a
 * hundred of them overflow.
 */
function scalesOf(network: readonly LayerSpec[]): readonly number[] {
  const blocks = network.filter(({ kind }) => kind === "block").length;
  return network.flatMap(({ kind }) => (kind === "block" ? [1, 1, 1 / blocks] : [1, 1]));
}

/** Random examples and labels; weights are Glorot-uniform, biases small. */
export function makeProblem(workload: Workload, seed = 1): Problem {
  const { features, classes } = endsOf(workload.network);
  const random = uniform(seed);
  const x = Float32Array.from({ length: workload.batch * features }, random);
  const labels = Int32Array.from({ length: workload.batch }, () => Math.floor(random() * classes));
  const scales = scalesOf(workload.network);
  const parameters = shapesOf(workload.network).map((shape, i) => {
    const size = shape.reduce((product, length) => product * length, 1);
    // A window is seen by so many positions as it has: both fans are multiplied by its size.
    const [inputs, outputs] = [size / shape.at(-1)!, size / (shape.at(-2) ?? 1)];
    const bound = scales[i]! * (shape.length === 1 ? 0.05 : Math.sqrt(6 / (inputs + outputs)));
    return Float32Array.from({ length: size }, () => bound * (2 * random() - 1));
  });
  return { workload, x, labels, parameters };
}

const encode = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

function decode(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, "base64");
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}

export const encodeProblem = ({ workload, x, labels, parameters }: Problem): EncodedProblem => ({
  workload,
  ...endsOf(workload.network),
  x: encode(x),
  labels: encode(labels),
  parameters: shapesOf(workload.network).map((shape, i) => ({ shape, data: encode(parameters[i]!) })),
});

export const decodeProblem = ({ workload, x, labels, parameters }: EncodedProblem): Problem => ({
  workload,
  x: new Float32Array(decode(x)),
  labels: new Int32Array(decode(labels)),
  parameters: parameters.map(({ data }) => new Float32Array(decode(data))),
});
