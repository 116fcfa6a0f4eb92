import type { Backend } from "../backends/backend.js";
import { AdjointError } from "../errors/adjointError.js";
import { is } from "../graph/is.js";
import type { Tensor } from "../graph/tensor.js";
import { sizeOf } from "../primitives/internal/strides.js";
import { variablePrimitive } from "../primitives/variable.js";
import { keyOf } from "../random/key.js";
import type { DType, NumericArray } from "../types/dtype.js";
import { sameShape } from "../types/sameShape.js";
import type { TensorValue } from "../types/tensorValue.js";
import { defaultBackend } from "./defaultBackend.js";
import { type Feed, toFed } from "./feeds.js";
import { initialise, type VariableNode } from "./initialise.js";
import { lowerProgram } from "./lower.js";
import { prepare } from "./prepare.js";
import { arrange, type Outputs, type Program, type ProgramSpec, resultOf, runner } from "./program.js";
import { type Column, fedByRows } from "./rows.js";

export interface SessionOptions {
  /** Governs every random first value. A whole number up to 2⁵³. Default: 0. */
  readonly seed?: number;
  /** What computes. Default: `wasm({ threads })`. */
  readonly backend?: Backend;
  /** How many threads the default backend divides large programs among. The bits are the same for any number. Default: 1. */
  readonly threads?: number;
  /** `f64` computes every `f32` tensor in double precision, as verification does. Default: `f32`. */
  readonly floats?: "f32" | "f64";
}

/** What a session tells of a variable. */
export interface VariableInfo {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Is it a parameter, changed by training? */
  readonly trainable: boolean;
}

export interface CompileOptions {
  /**
   * Columns of examples by the names of the inputs that they are for. They move into the session, each once and in its own
   * element type, and every run is fed `indices` (`i32`, one for each example of the batch) in place of those inputs.
   * A column whose name is not that of an input is left out.
   */
  readonly dataset?: Readonly<Record<string, Column>>;
}

/**
 * Owns the variables of its programs (parameters, moments, counters) by name: programs that use the same name share it.
 * There is nothing to dispose but the session as a whole.
 */
export interface Session {
  readonly backend: string;
  /** How many threads programs may run on: those asked for, or 1 where the platform allows none or one of them was lost. */
  readonly threads: number;
  /** Why there is one thread although more were asked for, as a sentence; else `undefined`. */
  readonly threadsReason: string | undefined;
  readonly seed: number;
  /** The variables of all programs compiled so far, in the order in which they appeared. */
  readonly variables: readonly VariableInfo[];
  /**
   * Prepares a graph to be run, and creates its variables where they do not exist yet.
   *
   * @param program `{ outputs, updates, requireFinite }`
   * @throws AdjointError `graph/…`, `session/variable-conflict`, `session/update`, `session/initial`, `session/closed`; with a
   * dataset `dataset/input`, `dataset/column`
   */
  compile<const O extends Outputs>(program: ProgramSpec<O>, options?: CompileOptions): Program<O>;
  /** A copy of a variable. @throws AdjointError `session/unknown-variable`, `session/thread-lost` */
  read(variable: Tensor | string): TensorValue;
  /** Overwrites a variable. @throws AdjointError `session/unknown-variable`, `session/value`, `feed/dtype`, `session/thread-lost` */
  write(variable: Tensor | string, value: Feed): void;
  /** Releases the session's memory. Also called at the end of a `using` block. */
  close(): void;
  [Symbol.dispose](): void;
}

/** The name that a variable was declared with, also when the node was given another one since. */
export const nameOf = (variable: Tensor | string): string => {
  if (typeof variable === "string") return variable;
  return is(variable, variablePrimitive) ? variable.attributes.name : (variable.name ?? "");
};

/**
 * Opens a session.
 *
 * @throws AdjointError `session/seed`
 * @example
 * using session = createSession({ seed: 1 });
 * const step = session.compile(trainStep(loss, adam()));
 * step.run({ pixels, labels });
 */
