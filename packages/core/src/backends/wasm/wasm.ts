import { fuse } from "../../compiler/fuse/fuse.js";
import type { Buffer } from "../../compiler/fuse/kernel.js";
import { bytesOf, plan, slack } from "../../compiler/plan.js";
import { simplify } from "../../compiler/simplify/simplify.js";
import { AdjointError } from "../../errors/adjointError.js";
import { is } from "../../graph/is.js";
import { tape } from "../../graph/tape.js";
import { inputPrimitive } from "../../primitives/input.js";
import { sizeOf } from "../../primitives/internal/strides.js";
import { parts, rootsOf } from "../../session/parts.js";
import { arrayOf, viewOf } from "../../types/arrayOf.js";
import type { DType, NumericArray } from "../../types/dtype.js";
import type { TensorValue } from "../../types/tensorValue.js";
import type { Backend, Executable, Memory, Routine } from "../backend.js";
import { nonFiniteError } from "../reference/reference.js";
import { emitProgram, scratchSpace } from "./emitProgram.js";
import { detailBytes, status } from "./emitRows.js";
import { engine } from "./engine.js";
import { hostFunctions } from "./host.js";
import { hasRelaxedMultiplyAdd } from "./relaxed.js";
import { controlBlockBytes } from "./threads/controlBlock.js";
import { runTogether, type TeamProgram } from "./threads/runTogether.js";
import { sharedMemory } from "./threads/sharedMemory.js";
import { createWorkers, type Workers } from "./threads/workers.js";

export interface WasmOptions {
  /**
   * How many threads large programs are divided among, from 1 to 64; small ones stay on one. The bits are the same for any
   * number. Where there can be no threads (on the main thread of a page, say) there is one, and `Session.threadsReason` says why.
   * Default: 1.
   */
  readonly threads?: number;
  /**
   * `fast` uses the engine's fused multiply-add where it has one; `portable` does without, so that every machine and browser
   * computes the same bits. Default: `fast`.
   */
  readonly precision?: "fast" | "portable";
}

const page = 65_536;
const alignment = 64;

interface Variable {
  readonly address: number;
  readonly dtype: DType;
  readonly shape: readonly number[];
}

interface Settings {
  readonly fused: boolean;
  readonly threads: number;
  /** How much memory the slices of a chain may touch. Tests take little, so that small programs have chains. */
  readonly sliceBytes?: number;
}

