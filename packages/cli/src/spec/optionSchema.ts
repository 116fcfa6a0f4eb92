import * as z from "zod";
import { byForm } from "./choice.js";
import { isRequired } from "./isRequired.js";
import type { SpecOption } from "./specOption.js";
import { fields, flag, listOf, name, numberIn, numberWithin, oneOf, whole } from "./values.js";

/** Schemas of what options refer to; they refer to options in turn. */
export interface References {
  readonly rate: z.ZodType;
  readonly optimizer: z.ZodType;
  readonly activation: z.ZodType;
  readonly initialiser: z.ZodType;
  readonly layers: z.ZodType;
}

type Kinds = {
  readonly [Kind in SpecOption["kind"]]: (
    option: Extract<SpecOption, { readonly kind: Kind }>,
    references: References,
  ) => z.ZodType;
};

const pattern = 'names of parameters, such as "*bias" or a list of them';
const names = () =>
  z.custom<string | readonly string[]>(
    (value) => (Array.isArray(value) ? value : [value]).every((one) => typeof one === "string" && one !== ""),
    pattern,
  );
const numbers = () => listOf(numberIn({}, "a number"), "numbers");
const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;

const kinds: Kinds = {
  number: ({ range }) => numberWithin(range),
  whole: ({ least }) => whole(least),
  flag: () => flag(),
  choice: ({ of }) => oneOf(of as readonly [string, ...string[]]),
  text: () => name(),
  name: () => name(),
  rate: (_, { rate }) => rate,
  names,
  axes: () => listOf(z.custom<number>(Number.isSafeInteger, "a whole number"), "axes"),
  optimizer: (_, { optimizer }) => optimizer,
  optimizers: (_, { optimizer }) => listOf(optimizer, "optimizers and transforms"),
  groups: (_, { optimizer }) => listOf(fields({ names: names(), optimizer }), "groups"),
  numbers,
  rates: (_, { rate }) => listOf(rate, "learning rates"),
  activation: (_, { activation }) => activation,
  initialiser: (_, { initialiser }) => initialiser,
  values: (_, { initialiser }) =>
    byForm((value) => (typeof value === "number" ? numberIn({}, "a number, or an initialiser") : initialiser)),
  layers: (_, { layers }) => layers,
  branches: (_, { layers }) => listOf(layers, "lists of layers"),
  sizes: ({ axes }) =>
    z.custom<number | readonly number[]>(
      (value) => isSize(value) || (axes > 1 && Array.isArray(value) && value.length === axes && value.every(isSize)),
      axes === 1 ? "a whole number ≥ 1" : `a whole number ≥ 1, or a list of ${axes}`,
    ),
  padding: () =>
    z.custom<string | number>(
      (value) => value === "same" || value === "valid" || (Number.isSafeInteger(value) && (value as number) >= 0),
      '"same", "valid" or a whole number ≥ 0',
    ),
  interval: () =>
    z.custom<readonly [number, number]>(
      (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] < value[1],
      "two numbers, the smaller first, such as [-1, 1]",
    ),
};

/** The schema of an option that is given; what it refers to is given as schemas. */
export const optionSchema = (option: SpecOption, references: References): z.ZodType =>
  (kinds[option.kind] as (option: SpecOption, references: References) => z.ZodType)(option, references);

/** A value, or what stands in for it when it is left out. */
export function withDefault(schema: z.ZodType, option: SpecOption): z.ZodType {
  if (isRequired(option)) return schema;
  // Defaults of options that refer to something are names; those of optimizers are prose.
  const fallback = option.kind === "optimizer" || !("default" in option) ? undefined : option.default;
  return fallback === undefined ? schema.optional() : schema.prefault(fallback);
}
