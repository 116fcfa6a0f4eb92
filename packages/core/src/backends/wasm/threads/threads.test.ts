import type { Worker } from "node:worker_threads";
import * as ops from "@adjoint/ops";
import { adam, trainStep } from "@adjoint/optim";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  AdjointError,
  cast,
  createSession,
  evaluate,
  gradients,
  input,
  iota,
  matmul,
  mul,
  parameter,
  randomNormal,
  type Session,
  sin,
  sub,
  sum,
  type Tensor,
  tanh,
  wasm,
} from "../../../index.js";
import { type EngineMemory, engine } from "../engine.js";
import { controlBlock, controlBlockBytes } from "./controlBlock.js";
import { sharedMemory } from "./sharedMemory.js";
import { createWorkers } from "./workers.js";

/** Workers start in some 50 ms, but 64 of them on a busy machine may need this long. */
const patience = 120_000;

/** The workers that this file started and that have not ended, and the memories of its sessions. */
const alive = new Set<Worker>();
const memories: EngineMemory[] = [];
const remember = (worker: Worker) => {
  alive.add(worker);
  worker.once("exit", () => alive.delete(worker));
};
const { Memory } = engine;
beforeAll(() => {
  process.on("worker", remember);
  class Watched extends Memory {
    constructor(descriptor: ConstructorParameters<typeof Memory>[0]) {
      super(descriptor);
      memories.push(this);
    }
  }
  Object.assign(engine, { Memory: Watched });
});
afterAll(() => {
  process.off("worker", remember);
  Object.assign(engine, { Memory });
});
const opened: Session[] = [];
afterEach(async () => {
  for (const session of opened.splice(0)) session.close();
  await vi.waitFor(() => expect(alive.size, "workers outlive their session").toBe(0), patience);
}, patience);

const word = (memory: EngineMemory, address: number) =>
  Atomics.load(new Int32Array(memory.buffer as ArrayBuffer, 0, controlBlockBytes / 4), address >> 2);

const x = input("x", [256, 64]);
const w = parameter("w", [64, 128], { initial: (shape, key) => randomNormal(key, shape) });
const hidden = tanh(matmul(x, w));
const loss = sum(mul(hidden, hidden));
const [gradient] = gradients(loss, [w]);
const feeds = { x: Float32Array.from({ length: 256 * 64 }, (_, i) => Math.sin(i)) };

const compile = (session: Session) => ({
  train: session.compile({ outputs: loss, updates: [[w, sub(w, mul(gradient, 1e-4))]] }),
  predict: session.compile({ outputs: hidden }),
});

/** A session of these threads, all of them awake, with its programs and its memory. */
async function open(threads: number) {
  const session = createSession({ seed: 1, backend: wasm({ threads }) });
  opened.push(session);
  const programs = compile(session);
  const memory = memories.at(-1)!;
  programs.predict.run(feeds);
  if (threads > 1) await vi.waitFor(() => expect(word(memory, controlBlock.ready)).toBe(threads - 1), patience);
  return { session, memory, ...programs };
}

/** The error that `act` throws, which must be of this code. */
function refusal(code: string, act: () => unknown): AdjointError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(AdjointError);
    expect(error).toMatchObject({ code });
    return error as AdjointError;
  }
  throw new Error(`Nothing was thrown; expected ${code}.`);
}

const trained = async (threads: number) => {
  const { session, memory, train, predict } = await open(threads);
  const before = word(memory, controlBlock.command);
  const losses = Array.from({ length: 5 }, () => train.run(feeds));
  const weights = session.read("w").data;
  const values = predict.run(feeds).data;
  const commands = threads === 1 ? 0 : word(memory, controlBlock.command) - before;
  expect(session).toMatchObject({ threads, threadsReason: undefined });
  session.close();
  return { commands, numbers: [losses, weights, values] };
};