export function createSession(options: SessionOptions = {}): Session {
  const { seed = 0, threads = 1, backend = defaultBackend(threads), floats = "f32" } = options;
  if (!Number.isSafeInteger(seed)) throw new AdjointError("session/seed", { seed });
  const memory = backend.open();
  const variables = new Map<string, VariableNode>();
  /** The variables that hold columns of datasets, by their numbers. */
  const columns = new Map<NumericArray, string>();
  const isColumn = (name: string) => [...columns.values()].includes(name);
  let closed = false;

  const requireOpen = () => {
    if (closed) throw new AdjointError("session/closed", {});
  };
  /** Creates the variables of a tape that this session does not have yet. */
  const declare = (nodes: readonly Tensor[]) => {
    const fresh: VariableNode[] = [];
    for (const node of nodes) {
      if (!is(node, variablePrimitive) || isColumn(node.attributes.name)) continue;
      const known = variables.get(node.attributes.name);
      if (known === undefined) fresh.push(node);
      else if (known.dtype !== node.dtype || !sameShape(known.shape, node.shape)) {
        throw new AdjointError("session/variable-conflict", { left: known, right: node });
      }
    }
    initialise(fresh, keyOf(seed), floats, memory);
    for (const node of fresh) variables.set(node.attributes.name, node);
  };

  /** The variable of a column. It is none of those that users read, write and save. */
  const place = ({ dtype, shape, data }: Column): string => {
    const known = columns.get(data);
    if (known !== undefined) return known;
    const name = `dataset ${columns.size}`;
    memory.allocate(name, dtype, shape);
    memory.write(name, data);
    columns.set(data, name);
    return name;
  };

  const find = (variable: Tensor | string): Tensor => {
    requireOpen();
    const name = nameOf(variable);
    const found = variables.get(name);
    if (found === undefined) {
      throw new AdjointError("session/unknown-variable", { name, variables: [...variables.keys()] });
    }
    return found;
  };

  const session: Session = {
    backend: backend.name,
    get threads() {
      return memory.threads;
    },
    get threadsReason() {
      return memory.threadsReason;
    },
    seed,
    get variables() {
      return [...variables].map(([name, { dtype, shape, attributes }]) => ({
        name,
        dtype,
        shape: shape as readonly number[],
        trainable: attributes.trainable,
      }));
    },
    compile: <O extends Outputs>(program: ProgramSpec<O>, { dataset }: CompileOptions = {}): Program<O> => {
      requireOpen();
      const fed = lowerProgram(program, floats);
      const lowered = dataset === undefined ? fed : fedByRows(fed, dataset, place);
      declare(lowered.nodes);
      const { inputs, run, at } = runner(memory, lowered);
      return {
        inputs,
        run: (feeds = {}) => {
          requireOpen();
          return arrange(program.outputs, run(feeds).map(resultOf));
        },
        prepare: (sizes = {}) => {
          requireOpen();
          for (const [name, size] of Object.entries(sizes)) {
            if (!Number.isInteger(size) || size < 0) throw new AdjointError("run/size", { name, size });
          }
          const { executable } = at(new Map(Object.entries(sizes)));
          return prepare(executable, [...inputs.keys()], program.outputs, requireOpen);
        },
      };
    },
    read: (variable) => memory.read(nameOf(find(variable))),
    write: (variable, value) => {
      const tensor = find(variable);
      const { data, shape } = toFed(tensor, value);
      const expected = tensor.shape as readonly number[];
      const fits = shape === undefined ? data.length === sizeOf(expected) : sameShape(shape, expected);
      if (!fits) {
        throw new AdjointError("session/value", { name: nameOf(tensor), expected, found: shape ?? [data.length] });
      }
      memory.write(nameOf(tensor), data);
    },
    close: () => {
      if (!closed) memory.close();
      closed = true;
    },
    [Symbol.dispose]: () => session.close(),
  };
  return session;
}
