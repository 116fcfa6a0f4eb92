import { expect } from "vitest";
import { type AdjointMatchers, matchers } from "./matchers.js";

// Importing this module is what adds the matchers: the one module of this package that does something.
expect.extend(matchers);

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: as vitest declares it, or the two do not merge.
  interface Matchers<T = any> extends AdjointMatchers<T> {}
}

export { matchers };
