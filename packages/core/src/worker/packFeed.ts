import { AdjointError } from "../errors/adjointError.js";
import type { Nested } from "../primitives/constant.js";
import type { Feed } from "../session/feeds.js";

const isNested = (value: unknown): value is Nested =>
  typeof value === "number" || typeof value === "boolean" || (Array.isArray(value) && value.every(isNested));

/**
 * A feed as it is sent. Arrays of numbers are copied, because what is sent is lost to its owner, and because a view would take
 * the whole buffer behind it along.
 *
 * @param transfer is given the buffers of the copies
 * @throws AdjointError `remote/not-sendable`
 */
export function packFeed(what: string, feed: Feed, transfer: ArrayBuffer[]): Feed {
  if (ArrayBuffer.isView(feed)) {
    const copy = feed.slice();
    transfer.push(copy.buffer as ArrayBuffer);
    return copy;
  }
  if (typeof feed === "object" && feed !== null && "data" in feed) {
    const { dtype, shape, data } = feed;
    if (ArrayBuffer.isView(data)) return { dtype, shape: [...shape], data: packFeed(what, data, transfer) } as Feed;
  }
  if (!isNested(feed)) throw new AdjointError("remote/not-sendable", { what, found: kindOf(feed) });
  return feed;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array that holds more than numbers";
  if (typeof value !== "object" || value === null) return value === null ? "null" : `a ${typeof value}`;
  return `an object of class ${value.constructor?.name ?? "Object"}`;
}
