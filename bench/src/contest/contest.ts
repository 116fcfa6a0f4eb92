import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../machine/time.js";
import { type EncodedProblem, encodeProblem, makeProblem } from "../workloads/problem.js";
import type { Workload } from "../workloads/workload.js";
import type { Contestant, findContestants, PeerId } from "./contestants.js";
import type { Opened } from "./protocol.js";
import { type Running, startEntrant } from "./startEntrant.js";

/** What one contestant did in one workload. */
export interface Measured {
  readonly setting: string;
  readonly version: string;
  /** Of one step: the median of the rounds. */
  readonly seconds: number;
  readonly fastest: number;
  readonly slowest: number;
  readonly rounds: number;
  /** Until the first step was done, with building and compiling. */
  readonly first: number;
  /** The process's largest resident set, in bytes. */
  readonly peak: number;
  /** The largest difference of its first losses from ours, relative to the first. */
  readonly lossDifference: number;
}

export interface Contest {
  readonly adjoint: Measured;
  readonly peers: Readonly<Partial<Record<PeerId, readonly Measured[]>>>;
  readonly failed: readonly string[];
}

/** Rounding differs from peer to peer; a difference beyond this is another computation. */
const tolerance = 1e-3;
/** Lets threads that still spin for work fall asleep before another's turn. */
const pause = 20;

interface Pace {
  readonly rounds: number;
  /** Seconds that a turn should take, that a warm-up takes at least, and that all turns of a slow entrant may take. */
  readonly turn: number;
  readonly warmUp: number;
  readonly budget: number;
}
const paces = {
  full: { rounds: 9, turn: 0.15, warmUp: 0.8, budget: 15 },
  quick: { rounds: 3, turn: 0.05, warmUp: 0.3, budget: 3 },
} as const satisfies Record<string, Pace>;

interface Competing {
  readonly contestant: Contestant;
  readonly running: Running;
  readonly opened: Opened;
  readonly turns: number[];
  steps: number;
  spent: number;
  peak: number;
}

async function turn(competing: Competing): Promise<number> {
  await sleep(pause);
  const { seconds, peak } = await competing.running.run(competing.steps);
  competing.peak = peak;
  return seconds;
}

/** Warms an entrant up, and finds how many steps make a turn. */
async function warm(competing: Competing, pace: Pace): Promise<void> {
  let total = 0;
  for (;;) {
    const seconds = await turn(competing);
    total += seconds;
    if (seconds > pace.budget / 3) {
      // So slow that this was already its turn.
      competing.turns.push(seconds / competing.steps);
      competing.spent = pace.budget;
      return;
    }
    const steps = Math.max(1, Math.round((pace.turn / seconds) * competing.steps));
    if (total > pace.warmUp) {
      competing.steps = steps;
      return;
    }
    competing.steps = Math.min(steps, 8 * competing.steps);
  }
}

async function enter(contestant: Contestant, problem: EncodedProblem, pace: Pace): Promise<Competing> {
  const running = startEntrant(contestant.command);
  try {
    const opened = await running.open({ do: "open", problem });
    const competing: Competing = { contestant, running, opened, turns: [], steps: 1, spent: 0, peak: 0 };
    await warm(competing, pace);
    return competing;
  } catch (error) {
    await running.close();
    throw error;
  }
}

function difference(losses: readonly number[], ours: readonly number[]): number {
  const differences = losses.flatMap((loss, i) =>
    i < ours.length ? [Math.abs(loss - ours[i]!) / Math.abs(ours[0]!)] : [],
  );
  return differences.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...differences);
}

const summary = ({ contestant, opened, turns, peak }: Competing, ours: Competing): Measured => ({
  setting: contestant.setting,
  version: opened.version,
  seconds: median(turns),
  fastest: Math.min(...turns),
  slowest: Math.max(...turns),
  rounds: turns.length,
  first: opened.first,
  peak,
  lossDifference: difference(opened.losses, ours.opened.losses),
});

/**
 * Times the step of one workload: every contestant in a process of its own, ours and theirs by turns, all from the same
 * first parameters in each turn.
 */
export async function contest(
  workload: Workload,
  us: Contestant,
  them: ReturnType<typeof findContestants>["contestants"],
  quick: boolean,
): Promise<Contest> {
  const pace: Pace = quick ? paces.quick : paces.full;
  const problem = encodeProblem(makeProblem(workload));
  const ours = await enter(us, problem, pace);
  const failed: string[] = [];
  const others: Competing[] = [];
  for (const contestant of them) {
    try {
      const other = await enter(contestant, problem, pace);
      const apart = difference(other.opened.losses, ours.opened.losses);
      if (apart <= tolerance) others.push(other);
      else {
        await other.running.close();
        failed.push(
          `${contestant.peer}, ${contestant.setting}: its losses differ from ours by ${apart.toExponential(1)}`,
        );
      }
    } catch (error) {
      failed.push(`${contestant.peer}, ${contestant.setting}: ${(error as Error).message}`);
    }
  }
  const take = async (competing: Competing) => {
    const seconds = await turn(competing);
    competing.spent += seconds;
    competing.turns.push(seconds / competing.steps);
  };
  for (let round = 0; round < pace.rounds; round++) {
    const ready = others.filter(({ spent }) => spent < pace.budget);
    if (ready.length === 0) await take(ours);
    for (const other of ready) {
      await take(ours);
      await take(other);
    }
  }
  // The next workload's first steps are not to be timed while these end.
  await Promise.all([ours, ...others].map(({ running }) => running.close()));
  const peers: Partial<Record<PeerId, Measured[]>> = {};
  for (const other of others) {
    const peer = other.contestant.peer as PeerId;
    peers[peer] = [...(peers[peer] ?? []), summary(other, ours)];
  }
  return { adjoint: summary(ours, ours), peers, failed };
}
