import { teamSize } from "./teamSize.js";
import type { Workers } from "./workers.js";

const { performance } = globalThis as unknown as { readonly performance: { now(): number } };

/** A program whose code lies in the shared memory, and the threads that it may run on. */
export interface TeamProgram {
  readonly team: Workers;
  readonly threads: number;
  /** Its number among the programs of the session. */
  readonly program: number;
  readonly code: number;
  readonly codeLength: number;
}

/**
 * Runs of a program on all threads, the calling one being the first, or on that alone where it is faster. The others have its
 * code before anything is computed, so that whoever cannot load it leaves nothing half done.
 *
 * @param run computes the share of a thread, and returns how the run ended
 * @param onLost called with what was thrown when a thread is lost in the middle; throws what users are told
 */
export function runTogether(
  run: (thread: number, threads: number) => number,
  { team, threads, program, code, codeLength }: TeamProgram,
  onLost: (error: unknown) => never,
): () => number {
  const size = teamSize(threads);
  let loaded = false;
  const runOnAll = (): number => {
    team.wake(program);
    try {
      return run(0, threads);
    } catch (error) {
      return onLost(error);
    }
  };
  return () => {
    const isTeam = team.threads() > 1;
    if (isTeam && !loaded) loaded = team.load(program, code, codeLength);
    if (!isTeam || !loaded) return run(0, 1);
    const count = size.next();
    const start = size.isTimed ? performance.now() : 0;
    const outcome = count === 1 ? run(0, 1) : runOnAll();
    if (size.isTimed) size.took(performance.now() - start);
    return outcome;
  };
}
