/** A piece of text, and how tightly it binds: what binds less than its neighbour asks for is put in brackets. */
export interface Printed {
  readonly text: string;
  readonly level: number;
}

/** How tightly the operators bind, as in mathjs. */
export const levels = { choice: 0, or: 1, and: 2, compare: 3, sum: 4, product: 5, sign: 6, power: 7, atom: 9 } as const;

export const atom = (text: string): Printed => ({ text, level: levels.atom });

/** The text, in brackets where it binds less than `level`. */
export const within = ({ text, level }: Printed, least: number): string => (level < least ? `(${text})` : text);

/** `f(x, y)`. */
export const called = (name: string, ...args: readonly (Printed | string)[]): Printed =>
  atom(`${name}(${args.map((each) => (typeof each === "string" ? each : each.text)).join(", ")})`);

/** Operands to the left of an operator that associates so may bind as it does, to the right they must bind more. */
export const joined = (left: Printed, operator: string, right: Printed, level: number): Printed => ({
  text: `${within(left, level)} ${operator} ${within(right, level + 1)}`,
  level,
});
