import type { Contest } from "../contest/contest.js";
import { type PeerId, peerNames } from "../contest/contestants.js";
import { ratioTargets } from "../targets.js";
import { workloads } from "../workloads/workloads.js";
import { best } from "./best.js";
import { table } from "./table.js";
import { digits, duration, judged, megabytes } from "./units.js";

type Contests = Readonly<Record<string, Contest>>;

/** The peers that took part in any of them. */
const peersOf = (contests: Contests): readonly PeerId[] =>
  (Object.keys(peerNames) as PeerId[]).filter((peer) => Object.values(contests).some(({ peers }) => peers[peer]));

const perPeer = (
  contests: Contests,
  cell: (contest: Contest, peer: PeerId, name: string) => string,
): readonly (readonly string[])[] =>
  Object.entries(contests).map(([name, contest]) => [
    name,
    ...peersOf(contests).map((peer) => (contest.peers[peer] === undefined ? "" : cell(contest, peer, name))),
  ]);

/** How many times as long as ours a peer's step takes. */
function ratio({ adjoint, peers }: Contest, peer: PeerId, name: string): string {
  const value = best(peers[peer]!).seconds / adjoint.seconds;
  const target = ratioTargets[name]?.[peer];
  return target === undefined ? digits(value) : judged(digits(value), value >= target, `≥ ${target}`);
}

export const ratioTable = (contests: Contests): string =>
  table(["peer ÷ ours", ...peersOf(contests).map((peer) => peerNames[peer])], perPeer(contests, ratio));

/** Adjoint's column before the peers'. */
const withOurs = (
  contests: Contests,
  title: string,
  ours: (contest: Contest) => string,
  theirs: typeof ratio,
): string =>
  table(
    [title, "Adjoint", ...peersOf(contests).map((peer) => peerNames[peer])],
    perPeer(contests, theirs).map(([name, ...cells]) => [name!, ours(contests[name!]!), ...cells]),
  );

export const timeTable = (contests: Contests): string =>
  withOurs(
    contests,
    "one step",
    ({ adjoint }) => duration(adjoint.seconds),
    ({ peers }, peer) => {
      const { seconds, setting } = best(peers[peer]!);
      return `${duration(seconds)} (${short(setting)})`;
    },
  );

/** "2 threads, fused optimizer" → "2t fused" */
const short = (setting: string): string => `${setting[0]}t${setting.includes("fused") ? " fused" : ""}`;

export const firstTable = (contests: Contests): string =>
  withOurs(
    contests,
    "until the first step is done",
    ({ adjoint }) => duration(adjoint.first),
    ({ peers }, peer) => duration(best(peers[peer]!).first),
  );

export const memoryTable = (contests: Contests): string =>
  withOurs(
    contests,
    "largest resident set",
    ({ adjoint }) => megabytes(adjoint.peak),
    ({ peers }, peer) => megabytes(best(peers[peer]!).peak),
  );

export const legend = (contests: Contests): string =>
  workloads
    .filter(({ name }) => name in contests)
    .map(({ name, title }) => `- ${name}: ${title}`)
    .join("\n");
