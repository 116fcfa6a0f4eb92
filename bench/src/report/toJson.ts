import { best } from "./best.js";
import type { Results } from "./results.js";

/** What `results/latest.json` holds: seconds of a step first, everything else under `details`. */
export function toJson(results: Results): string {
  const { node, threads, contests, ...rest } = results;
  const workloads = Object.fromEntries(
    Object.entries(contests).map(([name, { adjoint, peers }]) => [
      name,
      {
        adjoint: adjoint.seconds,
        peers: Object.fromEntries(Object.entries(peers).map(([peer, settings]) => [peer, best(settings).seconds])),
      },
    ]),
  );
  return `${JSON.stringify({ node, threads, workloads, details: { ...rest, contests } }, null, 2)}\n`;
}
