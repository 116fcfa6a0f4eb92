import type { Executable } from "../backends/backend.js";
import { type Arrays, isTensor, type Outputs, type Prepared } from "./program.js";

/** Properties that are looked up each time they are asked for, so that they are those of the memory as it is now. */
const lookups = <T>(names: readonly PropertyKey[], find: (index: number) => T): PropertyDescriptorMap =>
  Object.fromEntries(names.map((name, i) => [name, { enumerable: true, get: () => find(i) }]));

/** An executable as users see it: arrays by the names of inputs and outputs. */
export function prepare<O extends Outputs>(
  { input, output, run }: Executable,
  names: readonly string[],
  outputs: O,
  requireOpen: () => void,
): Prepared<O> {
  const isList = Array.isArray(outputs);
  const keys = isTensor(outputs) ? [] : Object.keys(outputs);
  const arranged = Object.defineProperties(isList ? [] : {}, lookups(keys, output));
  return {
    inputs: Object.defineProperties(
      {},
      lookups(names, (i) => input(names[i]!)),
    ),
    get outputs() {
      return (isTensor(outputs) ? output(0) : arranged) as Arrays<O>;
    },
    run: () => {
      requireOpen();
      run();
    },
  };
}
