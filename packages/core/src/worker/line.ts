import { AdjointError } from "../errors/adjointError.js";
import { type Endpoint, listen } from "./endpoint.js";
import { unpackError } from "./packError.js";
import { type Act, type Acts, type Answer, isMessage, type Request, type Standing } from "./protocol.js";

/** A line to a session in a worker. */
export interface Line {
  /** Asks the session to do something. Questions are answered in the order in which they are asked. */
  ask<A extends Act>(act: A, given: Acts[A]["given"], transfer?: ArrayBuffer[]): Promise<Acts[A]["back"]>;
  /** What the last answer told of the session. */
  readonly standing: Standing;
  /** Hangs up. Further questions are refused. */
  end(): void;
}

interface Asked {
  readonly request: Request;
  resolve(back: never): void;
  reject(error: unknown): void;
}

export function connect(worker: Endpoint): Line {
  /** Tells this session from others in the same worker. */
  const adjoint = Math.random();
  const asked = new Map<number, Asked>();
  let calls = 0;
  let refusal: AdjointError | undefined;
  let standing: Standing | undefined;

  const settle = (answer: Answer) => {
    const question = asked.get(answer.call);
    asked.delete(answer.call);
    if ("error" in answer) return question?.reject(unpackError(answer.error));
    standing = answer.standing;
    question?.resolve(answer.back as never);
  };
  const stop = listen(
    worker,
    (message) => {
      if (!isMessage(message)) return;
      if (message.adjoint === "hello") {
        for (const { request } of asked.values()) if (request.act === "open") worker.postMessage(request, []);
      } else if (message.adjoint === adjoint && !("act" in message)) settle(message);
    },
    (reason, isOver) => {
      // A browser's worker lives on after an error, which may be none of ours; but if it has never answered, it never will.
      if (!isOver && standing !== undefined) return;
      refusal = new AdjointError("remote/lost", { reason });
      for (const { reject } of asked.values()) reject(refusal);
      asked.clear();
    },
  );
  return {
    ask: (act, given, transfer = []) =>
      new Promise((resolve, reject) => {
        if (refusal !== undefined) throw refusal;
        const request: Request = { adjoint, call: calls++, act, given };
        worker.postMessage(request, transfer);
        asked.set(request.call, { request, resolve, reject });
      }),
    get standing() {
      return standing!;
    },
    end: () => {
      refusal ??= new AdjointError("session/closed", {});
      stop();
    },
  };
}
