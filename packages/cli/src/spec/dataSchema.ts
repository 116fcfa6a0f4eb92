import * as z from "zod";
import { generatorTable, pointGenerators } from "../tables/generatorTable.js";
import { byForm, either } from "./choice.js";
import { isMapping } from "./isMapping.js";
import { parts } from "./parts.js";
import { fields, flag, listOf, numberIn, oneOf, whole } from "./values.js";

const file = (expected: string) => z.string(expected).min(1, expected);
const column = () => file("the name of a column");
const array = () => file("the name of an array");

const countOrShare = z.union(
  [numberIn({ from: 0, below: 1 }, ""), whole(1)],
  "a number of examples, or a fraction in [0, 1)",
);
/** Examples that are set apart. */
const heldOut = either(fields({ share: countOrShare, stratify: flag().default(true) }), countOrShare);
export type HeldOut = z.output<typeof heldOut>;

/** Test examples of their own, or some that are set apart. */
const testOf = (part: z.ZodType) =>
  byForm((value) => (isMapping(value) && !("share" in value) ? part : heldOut)).default(0.2);

const validation = { validation: heldOut.default(1 / 12) };
const test = { test: heldOut.default(0.2) };
const prepared = {
  take: whole(1).optional(),
  shape: listOf(whole(1), "sizes, whole numbers ≥ 1").optional(),
  scale: parts.scaler.optional(),
};
const classes = { targets: oneOf(["oneHot", "bipolar"]).optional() };
const numbers = { scaleTarget: parts.scaler.optional() };

const imageSets = ["mnist", "fashion-mnist"] as const;
const setNames = [...imageSets, "iris", "eckerle4"] as const;
export type ImageSetName = (typeof imageSets)[number];
export type SetName = (typeof setNames)[number];

const set = { set: oneOf(setNames) };
const sets: Readonly<Record<SetName, z.ZodType>> = {
  mnist: fields({ ...set, ...validation, ...prepared, ...classes }),
  "fashion-mnist": fields({ ...set, ...validation, ...prepared, ...classes }),
  iris: fields({ ...set, ...validation, ...test, ...prepared, ...classes }),
  eckerle4: fields({ ...set, ...validation, ...test, ...prepared, ...numbers }),
};

const matPart = fields({ x: array(), labels: array() });
const mat = fields({
  mat: file("the path of a .mat file"),
  names: fields({
    train: matPart.prefault({ x: "Yt", labels: "Ct" }),
    validation: matPart.prefault({ x: "Yv", labels: "Cv" }),
  }).prefault({}),
  test: heldOut.default(0),
  ...prepared,
  ...classes,
});

const csvFields = {
  csv: file("the path of a .csv file"),
  columns: listOf(column(), "names of columns").optional(),
  delimiter: file("what stands between values").default(","),
  header: flag().default(true),
  ...validation,
  ...test,
  ...prepared,
};
const csvOfClasses = fields({ ...csvFields, label: column(), ...classes });
const csvOfNumbers = fields({
  ...csvFields,
  target: file("the column to learn: `target: y` for numbers, `label: kind` for classes"),
  ...numbers,
});

const npzFields = { npz: file("the path of an .npz file"), inputs: array(), ...validation, ...prepared };
const npzOfClasses = fields({
  ...npzFields,
  labels: array(),
  test: testOf(fields({ inputs: array(), labels: array() })),
  ...classes,
});
const npzOfNumbers = fields({
  ...npzFields,
  target: file("the array to learn: `target: y` for numbers, `labels: y` for classes"),
  test: testOf(fields({ inputs: array(), target: array() })),
  ...numbers,
});

const isSize = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((one) => Number.isSafeInteger(one) && one >= 1);
const images = fields({
  images: file("the path of a folder <split>/<label>/*.png"),
  colour: flag().default(false),
  size: z.custom<readonly number[]>(isSize, "height and width in pixels, such as [28, 28]").optional(),
  ...validation,
  ...test,
  ...prepared,
  ...classes,
});

const pair = fields({ images: file("the path of an IDX file"), labels: file("the path of an IDX file") });
const idx = fields({ idx: pair, test: testOf(pair), ...validation, ...prepared, ...classes });

