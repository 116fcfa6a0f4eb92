import { AdjointError } from "../errors/adjointError.js";
import type { Tensor } from "../graph/tensor.js";
import { toJson } from "../json/toJson.js";
import { input } from "../primitives/input.js";
import type { Feed } from "../session/feeds.js";
import { rootsOf } from "../session/parts.js";
import { arrange, listOutputs, type Outputs, type ProgramSpec, type Results } from "../session/program.js";
import type { Column } from "../session/rows.js";
import { type CompileOptions, nameOf, type VariableInfo } from "../session/session.js";
import type { NumericArray } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { Endpoint } from "./endpoint.js";
import { connect } from "./line.js";
import { packFeed } from "./packFeed.js";
import type { PackedColumn, PackedProgram, RemoteOptions } from "./protocol.js";

/** A compiled graph in a worker. */
export interface RemoteProgram<O extends Outputs = Outputs> {
  /**
   * Computes the outputs and applies the updates, as `Program.run` does. Feeds are copied; runs take turns.
   *
   * @throws AdjointError what `Program.run` throws, `remote/not-sendable`, `remote/lost`
   */
  run(feeds?: Readonly<Record<string, Feed>>): Promise<Results<O>>;
  /** The declared inputs by name. */
  readonly inputs: ReadonlyMap<string, Tensor>;
}

/** A `Session` that lives in a worker: what computes or copies gives promises, and what it throws they are rejected with. */
export interface RemoteSession {
  readonly backend: string;
  readonly seed: number;
  /** How many threads programs may run on, and why these are fewer than were asked for, as the last answer told. */
  readonly threads: number;
  readonly threadsReason: string | undefined;
  /** The variables of all programs compiled so far, in the order in which they appeared. */
  readonly variables: readonly VariableInfo[];
  /**
   * Sends a graph to the session, which compiles it as `Session.compile` does.
   *
   * @throws AdjointError what `Session.compile` throws, `remote/lost`
   */
  compile<const O extends Outputs>(program: ProgramSpec<O>, options?: CompileOptions): Promise<RemoteProgram<O>>;
  /** A copy of a variable. @throws AdjointError what `Session.read` throws, `remote/lost` */
  read(variable: Tensor | string): Promise<TensorValue>;
  /** Overwrites a variable. @throws AdjointError what `Session.write` throws, `remote/not-sendable`, `remote/lost` */
  write(variable: Tensor | string, value: Feed): Promise<void>;
  /** Releases the session's memory. The worker is its owner's, to terminate or to use again. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

function packProgram({ outputs, updates = [], requireFinite = [] }: ProgramSpec): PackedProgram {
  const routine = { outputs: listOutputs(outputs), updates, requireFinite };
  return { graph: toJson(rootsOf(routine)), outputs: routine.outputs.length, requireFinite: requireFinite.length };
}

function requireSendable(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value !== "object" && typeof value !== "function") continue;
    throw new AdjointError("remote/not-sendable", { what: `The option "${name}"`, found: `a ${typeof value}` });
  }
}

/**
 * Opens a session in a worker whose script calls `serveSession`, so that a page never waits for what is computed. Graphs travel
 * as JSON, and values in buffers that change hands. What the session throws comes back as it was: the same class, code,
 * details and message; tensors in the details are described, without the graph below them.
 *
 * @param worker a `Worker` of the browser or of `node:worker_threads`, or a `MessagePort`
 * @param options.seed governs every random first value. Default: 0
 * @param options.threads how many threads large programs are divided among. Default: 1
 * @param options.precision `portable` computes the same bits everywhere. Default: `fast`
 * @param options.floats `f64` computes in double precision. Default: `f32`
 * @throws AdjointError `remote/not-sendable`, `remote/lost`, `session/seed`, `session/threads`
 * @example
 * const worker = new Worker(import.meta.resolve("@adjoint/core/worker/serve"), { type: "module" });
 * const session = await createRemoteSession(worker, { seed: 1, threads: 2 });
 * const step = await session.compile(trainStep(loss, adam()));
 * const { loss } = await step.run({ pixels, labels });
 */
export async function createRemoteSession(worker: Endpoint, options: RemoteOptions = {}): Promise<RemoteSession> {
  requireSendable(options);
  const line = connect(worker);
  const { backend, seed } = await line.ask("open", options);
  const columns = new Map<NumericArray, number>();
  let variables: readonly VariableInfo[] = [];

  /** The numbers of a column go along the first time only. */
  const packColumn = (name: string, { dtype, shape, data, scaling }: Column, transfer: ArrayBuffer[]): PackedColumn => {
    const known = columns.get(data);
    const packed = { dtype, shape, ...(scaling && { scaling }), id: known ?? columns.size };
    if (known !== undefined) return packed;
    columns.set(data, packed.id);
    return { ...packed, data: packFeed(`The column "${name}"`, data, transfer) as NumericArray };
  };
  const compile = async <O extends Outputs>(spec: ProgramSpec<O>, { dataset }: CompileOptions = {}) => {
    const transfer: ArrayBuffer[] = [];
    const packed = Object.entries(dataset ?? {}).map(([name, column]) => [name, packColumn(name, column, transfer)]);
    const given = { program: packProgram(spec), ...(dataset && { dataset: Object.fromEntries(packed) }) };
    const { program, inputs, variables: known } = await line.ask("compile", given, transfer);
    variables = known;
    return {
      inputs: new Map(inputs.map(({ name, shape, dtype }) => [name, input(name, shape, dtype) as Tensor])),
      run: async (feeds: Readonly<Record<string, Feed>> = {}) => {
        const transfer: ArrayBuffer[] = [];
        const sent = Object.entries(feeds).map(([name, feed]) => [
          name,
          packFeed(`The feed "${name}"`, feed, transfer),
        ]);
        return arrange(spec.outputs, await line.ask("run", { program, feeds: Object.fromEntries(sent) }, transfer));
      },
    };
  };
  const close = async () => {
    await line.ask("close", undefined);
    line.end();
  };
  let closing: Promise<void> | undefined;

  const session: RemoteSession = {
    backend,
    seed,
    get threads() {
      return line.standing.threads;
    },
    get threadsReason() {
      return line.standing.threadsReason;
    },
    get variables() {
      return variables;
    },
    compile,
    read: (variable) => line.ask("read", { name: nameOf(variable) }),
    write: async (variable, value) => {
      const transfer: ArrayBuffer[] = [];
      const name = nameOf(variable);
      await line.ask("write", { name, value: packFeed(`The value for "${name}"`, value, transfer) }, transfer);
    },
    close: () => {
      closing ??= close();
      return closing;
    },
    [Symbol.asyncDispose]: () => session.close(),
  };
  return session;
}