describe("threads", () => {
  test("compute the same bits, whatever their number", async () => {
    const alone = await trained(1);
    for (const threads of [2, 3, 8]) {
      const several = await trained(threads);
      // Each program is loaded once, then run: five steps and one prediction.
      expect(several.commands).toBe(1 + 5 + 1 + 1);
      expect(several.numbers).toStrictEqual(alone.numbers);
    }
  });

  test("compute the same bits of convolutions, normalised rows and attention", async () => {
    const { conv2d, dense, flatten, layerNorm, maxPool2d, multiHeadAttention, relu, sequential, softmaxCrossEntropy } =
      ops;
    const labels = input("labels", [48], "i32");
    const images = sequential(conv2d(8, { size: 3 }), relu, maxPool2d(2), flatten, dense(200), layerNorm(), dense(10));
    const words = sequential(multiHeadAttention(4), layerNorm(), flatten, dense(10));
    const cases = [
      [images, [48, 18, 18, 3]],
      [words, [48, 32, 32]],
    ] as const;
    for (const [network, shape] of cases) {
      const pixels: Tensor = input("pixels", shape);
      const step = trainStep(softmaxCrossEntropy(network(pixels) as never, labels) as never, adam());
      const size = shape.reduce((product, dim) => product * dim, 1);
      const batch = {
        pixels: { dtype: "f32", shape, data: Float32Array.from({ length: size }, (_, i) => Math.sin(i * i)) },
        labels: Int32Array.from({ length: 48 }, (_, i) => i % 10),
      } as const;
      const after = async (threads: number) => {
        const { session, memory } = await open(threads);
        const program = session.compile(step);
        const before = word(memory, controlBlock.command);
        const losses = Array.from({ length: 4 }, () => program.run(batch).loss);
        if (threads > 1) expect(word(memory, controlBlock.command) - before).toBe(1 + 4);
        const numbers = session.variables.map(({ name }) => session.read(name).data);
        session.close();
        return [losses, numbers];
      };
      const alone = await after(1);
      for (const threads of [2, 3, 8]) expect(await after(threads)).toStrictEqual(alone);
    }
  });

  test("may be 64", { timeout: patience }, async () => {
    const { commands, numbers } = await trained(64);
    expect(commands).toBe(8);
    expect(numbers).toStrictEqual((await trained(1)).numbers);
  });

  test("end with their session, also while they start, and however many sessions there are", async () => {
    for (let i = 0; i < 20; i++) {
      const session = createSession({ backend: wasm({ threads: 3 }) });
      compile(session).predict.run(feeds);
      session.close();
    }
    const { session } = await open(3);
    session.close();
    session.close();
    refusal("session/closed", () => session.read("w"));
  });

  test("wait for one that computes alone for long", async () => {
    // The sum of one row is not divided, and takes longer than the others wait without asking.
    const slow = cast(sum(sin(cast(iota(5_000_000), "f64"))), "f32");
    const spec = { outputs: sum(matmul(x, mul(w, slow))) };
    const { session, memory } = await open(2);
    const program = session.compile(spec);
    const several = program.run(feeds);
    expect(word(memory, controlBlock.command)).toBe(2);
    session.close();
    expect(several).toBe(evaluate(spec.outputs, feeds, { seed: 1, backend: wasm() }));
  });
});

