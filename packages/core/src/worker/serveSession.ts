import type { Backend } from "../backends/backend.js";
import { AdjointError } from "../errors/adjointError.js";
import { type Endpoint, endpointOfWorker, listen } from "./endpoint.js";
import { packError } from "./packError.js";
import { type Act, hello, isMessage, type RemoteOptions, type Request } from "./protocol.js";
import { openServed, type ServedSession } from "./servedSession.js";

export interface ServeOptions {
  /** What computes, in place of what the page asks for: backends hold functions, which cannot be sent. */
  readonly backend?: Backend;
  /** The line to the other side. Default: that from this worker to whoever started it. */
  readonly endpoint?: Endpoint;
}

/**
 * Lets sessions live in this worker, for `createRemoteSession` on the other side. Workers of browsers and of Node will do.
 * It listens to its own messages only, so the worker's script may have others.
 *
 * @throws AdjointError `remote/no-worker`
 * @example
 * // worker.js, all of it; @adjoint/core/worker/serve is such a file
 * import { serveSession } from "@adjoint/core/worker";
 * serveSession();
 */
export function serveSession({ backend, endpoint = endpointOfWorker() }: ServeOptions = {}): void {
  if (endpoint === undefined) throw new AdjointError("remote/no-worker", {});
  const sessions = new Map<number, ServedSession>();

  const serve = ({ adjoint, call, act, given }: Request): void => {
    // Asked twice, because the other side could not know whether it was heard.
    if (act === "open" && sessions.has(adjoint)) return;
    const transfer: ArrayBuffer[] = [];
    try {
      const session = sessions.get(adjoint) ?? openServed(given as RemoteOptions, backend);
      sessions.set(adjoint, session);
      const back = session.perform<Act>(act, given, transfer);
      endpoint.postMessage({ adjoint, call, back, standing: session.standing }, transfer);
    } catch (error) {
      endpoint.postMessage({ adjoint, call, error: packError(error) }, []);
    }
  };
  listen(endpoint, (message) => {
    if (isMessage(message) && "act" in message) serve(message);
  });
  endpoint.postMessage(hello, []);
}
