import type { Interval } from "../errors/requireWithin.js";

/** What one option may be, as data: documentation and the schemas of specs are made of it. Without `default` it is required. */
export type Option = { readonly about: string } & (
  | { readonly kind: "number"; readonly range: Interval; readonly default?: number }
  | { readonly kind: "whole"; readonly least: number; readonly default?: number }
  | { readonly kind: "flag"; readonly default: boolean }
  | { readonly kind: "choice"; readonly of: readonly string[]; readonly default: string }
  | { readonly kind: "text"; readonly default: string }
  /** A number > 0 or a schedule. */
  | { readonly kind: "rate"; readonly default?: number }
  /** `Names`; all parameters by default. */
  | { readonly kind: "names"; readonly required?: true }
  | { readonly kind: "axes" }
  | { readonly kind: "optimizer"; readonly default?: string }
  | { readonly kind: "optimizers" }
  /** A list of `{ names, optimizer }`. */
  | { readonly kind: "groups" }
  | { readonly kind: "numbers" }
  | { readonly kind: "rates" }
);

export type Options = Readonly<Record<string, Option>>;
