import type { Option } from "./option.js";

/** A learning rate; required without a default. */
export const rate = (value?: number, about = "η, the learning rate: a number or a schedule") =>
  ({ kind: "rate", about, ...(value === undefined ? {} : { default: value }) }) as const satisfies Option;

const within =
  (range: { readonly low: number; readonly high?: number; readonly open?: "low" | "high" | "both" }) =>
  (about: string, value?: number) =>
    ({ kind: "number", about, range, ...(value === undefined ? {} : { default: value }) }) as const satisfies Option;

/** A number in (0, ∞). */
export const positive = within({ low: 0, open: "low" });
/** A number in [0, ∞). */
export const nonNegative = within({ low: 0 });
/** A number in [0, 1). */
export const share = within({ low: 0, high: 1, open: "high" });
/** A number in (0, 1]. */
export const factor = within({ low: 0, high: 1, open: "low" });
/** A number in (0, 1). */
export const fraction = within({ low: 0, high: 1, open: "both" });
/** A number in [0, 1]. */
export const portion = within({ low: 0, high: 1 });
/** A number in [1, ∞). */
export const atLeastOne = within({ low: 1 });

/** A whole number, not below the least. */
export const whole = (about: string, value?: number, least = 1) =>
  ({ kind: "whole", about, least, ...(value === undefined ? {} : { default: value }) }) as const satisfies Option;

export const flag = (about: string, value: boolean) =>
  ({ kind: "flag", about, default: value }) as const satisfies Option;

export const epsilonPlace = (value: "outside" | "inside") =>
  ({
    kind: "choice",
    about: "where ε is added: to the root, or to what is below it",
    of: ["outside", "inside"],
    default: value,
  }) as const satisfies Option;

export const epsilon = (value: number) => positive("ε, keeps the quotient finite", value);
export const betas = {
  beta1: share("β₁, the decay of the first moment", 0.9),
  beta2: share("β₂, of the second", 0.999),
};
export const weightDecay = (value: number) => nonNegative("λ, times the learning rate", value);
export const decayed = { kind: "names", about: "which parameters decay" } as const satisfies Option;
export const names = { kind: "names", about: "which parameters" } as const satisfies Option;
