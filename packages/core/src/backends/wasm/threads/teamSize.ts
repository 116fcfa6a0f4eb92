/** Decides, run by run, how many threads a program runs on, and learns from how long its runs take. */
export interface TeamSize {
  /** How many threads the next run takes. */
  next(): number;
  /** Does the next run have to be timed? */
  readonly isTimed: boolean;
  /** How long a timed run took, in milliseconds. */
  took(duration: number): void;
}

/** Runs of a trial, the first of which is not counted: it finds the caches as the other number of threads left them. */
const trialRuns = 6;
/** After a trial its winner stays for so many milliseconds, and twice as long each time it wins again. */
const shortestReign = 50;
const longestReign = 3_200;

const median = (durations: Float64Array): number => durations.toSorted()[durations.length >> 1]!;

/**
 * One thread or all of them, whichever is faster: that depends on the caches, on what else the machine does, and on whether its
 * cores are alike, and none of these can be known beforehand. Both are tried in turn, again and again, since neighbours come and
 * go. The bits are the same whoever wins.
 */
export function teamSize(threads: number): TeamSize {
  const durations = new Float64Array(trialRuns - 1);
  let [incumbent, challenger] = [threads, 1];
  let reign = shortestReign;
  /** Runs until the next trial, and runs of the present trial; the incumbent defends itself first. */
  let left = 0;
  let tried = 0;
  let defended = 0;

  const conclude = (attacked: number) => {
    if (attacked < defended) {
      [incumbent, challenger] = [challenger, incumbent];
      reign = shortestReign;
    } else {
      reign = Math.min(2 * reign, longestReign);
    }
    left = Math.ceil(reign / Math.min(attacked, defended));
    tried = 0;
  };

  return {
    next: () => {
      if (left > 0) left--;
      return left > 0 || tried < trialRuns ? incumbent : challenger;
    },
    get isTimed() {
      return left === 0;
    },
    took: (duration) => {
      const run = tried++ % trialRuns;
      if (run > 0) durations[run - 1] = duration;
      if (tried === trialRuns) defended = median(durations);
      if (tried === 2 * trialRuns) conclude(median(durations));
    },
  };
}
