import type { Program, ProgramSpec, Session, Tensor } from "@adjoint/core";
import { type BatchOptions, batches, batchIndices } from "@adjoint/data";
import type { Examples } from "./data/splits.js";

type Measuring = Readonly<Record<string, Tensor>>;

/** What a program told of a batch. */
export interface BatchResults<Results> {
  readonly results: Results;
  /** How many examples the batch has. */
  readonly size: number;
}

/** One pass of a program over examples, batch by batch: it runs as far as it is iterated. */
export type Pass<Results> = (examples: Examples, options: BatchOptions) => Iterable<BatchResults<Results>>;

/** Examples of more bytes stay outside of the session, whose memory ends at four gigabytes. */
const most = 2 ** 30;

const bytesOf = ({ columns }: Examples): number =>
  Object.values(columns).reduce((sum, { data }) => sum + data.byteLength, 0);

/**
 * A program over examples. They move into the session, once, and each run is fed which of them it takes; too many of them are
 * fed batch by batch, to the same outcome.
 *
 * @param largest how many bytes of examples may lie in the session
 */
export function createPass<Results>(session: Session, program: ProgramSpec<Measuring>, largest = most): Pass<Results> {
  const resident = new Map<Examples, Program<Measuring>>();
  const compiledFor = (examples: Examples): Program<Measuring> => {
    const known = resident.get(examples) ?? session.compile(program, { dataset: examples.columns });
    resident.set(examples, known);
    return known;
  };
  const fed = session.compile(program);
  return function* (examples, options) {
    if (bytesOf(examples) <= largest) {
      const { run } = compiledFor(examples);
      for (const indices of batchIndices(examples, options)) {
        yield { results: run({ indices }) as Results, size: indices.length };
      }
    } else {
      for (const batch of batches(examples, { ...options, reuse: true })) {
        yield { results: fed.run(batch) as Results, size: Object.values(batch)[0]!.shape[0]! };
      }
    }
  };
}
