import { parseArgs } from "node:util";

/** What concerns Adjoint's own processes. */
export interface EntrantOptions {
  readonly threads: number;
  readonly backend: "wasm" | "reference";
  readonly quick: boolean;
  /** Which of the compiled workloads, for that task. */
  readonly compiled?: number;
}

export interface Options extends EntrantOptions {
  /** The sections and workloads to run; none means all. */
  readonly only: readonly string[];
  readonly installPeers: boolean;
  readonly writeReadme: boolean;
  readonly help: boolean;
}

export const usage = `npm run bench -- [options]

  --quick                    fewer and shorter rounds, for a first impression
  --only W1,W3               only these; there are W1 … W5, residual, products, compile, sweep, gather, epoch
  --threads 2                threads of Adjoint
  --backend wasm|reference   what Adjoint computes with
  --install-peers            fetch TensorFlow.js and jax-js into bench/peers/node_modules, and stop
  --write-readme             also replace the tables in bench/README.md

PyTorch and JAX take part if the Python that ADJOINT_BENCH_PYTHON names, or else python3, has them.`;

/** Reads the command line. @throws Error with what is wrong, in words */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      threads: { type: "string", default: "2" },
      backend: { type: "string", default: "wasm" },
      "install-peers": { type: "boolean", default: false },
      "write-readme": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { quick, backend, help } = values;
  const only = values.only.split(",").filter((name) => name !== "");
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`--only: no "${unknown[0]}"; there are ${known.join(", ")}`);
  const threads = Number(values.threads);
  if (!Number.isInteger(threads) || threads < 1) throw new Error("--threads: a whole number from 1");
  if (backend !== "wasm" && backend !== "reference") throw new Error("--backend: wasm or reference");
  return {
    quick,
    only,
    threads,
    backend,
    help,
    installPeers: values["install-peers"],
    writeReadme: values["write-readme"],
  };
}
