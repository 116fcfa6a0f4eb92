import * as z from "zod";
import { choice, either, nothing } from "./choice.js";
import { isRequired } from "./isRequired.js";
import { optionSchema, type References, withDefault } from "./optionSchema.js";
import { soleOption } from "./soleOption.js";
import type { Named, SpecEntry, SpecTable } from "./specOption.js";
import { fields } from "./values.js";

/** A schema for each setting of an entry, with its default. */
export const settingsShape = ({ options }: SpecEntry, references: References): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, withDefault(optionSchema(option, references), option)]),
  );

function entrySchema(name: string, entry: SpecEntry, references: References): z.ZodType {
  const { options } = entry;
  if (Object.keys(options).length === 0) return nothing();
  const settings = fields(settingsShape(entry, references));
  const required = Object.keys(options).filter((option) => isRequired(options[option]!));
  if (required.length === 0) return settings.prefault({});
  const [main] = required;
  if (required.length > 1 || main === undefined) return settings;
  const option = options[main]!;
  const plain = optionSchema(option, references);
  const told =
    option.example === undefined
      ? plain
      : said(plain, (expected) => `${option.about}, ${expected}, as in "${name}: ${option.example}"`);
  const alone = soleOption(options) === main;
  // What is an entry itself may be written as a mapping, which then is not one of settings.
  if (alone && refersToEntry(option.kind)) return told;
  if (alone)
    return either(
      settings.transform((given) => (given as Record<string, unknown>)[main]),
      told,
    );
  return either(
    settings,
    told.transform((value) => settings.parse({ [main]: value })),
  );
}

const refersToEntry = (kind: string): boolean => kind === "optimizer" || kind === "rate" || kind === "activation";

/** The same schema, which says more of what is expected. */
const said = (schema: z.ZodType, say: (expected: string) => string): z.ZodType =>
  z.transform((value, { issues }) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    issues.push({ code: "custom", input: value, message: say(parsed.error.issues[0]!.message) });
    return z.NEVER;
  });

/**
 * An entry of a table by its name alone, or with settings; of those left out, the defaults are written out. Where one setting is
 * required, it may stand for all: `dense: 64`.
 */
export const tableSchema = (table: SpecTable, references: References): z.ZodType<Named> =>
  choice(
    Object.fromEntries(Object.entries(table).map(([name, entry]) => [name, entrySchema(name, entry, references)])),
  ) as z.ZodType<Named>;
