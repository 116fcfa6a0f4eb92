import { afterEach, describe, expect, test } from "vitest";
import {
  AdjointError,
  add,
  constant,
  createSession,
  customGradient,
  div,
  gradients,
  input,
  log,
  matmul,
  mul,
  named,
  parameter,
  randomNormal,
  reference,
  sub,
  sum,
  type Tensor,
  tanh,
  variable,
  wasm,
  withUpdate,
} from "../index.js";
import { createRemoteSession, type RemoteOptions, type RemoteSession, serveSession } from "./index.js";
import { isMessage } from "./protocol.js";

const lines: InstanceType<typeof MessageChannel>[] = [];
afterEach(() => {
  for (const { port1, port2 } of lines.splice(0)) {
    port1.close();
    port2.close();
  }
});

/** Both ends of a line, with what has come over it. What is sent is copied or changes hands, as between threads. */
function line() {
  const channel = new MessageChannel();
  lines.push(channel);
  const heard: unknown[] = [];
  channel.port2.on("message", (message) => heard.push(message));
  return { page: channel.port1, worker: channel.port2, heard };
}

async function open(options: RemoteOptions = {}): Promise<RemoteSession> {
  const { page, worker } = line();
  serveSession({ endpoint: worker });
  return createRemoteSession(page, options);
}

/** The error that a promise is rejected with. */
const refusal = (promise: Promise<unknown>): Promise<AdjointError> =>
  promise.then(
    () => expect.unreachable("nothing was refused"),
    (error) => {
      expect(error).toBeInstanceOf(AdjointError);
      return error;
    },
  );

const x = input("x", ["batch", 3]);
const w = parameter("w", [3, 2], { initial: (shape, key) => randomNormal(key, shape) });
const steps = variable("steps", [], { dtype: "i32" });
const scaledTanh = customGradient({
  name: "scaledTanh",
  value: (z: Tensor): Tensor => tanh(z),
  vjp: ({ cotangent, output }) => [mul(cotangent, sub(1, mul(output, output)))],
});
const y = scaledTanh(matmul(x, w));
const loss = withUpdate(steps, (before) => ({ value: sum(mul(y, y)), next: add(before, 1) }));
const [gradient] = gradients(loss, [w]);
const training = { outputs: { loss, y }, updates: [[w, sub(w, mul(gradient!, 0.1))]], requireFinite: [loss] } as const;
const rows = [
  [1, 2, 3],
  [4, 5, 6],
];

