import { add, cast, type Tensor, variable } from "@adjoint/core";
import { adam, type Optimizer, sgd } from "@adjoint/optim";
import { openSession } from "../entrants/adjoint.js";
import { createCopy } from "../machine/copyBandwidth.js";
import { median, time } from "../machine/time.js";
import type { EntrantOptions } from "../options.js";

export interface Sweep {
  readonly optimizer: string;
  /** What the update reads and writes at the least, per second. */
  readonly bytesPerSecond: number;
  readonly copyBytesPerSecond: number;
  /** Sweep ÷ copy, of rounds that follow each other. */
  readonly share: number;
}

const count = 4 * 2 ** 20;

/** Only the update, of one large parameter whose gradient lies in the session. */
function prepare(optimizer: Optimizer, size: number, options: EntrantOptions) {
  const session = openSession({ ...options, threads: 1 });
  const parameter: Tensor = variable("parameter", [size], { initial: 0.5 });
  const gradient: Tensor = variable("gradient", [size], { initial: 0.001 });
  const step = variable("step", [], { dtype: "i32" });
  const state = optimizer.init([parameter], "optimizer");
  const { updates, state: next } = optimizer.update({
    gradients: [gradient],
    state,
    parameters: [parameter],
    step: cast(step, "f32"),
  });
  const program = session.compile({
    outputs: [],
    updates: [
      [parameter, add(parameter, updates[0]!) as Tensor],
      ...tensorsOf(state).map((before, i) => [before, tensorsOf(next)[i]!] as const),
      [step, add(step, 1)],
    ],
  });
  return () => {
    program.run();
  };
}

type State = ReturnType<Optimizer["init"]>;
const isTensor = (state: State): state is Tensor => "primitive" in state && "attributes" in state;
const tensorsOf = (state: State): readonly Tensor[] =>
  isTensor(state)
    ? [state]
    : Object.entries<State>(state as Readonly<Record<string, State>>)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, inner]) => tensorsOf(inner));

/** Reads and writes of 4 bytes per element: SGD θ, g → θ; Adam θ, g, m, v → θ, m, v. */
const traffic: readonly (readonly [name: string, optimizer: Optimizer, bytes: number])[] = [
  ["sgd", sgd(), 12],
  ["adam", adam(), 28],
];

/** The optimizers' sweep over memory beside a plain copy of vectors, both on one thread. */
export function sweep(options: EntrantOptions): readonly Sweep[] {
  const size = options.backend === "reference" ? count / 16 : count;
  const rounds = options.quick ? 5 : 21;
  const copyBytes = 8 * size;
  const copy = createCopy(copyBytes);
  // A copy's target is read too before it is written, as every cache line is; an update writes what it has read anyway.
  const copyTraffic = 3 * copyBytes;
  return traffic.map(([name, optimizer, bytes]) => {
    const run = prepare(optimizer, size, options);
    for (let i = 0; i < 3; i++) {
      run();
      copy();
    }
    const measured = Array.from({ length: rounds }, () => ({
      copied: copyTraffic / time(copy),
      swept: (bytes * size) / time(run),
    }));
    return {
      optimizer: name,
      bytesPerSecond: median(measured.map(({ swept }) => swept)),
      copyBytesPerSecond: median(measured.map(({ copied }) => copied)),
      share: median(measured.map(({ swept, copied }) => swept / copied)),
    };
  });
}
