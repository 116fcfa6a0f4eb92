import { type Buffer, type Kernel, reads, type Schedule, writes } from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import { type Body, createBody, encodeModule } from "./assembler.js";
import { emitChain } from "./emitChain.js";
import { type ProductLayout, scratchBytes } from "./emitProduct.js";
import { emitArgmax, emitCheck, emitCopy, emitRows } from "./emitRows.js";
import type { Addresses, EmittedKernel } from "./emittedKernel.js";
import { hostImports } from "./host.js";
import { createLibrary, type Library } from "./library.js";
import { type EmitLoop, loopEmitter } from "./loopEmitter.js";
import { controlBlock } from "./threads/controlBlock.js";
import { emitBarrier } from "./threads/emitBarrier.js";

/** Where a program's private parts lie, in bytes, and what its code may use. */
export interface Layout extends ProductLayout {
  readonly addresses: Addresses;
  /** Room for the details of a failure. */
  readonly details: number;
  /** Is the memory shared, so that the program may run on several threads? */
  readonly shared: boolean;
}

export interface EmittedProgram {
  readonly code: Uint8Array<ArrayBuffer>;
  /** Is there any kernel that is worth dividing among threads? */
  readonly parallel: boolean;
}

/** The scratch memory that one thread needs for any kernel of a schedule. */
export const scratchSpace = ({ kernels }: Schedule): number =>
  Math.max(
    0,
    ...kernels.map((kernel) => (kernel.kind === "loop" && kernel.product !== undefined ? scratchBytes(kernel) : 0)),
  );

/** Kernels with less work than this (in vector instructions, some five microseconds) stay on the first thread. */
const worthDividing = 16_000;

/** Programs whose large kernels add up to less than this (some hundred microseconds) do not wake the other threads at all. */
const worthWaking = 300_000;

function emitKernel(kernel: Kernel, { addresses, details }: Layout, emit: EmitLoop, library: Library): EmittedKernel {
  const whole = (body: Body): EmittedKernel => ({ body, tiles: 1, work: 0 });
  switch (kernel.kind) {
    case "loop":
      return emit(kernel);
    case "chain":
      return emitChain(kernel, emit, library);
    case "gather":
    case "scatterAdd":
      return whole(emitRows(kernel, addresses, details));
    case "argmax":
      return whole(emitArgmax(kernel, addresses));
    case "check":
      return whole(emitCheck(kernel, addresses, details));
    case "copy":
      return whole(emitCopy(kernel, addresses));
  }
}

/** A stretch of memory that a kernel touches. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What has run since the last barrier, as memory touched by any thread or by the first one alone. */
interface Pending {
  readonly reads: Span[];
  readonly writes: Span[];
}

const overlap = (some: readonly Span[], others: readonly Span[]): boolean =>
  some.some((a) => others.some((b) => a.start < b.end && b.start < a.end));

const conflicts = (a: Pending, b: Pending): boolean =>
  overlap(a.writes, b.reads) || overlap(a.writes, b.writes) || overlap(a.reads, b.writes);

const nothing = (): Pending => ({ reads: [], writes: [] });

/**
 * One WebAssembly module for a whole program: a function for each kernel, and `run(thread, threads)`, which every thread calls.
 * Large kernels are divided among the threads, small ones left to the first; threads wait for each other only where one needs
 * what another wrote. Returns a status: 0, or that of the kernel that ended the run.
 */
export function emitProgram({ kernels }: Schedule, layout: Layout): EmittedProgram {
  const { addresses, shared } = layout;
  const library = createLibrary();
  const run = createBody(["i32", "i32"], "i32");
  const [thread, threads] = [0, 1];
  const outcome = run.local("i32");
  const barrierFunction = shared ? library.add(emitBarrier()) : undefined;
  const spans = (buffers: readonly Buffer[]): Span[] =>
    buffers.map((buffer) => {
      const start = addresses(buffer);
      return { start, end: start + Math.max(1, buffer.size * bytesOf[buffer.dtype]) };
    });
  let divided = nothing();
  let alone = nothing();

  const whenSeveral = (inside: () => void) => {
    if (barrierFunction === undefined) return;
    run.get(threads);
    run.i32(1);
    run.op("i32.ne");
    run.if(inside);
  };
  const barrier = () => {
    whenSeveral(() => {
      run.get(threads);
      run.call(barrierFunction!);
    });
    divided = nothing();
    alone = nothing();
  };
  const onFirst = (inside: () => void) => {
    run.get(thread);
    run.op("i32.eqz");
    run.if(inside);
  };
  const share = (tiles: number, part: () => void) => {
    run.i32(tiles);
    part();
    run.op("i32.mul");
    run.get(threads);
    run.op("i32.div_s");
  };
  const leaveOn = (pushOutcome: () => void) => {
    pushOutcome();
    run.tee(outcome);
    run.if(() => {
      run.get(outcome);
      run.op("return");
    });
  };

  const emit = loopEmitter(addresses, library, layout);
  const emitted = kernels.map((kernel) => ({ kernel, ...emitKernel(kernel, layout, emit, library) }));
  const isLarge = ({ tiles, work }: EmittedKernel) => tiles > 1 && work >= worthDividing;
  const parallel = shared && emitted.filter(isLarge).reduce((total, { work }) => total + work, 0) >= worthWaking;
  for (const { kernel, body, tiles, work } of emitted) {
    const index = library.add(body);
    const touched: Pending = { reads: spans(reads(kernel)), writes: spans(writes(kernel)) };
    const isDivided = parallel && isLarge({ body, tiles, work });
    if (conflicts(divided, touched) || (isDivided && conflicts(alone, touched))) barrier();
    const now = isDivided ? divided : alone;
    now.reads.push(...touched.reads);
    now.writes.push(...touched.writes);
    if (isDivided) {
      share(tiles, () => run.get(thread));
      share(tiles, () => {
        run.get(thread);
        run.i32(1);
        run.op("i32.add");
      });
      run.get(thread);
      run.call(index);
      continue;
    }
    if (body.result === undefined) {
      onFirst(() => {
        if (body.params.length > 0) {
          run.i32(0);
          run.i32(tiles);
          run.i32(0);
        }
        run.call(index);
      });
      continue;
    }
    // A kernel that can end the run: the first thread runs it, and all learn how it ended.
    if (!shared) {
      leaveOn(() => run.call(index));
      continue;
    }
    onFirst(() => {
      run.i32(0);
      run.call(index);
      run.atomic("i32.atomic.store", controlBlock.outcome);
    });
    barrier();
    leaveOn(() => {
      run.i32(0);
      run.atomic("i32.atomic.load", controlBlock.outcome);
    });
  }
  barrier();
  run.i32(0);
  const index = library.add(run);
  return { code: encodeModule(hostImports, library.bodies, { run: index }, shared), parallel };
}
