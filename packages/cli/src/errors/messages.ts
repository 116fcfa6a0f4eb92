import { type Dim, formatShape } from "@adjoint/core";

/** A value for a message: text as JSON, a mapping or a list by what it is, and cut where it gets long. */
function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return `a mapping with ${Object.keys(value).join(", ") || "nothing in it"}`;
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A name that was not found among those allowed. */
interface UnknownName {
  readonly found: unknown;
  readonly allowed: readonly string[];
  readonly nearest: string | undefined;
}

/** Longer lists are left out where the name that was meant is known. */
const few = 12;

function insteadOf({ found, allowed, nearest }: UnknownName): string {
  if (nearest === undefined) return `${show(found)}; allowed: ${allowed.join(", ")}`;
  const list = allowed.length > few ? "" : ` Allowed: ${allowed.join(", ")}`;
  return `${show(found)}; did you mean ${show(nearest)}?${list}`;
}

/** What a network ends with, and what the data want. */
interface WrongOutputs {
  readonly found: readonly Dim[];
  readonly expected: number;
  readonly kind: "classes" | "numbers";
  readonly name: string;
}

const counted = (count: number, kind: "classes" | "numbers"): string =>
  kind === "classes" ? `${count} classes` : count === 1 ? "1 number to learn" : `${count} numbers to learn`;

/** What is wrong with one tensor of a checkpoint. */
export interface TensorMismatch {
  readonly name: string;
  readonly expected: string | undefined;
  readonly found: string | undefined;
}

const mismatch = ({ name, expected, found }: TensorMismatch): string =>
  `"${name}": ${expected === undefined ? "is no variable of this network" : `expected ${expected}`}, ` +
  `found ${found ?? "no such tensor"}`;

/** What every error of the command line says. The only place with such text. */
export const messages = {
  "spec/unreadable": ({ reason }: { reason: string }) => `the spec cannot be read: ${reason}`,
  "spec/syntax": ({ reason }: { reason: string }) => `this is not valid YAML: ${reason}`,
  "spec/missing": ({ expected }: { expected: string }) => `missing; expected ${expected}`,
  "spec/unknown-key": (details: UnknownName) => `unknown key ${insteadOf(details)}`,
  "spec/unknown-name": (details: UnknownName) => `found ${insteadOf(details)}`,
  "spec/value": ({ expected, found }: { expected: string; found: unknown }) =>
    `expected ${expected}, found ${show(found)}`,
  "spec/outputs": ({ found, expected, kind, name }: WrongOutputs) =>
    `the network ends with ${formatShape(found)}, but ${name} has ${counted(expected, kind)}; ` +
    `let the last layer be "dense: ${expected}"`,
  "spec/residual": ({ input, output }: { input: readonly Dim[]; output: readonly Dim[] }) =>
    `the inner layers turn ${formatShape(input)} into ${formatShape(output)}, which cannot be added to it; ` +
    `let them end with "dense: ${input.at(-1)}"`,
  "spec/layer": ({ reason }: { reason: string }) => `this layer cannot be built: ${reason}`,
  "spec/refused": ({ reason }: { reason: string }) => reason,
  "spec/metric-twice": ({ name }: { name: string }) =>
    `"${name}" is measured already; figures are told apart by their names, so each metric can be there once`,
  "spec/texts": ({ column }: { column: string }) =>
    `the column "${column}" holds texts, which are classes; write "label: ${column}" instead of "target: ${column}"`,
  "spec/name-taken": ({ name, other }: { name: string; other: string }) =>
    `the parameters of ${other} are called "${name}" already; give one of the two another name`,
  "checkpoint/not-found": ({ path, found }: { path: string; found: string }) =>
    `${path}: there is no checkpoint here (${found}).\n` +
    "Pass a folder that adjoint train made, such as runs/mnist-mlp-20260131-120000, or a .safetensors file from one.",
  "checkpoint/foreign": ({ file, expected, found }: { file: string; expected: string; found: string }) =>
    `${file}: this is not a checkpoint of adjoint: expected ${expected}, found ${found}.\n` +
    "Pass a file that adjoint train wrote.",
  "checkpoint/mismatch": ({ file, mismatches }: { file: string; mismatches: readonly TensorMismatch[] }) =>
    `${file}: the tensors are not those of the network in its metadata:\n` +
    mismatches.map((one) => `  ${mismatch(one)}`).join("\n"),
  "evaluate/no-examples": ({ file, split, splits }: { file: string; split: string; splits: readonly string[] }) =>
    `${file}: this run has no ${split} examples.\nPass ${splits.map((name) => `--split ${name}`).join(" or ")}.`,
  "data/no-file": ({ file }: { file: string }) => `${file}: there is no such file or folder.`,
  "data/unknown-format": ({ file, known }: { file: string; known: readonly string[] }) =>
    `${file}: the end of the name does not say what is in it.\nExpected one of ${known.join(", ")}, or a folder of images.`,
  "data/unwritable-format": ({ file, known }: { file: string; known: readonly string[] }) =>
    `${file}: the end of the name does not say how to write it.\nEnd it with one of ${known.join(", ")}.`,
  "data/one-array": ({ file, names }: { file: string; names: readonly string[] }) =>
    `${file}: this format holds one array, but there are ${names.length}: ${names.join(", ") || "none"}.\n` +
    "Choose a format that holds several, such as .npz or .mat.",
  "data/uneven": ({ name, found, expected }: { name: string; found: number; expected: number }) =>
    `"${name}" has ${found} rows where others have ${expected}, which makes no table.\n` +
    "Choose a format for arrays of any shape, such as .npz or .mat.",
  "inspect/stage-is-text": ({ stage }: { stage: string }) =>
    `inspect: the stage "${stage}" is shown as text only; leave out --format and --json.`,
  "check/module": ({ file, reason }: { file: string; reason: string }) =>
    `${file}: this module cannot be loaded: ${reason}\n` +
    "A module is JavaScript (.js, .mjs); TypeScript where this version of Node can run it.",
  "check/export": ({ file, found }: { file: string; found: unknown }) =>
    `${file}: the default export must be { outputs, feeds }, or a function that returns it; found ${show(found)}.\n` +
    "outputs is a tensor or a list of them, feeds a value for each input by name, and wrt (optional) what to differentiate by.",
  "check/layer": ({ layer, layers }: { layer: string; layers: readonly string[] }) =>
    `check: there is no layer "${layer}"; there are ${layers.map((name) => `"${name}"`).join(", ") || "none"}.`,
  "check/picture": ({ file, allowed }: { file: string; allowed: readonly string[] }) =>
    `${file}: a picture is written as ${allowed.join(" or ")}, by the ending of its name.`,
  "run/folder-taken": ({ folder }: { folder: string }) =>
    `${folder}: this folder is not empty, and a run must not mix with what is there.\n` +
    "Pass another --out, or none: then the run gets a folder of its own below runs/.",
} as const satisfies Record<string, (details: never) => string>;

export type MessageCode = keyof typeof messages;
export type MessageDetails<Code extends MessageCode> = Parameters<(typeof messages)[Code]>[0];