describe("a thread that is lost", () => {
  test("between runs leaves the session with one thread, and the same bits", async () => {
    const alone = await trained(1);
    const { session, train, predict } = await open(2);
    const losses = [train.run(feeds), train.run(feeds)];
    for (const worker of alive) await worker.terminate();
    expect(session.threads).toBe(1);
    expect(session.threadsReason).toBe("A worker stopped: it ended.");
    for (let i = 0; i < 3; i++) losses.push(train.run(feeds));
    expect([losses, session.read("w").data, predict.run(feeds).data]).toStrictEqual(alone.numbers);
    session.close();
  });

  test("in a run that changes variables stops the session, and nothing half done is read", async () => {
    const { session, train, predict } = await open(3);
    predict.run(feeds);
    train.run(feeds);
    for (const worker of alive) void worker.terminate();
    const error = refusal("session/thread-lost", () => train.run(feeds));
    expect(error.details).toStrictEqual({ reason: "A worker stopped: it ended.", updates: true });
    for (const act of [
      () => train.run(feeds),
      () => predict.run(feeds),
      () => session.read("w"),
      () => session.write("w", new Float32Array(64 * 128)),
      () => session.compile({ outputs: sum(w) }).run(),
    ]) {
      refusal("session/thread-lost", act);
    }
    expect(session.threads).toBe(1);
    session.close();
  });

  test("in a run that changes nothing leaves the variables to be read", async () => {
    const { session, train, predict } = await open(2);
    train.run(feeds);
    predict.run(feeds);
    const before = session.read("w");
    for (const worker of alive) void worker.terminate();
    const error = refusal("session/thread-lost", () => predict.run(feeds));
    expect(error.details).toMatchObject({ updates: false });
    expect(session.read("w")).toStrictEqual(before);
    refusal("session/thread-lost", () => train.run(feeds));
    session.close();
  });

  test("before it could load a program costs nothing but threads", async () => {
    const alone = await trained(1);
    const { session, train, predict } = await open(2);
    for (const worker of alive) void worker.terminate();
    const losses = Array.from({ length: 5 }, () => train.run(feeds));
    expect([losses, session.read("w").data, predict.run(feeds).data]).toStrictEqual(alone.numbers);
    expect(session).toMatchObject({ threads: 1, threadsReason: "A worker stopped: it ended." });
    session.close();
  });
});

describe("workers", () => {
  const start = async (waits?: number) => {
    const memory = sharedMemory() as EngineMemory;
    const workers = createWorkers(memory, 3, waits);
    expect(workers.threads()).toBe(1);
    await vi.waitFor(() => expect(workers.threads()).toBe(3), 10_000);
    return { memory, workers };
  };

  test("that cannot load a module say why", async () => {
    const { memory, workers } = await start();
    new Uint8Array(memory.buffer).set([1, 2, 3, 4], controlBlockBytes);
    expect(workers.load(0, controlBlockBytes, 4)).toBe(false);
    expect(workers.lost).toContain("A worker stopped: CompileError: WebAssembly.Module(): expected magic word");
    expect(workers.threads()).toBe(1);
  });

  test("that fail while they run say why", async () => {
    const { memory, workers } = await start();
    // A module whose function `run` is one instruction: unreachable.
    const trap = [
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      [0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
      [0x03, 0x02, 0x01, 0x00],
      [0x07, 0x07, 0x01, 0x03, 0x72, 0x75, 0x6e, 0x00, 0x00],
      [0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b],
    ].flat();
    new Uint8Array(memory.buffer).set(trap, controlBlockBytes);
    expect(workers.load(0, controlBlockBytes, trap.length)).toBe(true);
    workers.wake(0);
    await vi.waitFor(() => expect(() => workers.overdue()).toThrow("A worker stopped: RuntimeError: unreachable."));
    expect(workers.threads()).toBe(1);
  });

  test("that live are waited for", async () => {
    const { workers } = await start(0);
    for (let i = 0; i < 3; i++) workers.overdue();
    expect(workers.threads()).toBe(3);
    workers.close();
  });

  test("are given up after some waits where nobody can tell whether they live", () => {
    const workers = createWorkers(sharedMemory() as EngineMemory, 2, 2);
    // This thread does not return to its event loop, so Node cannot tell it anything of the worker.
    while (workers.threads() === 1);
    workers.overdue();
    workers.overdue();
    expect(() => workers.overdue()).toThrow("A worker stopped: it gave no sign of life.");
    expect(workers.threads()).toBe(1);
  });
});