function open({ fused, threads: wanted, sliceBytes }: Settings): Memory {
  const sharing = wanted > 1 ? sharedMemory() : undefined;
  const memory = typeof sharing === "object" ? sharing : new engine.Memory({ initial: 1 });
  const workers = typeof sharing === "object" ? createWorkers(sharing, wanted) : undefined;
  const variables = new Map<string, Variable>();
  /** A run that ended in the middle, because of a thread. */
  let broken: { readonly reason: string; readonly updates: boolean } | undefined;
  let end = controlBlockBytes;
  let programs = 0;
  const overdue = () => workers?.overdue();

  /** Room for this many bytes, and for reads beyond their end. */
  const reserve = (bytes: number): number => {
    const start = end;
    const next = end + Math.ceil((bytes + slack) / alignment) * alignment;
    const missing = next - memory.buffer.byteLength;
    try {
      if (missing > 0) memory.grow(Math.ceil(missing / page));
    } catch {
      throw new AdjointError("session/memory", { bytes, used: start });
    }
    end = next;
    return start;
  };
  const view = (dtype: DType, address: number, length: number) => viewOf(dtype, memory.buffer, address, length);
  const requireWhole = () => {
    if (broken !== undefined) throw new AdjointError("session/thread-lost", broken);
  };
  const requireIntact = () => {
    if (broken?.updates === true) requireWhole();
  };
  const readVariable = (name: string): TensorValue => {
    requireIntact();
    const { address, dtype, shape } = variables.get(name)!;
    return { dtype, shape, data: view(dtype, address, sizeOf(shape)).slice() };
  };

  /** Runs of a program on several threads; its code is left in memory for them. */
  const together = (
    run: (thread: number, threads: number) => number,
    bytes: Uint8Array,
    updates: boolean,
    team: Workers,
  ): (() => number) => {
    const code = reserve(bytes.length);
    view("u8", code, bytes.length).set(bytes);
    const program: TeamProgram = { team, threads: wanted, program: programs++, code, codeLength: bytes.length };
    return runTogether(run, program, (error) => {
      team.abandon(`${error}`);
      broken = { reason: team.lost!, updates };
      throw new AdjointError("session/thread-lost", broken);
    });
  };

  const compile = (routine: Routine): Executable => {
    const schedule = fuse(parts(simplify(rootsOf(routine)), routine), sliceBytes);
    const { offsets, bytes } = plan(schedule);
    const arena = reserve(bytes);
    const scratchStride = Math.ceil(scratchSpace(schedule) / alignment) * alignment;
    const scratch = reserve(scratchStride * (workers === undefined ? 1 : wanted));
    const details = reserve(detailBytes);
    const addresses = (buffer: Buffer): number =>
      buffer.home.kind === "variable" ? variables.get(buffer.home.name)!.address : arena + offsets.get(buffer)!;
    for (const buffer of schedule.buffers) {
      if (buffer.home.kind === "constant")
        view(buffer.dtype, addresses(buffer), buffer.size).set(buffer.home.value.data);
    }
    const shared = workers !== undefined;
    const { code, parallel } = emitProgram(schedule, { addresses, scratch, scratchStride, details, fused, shared });
    const instance = new engine.Instance(new engine.Module(code), { host: { memory, overdue, ...hostFunctions } });
    const runOn = instance.exports.run as (thread: number, threads: number) => number;
    const run = parallel && shared ? together(runOn, code, routine.updates.length > 0, workers) : () => runOn(0, 1);
    const live = (buffer: Buffer): (() => NumericArray) => {
      const { dtype, size } = buffer;
      const address = addresses(buffer);
      let seen = memory.buffer;
      let known = view(dtype, address, size);
      return () => {
        if (memory.buffer !== seen) {
          seen = memory.buffer;
          known = view(dtype, address, size);
        }
        return known;
      };
    };
    const fed = new Map(
      schedule.buffers.flatMap((buffer) => (buffer.home.kind === "input" ? [[buffer.home.name, buffer] as const] : [])),
    );
    const inputs = new Map<string, () => NumericArray>();
    for (const node of tape(rootsOf(routine))) {
      if (!is(node, inputPrimitive)) continue;
      const { name } = node.attributes;
      const buffer = fed.get(name);
      // What was simplified away is fed too: it may be needed to tell where a number stopped being finite.
      const aside = arrayOf(node.dtype, sizeOf(node.shape as readonly number[]));
      inputs.set(name, buffer === undefined ? () => aside : live(buffer));
    }
    const outputs = schedule.outputs.map(live);

    const fail = (outcome: number): never => {
      const [first, second, third] = view("i32", details, 3) as Int32Array;
      if (outcome === status.index) {
        throw new AdjointError("gather/index", { index: first!, position: second!, rows: third! });
      }
      // The graph as it was written: what was folded or shared has lost its name.
      throw nonFiniteError(routine, first!, (name) => inputs.get(name)!(), readVariable);
    };
    return {
      input: (name) => inputs.get(name)!(),
      output: (index) => outputs[index]!(),
      run: () => {
        requireWhole();
        const outcome = run();
        if (outcome !== status.done) fail(outcome);
      },
    };
  };

  return {
    allocate: (name, dtype, shape) => {
      const address = reserve(sizeOf(shape) * bytesOf[dtype]);
      variables.set(name, { address, dtype, shape });
    },
    read: readVariable,
    write: (name, data) => {
      requireIntact();
      const { address, dtype, shape } = variables.get(name)!;
      view(dtype, address, sizeOf(shape)).set(data);
    },
    compile,
    get threads() {
      return workers === undefined || workers.lost !== undefined ? 1 : wanted;
    },
    get threadsReason() {
      return typeof sharing === "string" ? sharing : workers?.lost;
    },
    close: () => {
      workers?.close();
      variables.clear();
    },
  };
}

/**
 * The compiled backend: each program becomes one WebAssembly module with a static memory plan, in the session's one memory.
 *
 * @example
 * const session = createSession({ backend: wasm({ precision: "portable" }) });
 */
export function wasm({ precision = "fast", threads = 1 }: WasmOptions = {}): Backend {
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) throw new AdjointError("session/threads", { threads });
  const settings = { threads, fused: precision === "fast" && hasRelaxedMultiplyAdd() };
  return withSettings(settings);
}

/** The compiled backend with settings that users have no business with. */
export const withSettings = (settings: Settings): Backend => ({ name: "wasm", open: () => open(settings) });
