import type { SpecOption } from "../spec/specOption.js";

type Range = Extract<SpecOption, { readonly kind: "number" }>["range"];

const withDefault = (value: number | undefined) => (value === undefined ? {} : { default: value });

/** A number within a range; without a default it is required. */
export const number = (about: string, range: Range, value?: number): SpecOption => ({
  kind: "number",
  about,
  range,
  ...withDefault(value),
});

/** A number in (0, ∞). */
export const positive = (about: string, value?: number) => number(about, { low: 0, open: "low" }, value);
/** A number in [0, ∞). */
export const nonNegative = (about: string, value?: number) => number(about, { low: 0 }, value);
/** A number in [0, 1). */
export const share = (about: string, value?: number) => number(about, { low: 0, high: 1, open: "high" }, value);
/** A number in [0, 1]. */
export const portion = (about: string, value?: number) => number(about, { low: 0, high: 1 }, value);
/** Any finite number. */
export const real = (about: string, value?: number) => number(about, { low: -Infinity }, value);

/** A whole number, not below the least. */
export const whole = (about: string, value?: number, least = 1): SpecOption => ({
  kind: "whole",
  about,
  least,
  ...withDefault(value),
});

export const flag = (about: string, value: boolean): SpecOption => ({ kind: "flag", about, default: value });

export const choice = (about: string, of: readonly string[], value: string): SpecOption => ({
  kind: "choice",
  about,
  of,
  default: value,
});

/** What parameters are called instead of by their place. */
export const name: SpecOption = { kind: "name", about: "what its parameters are called" };

/** The same option, which may be left out though it has no default. */
export const optional = (option: SpecOption): SpecOption => ({ ...option, optional: true });