const generatorNames = Object.keys(generatorTable) as [string, ...string[]];
const generators = Object.fromEntries(
  Object.entries(generatorTable).map(([name, entry]) => [
    name,
    fields({
      make: oneOf(generatorNames),
      ...parts.settingsOf(entry),
      ...validation,
      ...test,
      ...prepared,
      ...(Object.hasOwn(pointGenerators, name) ? classes : numbers),
    }),
  ]),
);

/** The schema that one of several names chooses; where there is none of them, `otherwise` says so. */
const named = (schemas: Readonly<Record<string, z.ZodType>>, name: unknown, otherwise: z.ZodType): z.ZodType =>
  (typeof name === "string" && Object.hasOwn(schemas, name) ? schemas[name] : undefined) ?? otherwise;

type Mapping = Readonly<Record<string, unknown>>;
const sources: Readonly<Record<string, (value: Mapping) => z.ZodType>> = {
  set: (value) => named(sets, value.set, sets.mnist),
  mat: () => mat,
  csv: (value) => ("label" in value ? csvOfClasses : csvOfNumbers),
  images: () => images,
  idx: () => idx,
  npz: (value) => ("labels" in value ? npzOfClasses : npzOfNumbers),
  make: (value) => named(generators, value.make, z.looseObject({ make: oneOf(generatorNames) })),
};

const keys = Object.keys(sources);
const nothing = z.never(`a mapping with one of ${keys.join(", ")}`);

/** The source that a mapping is about, by the key that says where its examples come from. */
export const sourceKeyOf = (value: Mapping): string | undefined => keys.find((key) => key in value);

const mapping = byForm((value) => {
  const key = isMapping(value) ? sourceKeyOf(value) : undefined;
  return key === undefined ? nothing : (sources[key]!(value as Mapping) ?? nothing);
});

const bareName = oneOf(setNames).transform((name) => sets[name].parse({ set: name }));

/** Where the examples come from: the name of a set, or a mapping with a file or a generator. */
export const dataSchema = either(mapping, bareName) as z.ZodType<DataSpec>;

interface Prepared {
  readonly validation?: HeldOut;
  readonly test?: HeldOut | NpzPart | IdxPair;
  /** How many of the first training examples are used. */
  readonly take?: number;
  /** Of an example; otherwise all its numbers lie in a row. */
  readonly shape?: readonly number[];
  readonly scale?: z.output<typeof parts.scaler>;
  readonly scaleTarget?: z.output<typeof parts.scaler>;
  readonly targets?: "oneHot" | "bipolar";
}

/** A source of examples, and how they are prepared. */
export type DataSpec = Prepared &
  (
    | { readonly set: SetName }
    | { readonly mat: string; readonly names: Readonly<Record<"train" | "validation", MatPart>> }
    | CsvSpec
    | ImagesSpec
    | { readonly idx: IdxPair }
    | NpzSpec
    | { readonly make: string }
  );

/** Names of the variables of a part: a column for each point, a column of ones and zeros for its class. */
export interface MatPart {
  readonly x: string;
  readonly labels: string;
}

export interface ImagesSpec {
  readonly images: string;
  readonly colour: boolean;
  /** Height and width. */
  readonly size?: readonly number[];
}

export interface CsvSpec {
  readonly csv: string;
  readonly columns?: readonly string[];
  readonly label?: string;
  readonly target?: string;
  readonly delimiter: string;
  readonly header: boolean;
}

/** Names of arrays: of the examples, and of their classes or numbers. */
export interface NpzPart {
  readonly inputs: string;
  readonly labels?: string;
  readonly target?: string;
}

export interface NpzSpec extends NpzPart {
  readonly npz: string;
}

export interface IdxPair {
  readonly images: string;
  readonly labels: string;
}

/** Are the targets numbers, rather than classes? */
export const learnsNumbers = (data: DataSpec): boolean =>
  ("target" in data && data.target !== undefined) ||
  ("set" in data && data.set === "eckerle4") ||
  ("make" in data && !Object.hasOwn(pointGenerators, data.make));
