import { Worker } from "node:worker_threads";
import {
  type AdjointError,
  createSession,
  gradients,
  input,
  matmul,
  mul,
  parameter,
  randomNormal,
  sub,
  sum,
  tanh,
  wasm,
} from "@adjoint/core";
import { createRemoteSession } from "@adjoint/core/worker";
import { afterEach, expect, test, vi } from "vitest";
import { within } from "./internal/root.js";

const workers: Worker[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.terminate();
});

/** A real worker, which runs the package as it was built. */
function start(script: string | URL, options?: { readonly eval: true }): Worker {
  const worker = new Worker(script, options);
  workers.push(worker);
  return worker;
}
const serve = new URL(`file://${within("packages/core/dist/worker/serve.js")}`);

const x = input("x", [256, 64]);
const w = parameter("w", [64, 128], { initial: (shape, key) => randomNormal(key, shape) });
const y = tanh(matmul(x, w));
const loss = sum(mul(y, y));
const [gradient] = gradients(loss, [w]);
const training = { outputs: loss, updates: [[w, sub(w, mul(gradient, 1e-4))]] } as const;
const feeds = { x: Float32Array.from({ length: 256 * 64 }, (_, i) => Math.sin(i)) };

test("a session in a worker of Node computes the same bits, on threads of its own", async () => {
  using local = createSession({ seed: 1, backend: wasm() });
  const session = await createRemoteSession(start(serve), { seed: 1, threads: 2 });
  const [here, there] = [local.compile(training), await session.compile(training)];
  for (let i = 0; i < 20; i++) expect(await there.run(feeds)).toBe(here.run(feeds));
  expect(await session.read(w)).toStrictEqual(local.read(w));
  expect(session).toMatchObject({ backend: "wasm", threads: 2, threadsReason: undefined });
  await session.close();
});

test("this thread goes on while the worker computes", async () => {
  const session = await createRemoteSession(start(serve));
  const program = await session.compile(training);
  let done = false;
  const runs = Promise.all(Array.from({ length: 100 }, () => program.run(feeds))).then(() => {
    done = true;
  });
  let turns = 0;
  while (!done) {
    await new Promise(setImmediate);
    turns++;
  }
  await runs;
  expect(turns).toBeGreaterThan(20);
});

test("a worker that is terminated rejects what waits for it", async () => {
  const worker = start(serve);
  const session = await createRemoteSession(worker);
  const program = await session.compile(training);
  const waiting = program.run(feeds).catch((error: AdjointError) => error);
  await worker.terminate();
  await vi.waitFor(async () =>
    expect(await program.run(feeds).catch((error: AdjointError) => error)).toMatchObject({ code: "remote/lost" }),
  );
  expect([await waiting]).toSatisfy(([outcome]) => typeof outcome === "number" || outcome.code === "remote/lost");
});

test("a worker whose script fails, or ends without serving, says so", async () => {
  const failing = createRemoteSession(start('throw new TypeError("no such network")', { eval: true }));
  await expect(failing).rejects.toMatchObject({
    code: "remote/lost",
    details: { reason: "TypeError: no such network" },
  });
  await expect(createRemoteSession(start("", { eval: true }))).rejects.toMatchObject({
    code: "remote/lost",
    details: { reason: "it ended" },
  });
});
