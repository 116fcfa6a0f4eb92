import type { Option } from "@adjoint/optim";

/** What one setting in a spec may be, as data: the kinds of `@adjoint/optim`, and those that only specs have. */
export type SpecOption = (
  | Option
  | ({ readonly about: string } & (
      | { readonly kind: "name" }
      | { readonly kind: "activation" | "initialiser"; readonly default?: string }
      /** A number or an initialiser. */
      | { readonly kind: "values"; readonly default?: number }
      | { readonly kind: "layers" }
      /** A list of lists of layers. */
      | { readonly kind: "branches" }
      /** A whole number ≥ 1, or a list of as many as there are axes. */
      | { readonly kind: "sizes"; readonly axes: number; readonly default?: number }
      /** `same`, `valid`, or a whole number ≥ 0. */
      | { readonly kind: "padding"; readonly default: string }
      /** Two numbers. */
      | { readonly kind: "interval" }
    ))
) & {
  /** May be left out, without a default that could be written. */
  readonly optional?: true;
  /** How it is written where its name is left out: the `64` of `dense: 64`. */
  readonly example?: string;
};

export type SpecOptions = Readonly<Record<string, SpecOption>>;

/** Something that specs call by name, and what they may say about it. */
export interface SpecEntry<Made = unknown> {
  readonly options: SpecOptions;
  /** Makes it of one record of settings, in which rates, optimizers, layers and the like are made already. */
  readonly make: (settings: never) => Made;
}

export type SpecTable<Made = unknown> = Readonly<Record<string, SpecEntry<Made>>>;

/** Settings of an entry, defaults included. */
export type Settings = Readonly<Record<string, unknown>>;

/** An entry as a spec names it: its name, or a mapping of its name to its settings or to the only one that it has. */
export type Named = string | { readonly [Name in string]: unknown };
