import * as z from "zod";
import { isMapping } from "./isMapping.js";
import { parsePart } from "./parsePart.js";

/** What a choice is read as: the name alone where it has no settings, otherwise a mapping of the name to the settings. */
export type Chosen<Options extends Readonly<Record<string, z.ZodType>>> = {
  [Name in keyof Options & string]: undefined extends z.output<Options[Name]>
    ? Name
    : { readonly [Key in Name]: z.output<Options[Key]> };
}[keyof Options & string];

/**
 * One of several things, written as its name or as a mapping of its name to its settings: `relu`, `dense: 128`,
 * `adam: { learningRate: 0.01 }`. Each is given by the schema of its settings; for a name alone they are undefined.
 *
 * A union would try them all and report what is wrong with each; this reports what is wrong with the one that was meant.
 */
export function choice<const Options extends Readonly<Record<string, z.ZodType>>>(
  options: Options,
): z.ZodType<Chosen<Options>> {
  const names = Object.keys(options);
  return z.transform<unknown, Chosen<Options>>((value, { issues }) => {
    const keys = isMapping(value) ? Object.keys(value) : [];
    if (keys.length > 1) {
      issues.push({ code: "custom", input: value, message: "one name with its settings" });
      return z.NEVER;
    }
    const name = keys[0] ?? value;
    const schema = typeof name === "string" && Object.hasOwn(options, name) ? options[name] : undefined;
    if (typeof name !== "string" || schema === undefined) {
      issues.push({ code: "invalid_value", values: names, input: value, message: `one of ${names.join(", ")}` });
      return z.NEVER;
    }
    const part = isMapping(value) ? { value: value[name] ?? undefined, path: [name] } : { value: undefined, path: [] };
    const settings = parsePart(schema, { ...part, issues });
    return (settings === undefined ? name : { [name]: settings }) as Chosen<Options>;
  });
}

/** The schema that fits the form of a value: what is wrong is told by that one alone. */
export const byForm = <Output>(schemaOf: (value: unknown) => z.ZodType<Output>): z.ZodType<Output> =>
  z.transform<unknown, Output>((value, { issues }) => parsePart(schemaOf(value), { value, path: [], issues }));

/** `mapping` for a value that is a mapping, `other` for every other: `dense: { units: 128 }` and `dense: 128`. */
export const either = <M, O>(mapping: z.ZodType<M>, other: z.ZodType<O>): z.ZodType<M | O> =>
  byForm<M | O>((value) => (isMapping(value) ? mapping : other));

/** The settings of a choice that has none. */
export const nothing = () => z.undefined("no settings");