describe("a remote session", () => {
  test("computes, keeps and tells what a session does", async () => {
    for (const options of [{}, { seed: 7, floats: "f64" }, { precision: "portable" }] as readonly RemoteOptions[]) {
      const { precision, ...rest } = options;
      using local = createSession(precision === undefined ? rest : { ...rest, backend: wasm({ precision }) });
      await using remote = await open(options);
      const [here, there] = [local.compile(training), await remote.compile(training)];
      for (let i = 0; i < 3; i++) expect(await there.run({ x: rows })).toStrictEqual(here.run({ x: rows }));
      expect(remote).toMatchObject({
        backend: local.backend,
        seed: local.seed,
        threads: 1,
        threadsReason: undefined,
        variables: local.variables,
      });
      expect([...there.inputs].map(([name, { shape, dtype }]) => ({ name, shape, dtype }))).toStrictEqual(
        [...here.inputs].map(([name, { shape, dtype }]) => ({ name, shape, dtype })),
      );
      expect(await remote.read(w)).toStrictEqual(local.read(w));
      expect((await remote.read("steps")).data).toStrictEqual(Int32Array.of(3));
      await remote.write("w", [
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
      expect([...(await remote.read("w")).data]).toStrictEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  test("arranges results as outputs are declared", async () => {
    await using session = await open();
    const [a, b] = [constant(1), constant([1, 2])];
    const value = { dtype: "f32", shape: [2], data: Float32Array.of(1, 2) };
    expect(await (await session.compile({ outputs: a })).run()).toBe(1);
    expect(await (await session.compile({ outputs: [a, b] })).run()).toStrictEqual([1, value]);
    expect(await (await session.compile({ outputs: { a, b } })).run()).toStrictEqual({ a: 1, b: value });
  });

  test("leaves feeds to their owner, and sends only what is fed of a larger array", async () => {
    const { page, worker, heard } = line();
    serveSession({ endpoint: worker });
    await using session = await createRemoteSession(page);
    const program = await session.compile({ outputs: sum(x) });
    const data = Float32Array.from({ length: 3000 }, (_, i) => i);
    expect(await program.run({ x: data.subarray(3, 6) })).toBe(12);
    expect(await program.run({ x: { dtype: "f32", shape: [2, 3], data: data.subarray(0, 6) } })).toBe(15);
    expect(data).toHaveLength(3000);
    const fed = heard.flatMap((message) =>
      isMessage(message) && "act" in message && message.act === "run"
        ? [message.given as { feeds: { x: unknown } }]
        : [],
    );
    const [flat, shaped] = fed.map(({ feeds }) => feeds.x) as [Float32Array, { data: Float32Array }];
    expect([flat.buffer.byteLength, shaped.data.buffer.byteLength]).toStrictEqual([12, 24]);
  });

  test("is sent a dataset's columns once", async () => {
    const { page, worker, heard } = line();
    serveSession({ endpoint: worker });
    await using session = await createRemoteSession(page);
    const bytes = { dtype: "u8", shape: [4, 3], data: Uint8Array.from({ length: 12 }, (_, i) => i) } as const;
    const dataset = { x: { ...bytes, scaling: { factor: 0.5, offset: 1 } } };
    using local = createSession();
    const indices = [3, 0];
    for (const outputs of [sum(x), y] as const) {
      const here: unknown = local.compile({ outputs }, { dataset }).run({ indices });
      expect(await (await session.compile({ outputs }, { dataset })).run({ indices })).toStrictEqual(here);
    }
    expect(bytes.data).toHaveLength(12);
    const sent = JSON.stringify(heard.filter((message) => isMessage(message) && "act" in message)).match(
      /"data":\{"0":0,/g,
    );
    expect(sent).toHaveLength(1);
  });

  test("answers in order, however many questions wait", async () => {
    await using session = await open();
    const program = await session.compile({
      outputs: add(steps, 0),
      updates: [[steps, add(steps, 1)]],
    });
    expect(await Promise.all(Array.from({ length: 50 }, () => program.run()))).toStrictEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
  });

  test("shares its worker with others, and with messages that are not Adjoint's", async () => {
    const { page, worker, heard } = line();
    serveSession({ endpoint: worker, backend: reference });
    page.postMessage("unrelated");
    page.postMessage(null);
    await using one = await createRemoteSession(page, { seed: 1 });
    await using two = await createRemoteSession(page, { seed: 2 });
    worker.postMessage("unrelated");
    const read = async (session: RemoteSession) => {
      await session.compile({ outputs: w });
      return session.read(w);
    };
    expect(await read(one)).not.toStrictEqual(await read(two));
    expect(one.backend).toBe("reference");
    expect(heard).toContain("unrelated");
  });

  test("may be asked for before the worker listens", async () => {
    const { page, worker } = line();
    const waiting = createRemoteSession(page);
    // What was sent before is lost, as in a browser whose worker awaits something first.
    await new Promise((resolve) => worker.once("message", resolve));
    serveSession({ endpoint: worker });
    await using session = await waiting;
    expect(await (await session.compile({ outputs: constant(3) })).run()).toBe(3);
  });

  test("does nothing any more once it is closed", async () => {
    const session = await open();
    const program = await session.compile({ outputs: constant(1) });
    const last = program.run();
    await session.close();
    await session.close();
    expect(await last).toBe(1);
    for (const promise of [program.run(), session.read("w"), session.compile({ outputs: w })]) {
      expect((await refusal(promise)).code).toBe("session/closed");
    }
  });
});

describe("errors come back from the worker", () => {
  test("with code, message and details", async () => {
    using local = createSession();
    await using remote = await open();
    const quotient = named("quotient", div(x, 0));
    const spec = { outputs: log(quotient), requireFinite: [log(quotient)] };
    const [here, there] = [local.compile(spec), await remote.compile(spec)];
    for (const feeds of [{ x: rows }, {}, { x: [[1]] }, { z: 1 }]) {
      const error = await refusal(there.run(feeds));
      let expected: unknown;
      try {
        here.run(feeds);
      } catch (thrown) {
        expected = thrown;
      }
      const { code, message } = expected as AdjointError;
      expect(error).toMatchObject({ name: "AdjointError", code, message });
    }
    const { details } = (await refusal(there.run({ x: rows }))) as AdjointError<"run/non-finite">;
    expect(details.origin).toMatchObject({ name: "quotient", shape: [2, 3], dtype: "f32", primitive: { name: "div" } });
    expect((await refusal(remote.compile({ outputs: x, updates: [[x, x]] }))).code).toBe("session/update");
    expect((await refusal(remote.read("nobody"))).code).toBe("session/unknown-variable");
  });

  test("when it cannot be opened", async () => {
    expect((await refusal(open({ seed: 0.5 }))).code).toBe("session/seed");
    expect((await refusal(open({ threads: 65, precision: "fast" }))).code).toBe("session/threads");
  });

  test("when they are not Adjoint's", async () => {
    const { page, worker } = line();
    const broken = {
      ...reference,
      open: () => {
        throw new RangeError("no room");
      },
    };
    serveSession({ endpoint: worker, backend: broken });
    await expect(createRemoteSession(page)).rejects.toMatchObject({ name: "RangeError", message: "no room" });
  });
});

describe("refused before anything is sent:", () => {
  test("a backend, which holds functions", async () => {
    const error = await refusal(open({ backend: reference } as RemoteOptions));
    expect(error).toMatchObject({ code: "remote/not-sendable", details: { what: 'The option "backend"' } });
  });

  test("feeds, values and columns that are no numbers", async () => {
    await using session = await open();
    const program = await session.compile({ outputs: [sum(x), w] });
    for (const [feed, found] of [
      [() => 1, "a function"],
      [new Map(), "an object of class Map"],
      [[1, () => 2], "an array that holds more than numbers"],
      [{ data: () => 3 }, "an object of class Object"],
      ["text", "a string"],
      [null, "null"],
    ] as const) {
      const details = { what: 'The feed "x"', found };
      expect(await refusal(program.run({ x: feed as never }))).toMatchObject({ code: "remote/not-sendable", details });
    }
    expect((await refusal(session.write("w", Symbol("w") as never))).code).toBe("remote/not-sendable");
    expect(await program.run({ x: rows })).toMatchObject([21, { shape: [3, 2] }]);
  });
});

test("a line that is cut rejects what waits, and what is asked later", async () => {
  const { page, worker } = line();
  serveSession({ endpoint: worker });
  const session = await createRemoteSession(page);
  const program = await session.compile({ outputs: w });
  worker.close();
  const errors = [await refusal(program.run()), await refusal(session.read("w"))];
  for (const error of errors) {
    expect(error).toMatchObject({ code: "remote/lost", details: { reason: "it was closed" } });
  }
});
