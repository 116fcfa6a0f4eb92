import * as z from "zod";

/*
 * In these schemas, a message says what is expected: "a whole number ≥ 1". `problemsOf` makes sentences of it.
 */

/** An interval of numbers; `above` and `below` do not belong to it, `from` and `to` do. */
interface Interval {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
}

function contains({ from, above, to, below }: Interval, x: number): boolean {
  return (
    x >= (from ?? -Infinity) && x > (above ?? -Infinity) && x <= (to ?? Number.MAX_VALUE) && x < (below ?? Infinity)
  );
}

/** A finite number within an interval. */
export const numberIn = (interval: Interval, expected: string) =>
  z.custom<number>((value) => typeof value === "number" && contains(interval, value), expected);

const limit = (value: number): string => String(value).replace("Infinity", "∞");

/** A finite number within an interval, as tables of options give it. */
export function numberWithin({
  low,
  high,
  open,
}: {
  readonly low: number;
  readonly high?: number;
  readonly open?: "low" | "high" | "both";
}) {
  const left = open === "low" || open === "both";
  const right = open === "high" || open === "both";
  const interval = {
    ...(left ? { above: low } : { from: low }),
    ...(high === undefined ? {} : right ? { below: high } : { to: high }),
  };
  if (low === -Infinity && high === undefined) return numberIn(interval, "a number");
  if (high === undefined) return numberIn(interval, `a number ${left ? ">" : "≥"} ${low}`);
  return numberIn(interval, `a number in ${left ? "(" : "["}${limit(low)}, ${limit(high)}${right ? ")" : "]"}`);
}

/** A whole number, at least `from`. */
export const whole = (from: number, expected = `a whole number ≥ ${from}`) =>
  z.custom<number>((value) => Number.isSafeInteger(value) && (value as number) >= from, expected);

/** True or false. */
export const flag = () => z.boolean("true or false");

/** One of these names. */
export const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, `one of ${names.join(", ")}`);

/** What parameters, runs and folders are called. */
export const name = () => z.string(nameExpected).regex(/^[A-Za-z0-9_][\w.-]*$/, nameExpected);
const nameExpected = "a name of letters, digits, dots, - and _";

/** A list of at least one. */
export const listOf = <Item extends z.ZodType>(item: Item, of: string) =>
  z.array(item, `a list of ${of}`).min(1, `a list of one or more ${of}`);

/** A mapping with these keys and no others. */
export const fields = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const keys = Object.keys(shape).join(", ");
  return z.strictObject(shape, { error: ({ code }) => (code === "unrecognized_keys" ? keys : `a mapping of ${keys}`) });
};
