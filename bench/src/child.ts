/**
 * A process of its own for whatever is measured, so that nothing else has warmed up its engine or filled its memory:
 * `node child.js <task> <JSON>`.
 */
import { enableRelaxedSimd } from "./machine/enableRelaxedSimd.js";
import type { EntrantOptions } from "./options.js";

enableRelaxedSimd();
const [task = "", json = "{}"] = process.argv.slice(2);
const options = JSON.parse(json) as EntrantOptions;
const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const serve = async (entrant: Parameters<typeof import("./contest/serve.js").serve>[0]) =>
  (await import("./contest/serve.js")).serve(entrant);

const tasks: Readonly<Record<string, () => Promise<unknown>>> = {
  adjoint: async () => serve((await import("./entrants/adjoint.js")).adjoint(options)),
  "tfjs-cpu": async () => serve(await (await import("./entrants/tfjs.js")).tfjs("cpu")),
  "tfjs-wasm": async () => serve(await (await import("./entrants/tfjs.js")).tfjs("wasm")),
  "jax-js": async () => serve(await (await import("./entrants/jaxJs.js")).jaxJs()),
  compile: async () => answer((await import("./sections/compileOnce.js")).compileOnce(options)),
  epoch: async () => answer(await (await import("./sections/mnistEpoch.js")).mnistEpoch(options)),
  gather: async () => answer((await import("./sections/gather.js")).gather(options)),
  products: async () => answer((await import("./sections/products.js")).products(options)),
  sweep: async () => answer((await import("./sections/sweep.js")).sweep(options)),
};
try {
  await tasks[task]!();
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
