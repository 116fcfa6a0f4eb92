import type { Backend } from "../backends/backend.js";
import { reference } from "../backends/reference/reference.js";
import { AdjointError } from "../errors/adjointError.js";
import { inline } from "../graph/inline.js";
import { is } from "../graph/is.js";
import type { Tensor } from "../graph/tensor.js";
import { constant } from "../primitives/constant.js";
import { sizeOf } from "../primitives/internal/strides.js";
import { variablePrimitive } from "../primitives/variable.js";
import { foldInName, keyOf } from "../random/key.js";
import type { DType } from "../types/dtype.js";
import { sameShape } from "../types/sameShape.js";
import type { TensorValue } from "../types/tensorValue.js";
import { type Feed, toFed } from "./feeds.js";
import { lower, lowerProgram } from "./lower.js";
import { arrange, type Outputs, type Program, type ProgramSpec, runner } from "./program.js";

export interface SessionOptions {
  /** Governs every random first value. A whole number up to 2⁵³. Default: 0. */
  readonly seed?: number;
  /** What computes. Default: `reference`. */
  readonly backend?: Backend;
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

/**
 * Owns the variables of its programs (parameters, moments, counters) by name: programs that use the same name share it.
 * There is nothing to dispose but the session as a whole.
 */
export interface Session {
  readonly backend: string;
  readonly seed: number;
  /** The variables of all programs compiled so far, in the order in which they appeared. */
  readonly variables: readonly VariableInfo[];
  /**
   * Prepares a graph to be run, and creates its variables where they do not exist yet.
   *
   * @param program a tensor, a list or record of tensors, or `{ outputs, updates, requireFinite }`
   * @throws AdjointError `graph/…`, `session/variable-conflict`, `session/update`, `session/initial`, `session/closed`
   */
  compile<const O extends Outputs>(program: ProgramSpec<O>): Program<O>;
  /** A copy of a variable. @throws AdjointError `session/unknown-variable` */
  read(variable: Tensor | string): TensorValue;
  /** Overwrites a variable. @throws AdjointError `session/unknown-variable`, `session/value`, `feed/dtype` */
  write(variable: Tensor | string, value: Feed): void;
  /** Releases the session's memory. Also called at the end of a `using` block. */
  close(): void;
  [Symbol.dispose](): void;
}

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
  const { seed = 0, backend = reference, floats = "f32" } = options;
  if (!Number.isSafeInteger(seed)) throw new AdjointError("session/seed", { seed });
  const memory = backend.open();
  const variables = new Map<string, Tensor & { readonly attributes: { readonly trainable: boolean } }>();
  let closed = false;

  const requireOpen = () => {
    if (closed) throw new AdjointError("session/closed", {});
  };
  const initialise = (node: Tensor) => {
    if (!is(node, variablePrimitive)) return;
    const { name, shape, dtype, initial } = node.attributes;
    const known = variables.get(name);
    if (known !== undefined) {
      const same = known.dtype === node.dtype && sameShape(known.shape, shape);
      if (!same) throw new AdjointError("session/variable-conflict", { left: known, right: node });
      return;
    }
    const key = constant([...foldInName(keyOf(seed), name)], { dtype: "i32" });
    const [first] = lower(inline(initial, [key]), floats);
    const fits = first!.dtype === dtype && sameShape(first!.shape, shape);
    if (!fits) throw new AdjointError("session/initial", { tensor: node, found: first! });
    memory.allocate(name, dtype, shape);
    const [value] = memory.compile({ outputs: [first!], updates: [], requireFinite: [] })(new Map());
    memory.write(name, value!.data);
    variables.set(name, node);
  };

  const find = (variable: Tensor | string): Tensor => {
    requireOpen();
    const name = typeof variable === "string" ? variable : (variable.name ?? "");
    const found = variables.get(name);
    if (found === undefined) {
      throw new AdjointError("session/unknown-variable", { name, variables: [...variables.keys()] });
    }
    return found;
  };

  const session: Session = {
    backend: backend.name,
    seed,
    get variables() {
      return [...variables.values()].map(({ name, dtype, shape, attributes }) => ({
        name: name!,
        dtype,
        shape: shape as readonly number[],
        trainable: attributes.trainable,
      }));
    },
    compile: <O extends Outputs>(program: ProgramSpec<O>): Program<O> => {
      requireOpen();
      const lowered = lowerProgram(program, floats);
      lowered.nodes.forEach(initialise);
      const { inputs, run } = runner(memory, lowered);
      return {
        inputs,
        run: (feeds = {}) => {
          requireOpen();
          return arrange(program.outputs, run(feeds));
        },
      };
    },
    read: (variable) => memory.read(find(variable).name!),
    write: (variable, value) => {
      const tensor = find(variable);
      const { data, shape } = toFed(tensor, value);
      const expected = tensor.shape as readonly number[];
      const fits = shape === undefined ? data.length === sizeOf(expected) : sameShape(shape, expected);
      if (!fits) {
        throw new AdjointError("session/value", { name: tensor.name!, expected, found: shape ?? [data.length] });
      }
      memory.write(tensor.name!, data);
    },
    close: () => {
      if (!closed) memory.close();
      closed = true;
    },
    [Symbol.dispose]: () => session.close(),
  };
  return session;
}
