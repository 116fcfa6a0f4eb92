import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { hasPeer, peersFolder } from "../entrants/peerModules.js";
import type { EntrantOptions } from "../options.js";
import type { Command } from "./startEntrant.js";

/** The peers, in the order of the tables. */
export const peerNames = {
  pytorch: "PyTorch eager",
  jax: "JAX jit",
  "tfjs-wasm": "TensorFlow.js wasm",
  "jax-js": "jax-js wasm",
  "tfjs-cpu": "TensorFlow.js cpu",
} as const;
export type PeerId = keyof typeof peerNames;

/** One way of running a peer: the fastest of its settings counts. */
export interface Contestant {
  readonly peer: PeerId | "adjoint";
  /** Such as "2 threads". */
  readonly setting: string;
  readonly command: Command;
}

const childProgram = fileURLToPath(new URL("../child.js", import.meta.url));

/** A task of `child.ts` in a process of its own. */
export const childCommand = (task: string, options: EntrantOptions): Command => ({
  command: process.execPath,
  args: [childProgram, task, JSON.stringify(options)],
});

const python = process.env.ADJOINT_BENCH_PYTHON ?? "python3";

function pythonHas(module: string): boolean {
  const program = `import importlib.util as u, sys; sys.exit(0 if u.find_spec("numpy") and u.find_spec("${module}") else 1)`;
  return spawnSync(python, ["-c", program]).status === 0;
}

/** A second thread makes small steps slower: a peer that can have it runs with and without. */
const threadCounts = [1, 2] as const;
const inWords = (threads: number) => (threads === 1 ? "1 thread" : `${threads} threads`);

const pytorch = (): readonly Contestant[] =>
  threadCounts.flatMap((threads) =>
    ["default", "fused"].map((setting) => ({
      peer: "pytorch" as const,
      setting: `${inWords(threads)}${setting === "fused" ? ", fused optimizer" : ""}`,
      command: {
        command: python,
        args: [`${peersFolder}pytorch.py`, `${threads}`, setting],
        env: { OMP_NUM_THREADS: `${threads}` },
      },
    })),
  );

const jax = (): readonly Contestant[] =>
  threadCounts.map((threads) => ({
    peer: "jax" as const,
    setting: inWords(threads),
    command: { command: python, args: [`${peersFolder}jax_cpu.py`, `${threads}`] },
  }));

export const adjointContestant = (options: EntrantOptions): Contestant => ({
  peer: "adjoint",
  setting: inWords(options.backend === "wasm" ? options.threads : 1),
  command: childCommand("adjoint", options),
});

/** Who can take part on this machine, and who is left out and why. */
export function findContestants(options: EntrantOptions): {
  readonly contestants: readonly Contestant[];
  readonly leftOut: Readonly<Partial<Record<PeerId, string>>>;
} {
  const inNode = (peer: PeerId): Contestant => ({ peer, setting: "1 thread", command: childCommand(peer, options) });
  const npm = "not installed; npm run bench -- --install-peers";
  const pip = (name: string) => `${python} has no ${name}; name one that has in ADJOINT_BENCH_PYTHON`;
  const tfjs = hasPeer("@tensorflow/tfjs");
  const found: Readonly<Record<PeerId, readonly Contestant[] | string>> = {
    pytorch: pythonHas("torch") ? pytorch() : pip("torch"),
    jax: pythonHas("jax") ? jax() : pip("jax"),
    "tfjs-wasm": tfjs && hasPeer("@tensorflow/tfjs-backend-wasm") ? [inNode("tfjs-wasm")] : npm,
    "jax-js": hasPeer("@jax-js/jax") ? [inNode("jax-js")] : npm,
    "tfjs-cpu": tfjs ? [inNode("tfjs-cpu")] : npm,
  };
  return {
    contestants: Object.values(found).flatMap((entry) => (typeof entry === "string" ? [] : entry)),
    leftOut: Object.fromEntries(Object.entries(found).filter(([, entry]) => typeof entry === "string")),
  };
}
