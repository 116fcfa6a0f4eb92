import type { Feed } from "./feeds.js";
import type { Outputs, Results } from "./program.js";
import { createSession, type SessionOptions } from "./session.js";

/**
 * Computes tensors once, in a session of their own: for trying things out, and for tests. Whatever runs more than once
 * should be compiled.
 *
 * @param outputs a tensor, or a list or record of tensors
 * @param feeds a value for each input, by name
 * @param options as for `createSession`
 * @throws AdjointError as `Session.compile` and `Program.run` do
 * @example
 * evaluate(sum(constant([1, 2, 3]))); // 6
 */
export function evaluate<const O extends Outputs>(
  outputs: O,
  feeds: Readonly<Record<string, Feed>> = {},
  options: SessionOptions = {},
): Results<O> {
  const session = createSession(options);
  try {
    return session.compile({ outputs }).run(feeds);
  } finally {
    session.close();
  }
}
