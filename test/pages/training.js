// Trains what a graph describes: its outputs are the loss, a parameter and its next value.
import { createSession, fromJson, wasm } from "@adjoint/core";
import { createRemoteSession } from "@adjoint/core/worker";

/** On the page's main thread. */
export function trainHere({ graph, data, steps }) {
  const [loss, w, next] = fromJson(graph);
  const session = createSession({ seed: 1, backend: wasm({ precision: "portable", threads: 2 }) });
  const step = session.compile({ outputs: loss, updates: [[w, next]] });
  const losses = Array.from({ length: steps }, () => step.run({ x: Float32Array.from(data) }));
  const { threads, threadsReason = null } = session;
  const weights = Array.from(session.read(w).data);
  session.close();
  return { threads, threadsReason, losses, weights };
}

/** In a worker: half of the steps at once, and half when the session's threads are awake. */
export async function trainInWorker({ graph, data, steps, threads: wanted }) {
  const worker = new Worker("/test/pages/watchedWorker.js", { type: "module" });
  const session = await createRemoteSession(worker, { seed: 1, threads: wanted, precision: "portable" });
  const [loss, w, next] = fromJson(graph);
  const step = await session.compile({ outputs: loss, updates: [[w, next]] });
  const told = () =>
    new Promise((resolve) => {
      const listener = ({ data: { ready, commands } }) => {
        if (ready === undefined) return;
        worker.removeEventListener("message", listener);
        resolve({ ready, commands });
      };
      worker.addEventListener("message", listener);
      worker.postMessage("threads");
    });
  const losses = [];
  const train = async (count) => {
    for (let i = 0; i < count; i++) losses.push(await step.run({ x: Float32Array.from(data) }));
  };
  await train(steps / 2);
  while (session.threads > 1 && (await told()).ready < wanted - 1) await new Promise((go) => setTimeout(go, 10));
  await train(steps / 2);
  const weights = Array.from((await session.read(w)).data);
  const { commands } = await told();
  const { threads, threadsReason = null } = session;
  await session.close();
  worker.terminate();
  return { threads, threadsReason, commands, losses, weights };
}

/** The code and message of what a session in a worker throws. */
export async function failInWorker({ graph }) {
  const worker = new Worker("/test/pages/watchedWorker.js", { type: "module" });
  const session = await createRemoteSession(worker);
  const [loss] = fromJson(graph);
  const program = await session.compile({ outputs: loss });
  const caught = await program.run({ x: [[1]] }).catch((error) => error);
  const { code, message, details } = caught;
  worker.terminate();
  return { name: caught.constructor.name, code, message, input: details.input.name };
}

/** What happens to a session whose worker's script cannot be loaded. */
export async function startNowhere() {
  const worker = new Worker("/nowhere.js", { type: "module" });
  const { code } = await createRemoteSession(worker).catch((error) => error);
  return code;
}
