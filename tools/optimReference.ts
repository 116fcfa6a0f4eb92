import { type Entry, type Option, optimizers, schedules, transforms } from "@adjoint/optim";
import type { Docstring } from "./docstring.js";
import { entryText as docstringText, type Page, readEntries } from "./referencePage.js";

type Table = Readonly<Record<string, Entry<unknown>>>;
type Interval = Extract<Option, { readonly kind: "number" }>["range"];

const introduction = `# Optimizers, schedules and transforms

<!-- Made by \`npm run reference\` from the tables of packages/optim. A test fails when the two differ. -->

Everything on this page is graph: it is compiled into the training step, and its variables belong to the session. θ is a parameter,
g its gradient, u what is added to it or, before the learning rate, subtracted; η is the learning rate, t = 1, 2, … the step; all is
elementwise unless it says otherwise. Schedules count steps from 0.

\`\`\`ts
import { createSession, input, mul, parameter, sub, sum } from "@adjoint/core";
import { adamw, chain, clipByGlobalNorm, cosineDecay, maxNorm, trainStep, warmup } from "@adjoint/optim";

const weights = parameter("weights", [3]);
const error = sub(weights, input("target", [3]));
const loss = sum(mul(error, error));

const learningRate = warmup(cosineDecay(0.1, { steps: 900 }), { steps: 100 });
const optimizer = chain(clipByGlobalNorm(1), adamw({ learningRate, decayed: "*weights" }), maxNorm(3));

const session = createSession();
const step = session.compile(trainStep(loss, optimizer));
step.run({ target: [1, 2, 3] });
\`\`\`

**A chain** hands what each transform returns to the next: what stands before an optimizer changes gradients, such as clipping; what
stands after it changes updates, such as a constraint. **Parameters** are chosen by name: one pattern or several, in which \`*\` stands for any
characters, an expression, or a function. **The tables** \`optimizers\`, \`schedules\` and \`transforms\` hold what this page tells, as data; their \`make\` takes
one record of the options listed here, as specs have them; in code the main ones stand for themselves, as the examples show.`;

/** What the tables do not hold: it is told by docstrings. */
const rest: Page = {
  package: "optim",
  title: "Optim",
  about: "",
  sections: [
    { folder: "trainStep", title: "Training", about: "", required: [] },
    { folder: "transforms", title: "Parts", about: "", required: [] },
    { folder: "minimisers", title: "Searches", about: "", required: [] },
  ],
};

const searches = `## Searches

Three functions run on the host, around compiled programs, in a session that computes in \`f64\`. They take a whole batch, leave the
parameters in the session, and return \`{ value, gradient, iterations, evaluations, reason }\`.

| function | minimises | by | elsewhere |
|---|---|---|---|
| \`lbfgs(session, { loss, … })\` | a smooth loss | an inverse Hessian made of the last steps; a line search with the strong conditions of Wolfe | SciPy \`L-BFGS-B\`, PyTorch \`LBFGS\`, optax \`lbfgs\` |
| \`levenbergMarquardt(session, { residuals, … })\` | Σr² of few parameters | the Jacobian by forward mode, a QR factorisation, damping in the units of each parameter | SciPy \`least_squares(method="lm")\` |
| \`gaussNewton(session, { residuals, … })\` | Σr² of many parameters | conjugate gradients with J·p from forward and Jᵀ·u from reverse mode; no Jacobian | SciPy \`least_squares(tr_solver="lsmr")\` |

Sources: Liu & Nocedal (1989); Marquardt (1963); Moré (1978); Madsen, Nielsen & Tingleff (2004), algorithm 3.16; Nocedal & Wright, "Numerical
Optimization" (2006), algorithms 3.5, 3.6, 7.4 and 7.5, section 10.3; Björck (1996), algorithm 7.4.1. All three solve NIST's Eckerle4 from both of its starts to
the eleven digits that are certified; so do the first two NIST's Misra1a, whose parameters are a million apart, where \`gaussNewton\` finds nine.

\`\`\`ts
import { createSession, exp, input, mul, neg, parameter, sub } from "@adjoint/core";
import { levenbergMarquardt } from "@adjoint/optim";

const [height, rate] = [parameter("height", [], { initial: 1 }), parameter("rate", [], { initial: 1 })];
const model = mul(height, exp(neg(mul(rate, input("time", ["batch"])))));
const residuals = sub(model, input("measured", ["batch"]));

using session = createSession({ floats: "f64" });
levenbergMarquardt(session, { residuals, feeds: { time: [0, 1, 2], measured: [4, 2, 1] } });
console.log(session.read(height).data[0], session.read(rate).data[0]);
\`\`\``;

function intervalText({ low, high, open }: Interval): string {
  const left = open === "low" || open === "both" ? "(" : "[";
  const right = open === "high" || open === "both" || high === undefined ? ")" : "]";
  return `in ${left}${low}, ${high ?? "∞"}${right}`;
}

/** What an option may be, in words. */
function rangeText(option: Option): string {
  switch (option.kind) {
    case "number":
      return intervalText(option.range);
    case "whole":
      return `whole, ≥ ${option.least}`;
    case "flag":
      return "`true` or `false`";
    case "choice":
      return option.of.map((word) => `\`"${word}"\``).join(" or ");
    case "text":
      return "a word";
    case "rate":
      return "> 0, or a schedule";
    case "names":
      return "names";
    case "axes":
      return "axes";
    case "optimizer":
      return "an optimizer or a transform";
    case "optimizers":
      return "optimizers and transforms";
    case "groups":
      return "`{ names, optimizer }`, …";
    case "numbers":
      return "numbers";
    case "rates":
      return "rates";
  }
}

function defaultText(option: Option): string {
  if ("default" in option)
    return `\`${option.kind === "optimizer" ? option.default : JSON.stringify(option.default)}\``;
  if (option.kind === "names" && option.required !== true) return "all";
  return option.kind === "axes" ? "all but the last" : "required";
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;

function optionsText(options: Entry<unknown>["options"]): readonly string[] {
  const rows = Object.entries(options).map(([name, option]) =>
    row(`\`${name}\``, rangeText(option), defaultText(option), option.about),
  );
  return rows.length === 0 ? [] : ["", "| option | is | default | means |", "|---|---|---|---|", ...rows];
}

const libraries = { keras: "Keras", pytorch: "PyTorch", optax: "optax" } as const;

const elsewhereText = (elsewhere: Entry<unknown>["elsewhere"]): string =>
  Object.entries(libraries)
    .flatMap(([key, library]) => {
      const name = elsewhere[key as keyof typeof libraries];
      return name === undefined ? [] : [`${library} \`${name}\``];
    })
    .join(", ");

function entryText(name: string, { about, formula, options, source, elsewhere, differs }: Entry<unknown>): string {
  return [
    `### \`${name}\``,
    "",
    about,
    "",
    "```text",
    ...formula,
    "```",
    ...optionsText(options),
    "",
    `*Source:* ${source}. *Elsewhere:* ${elsewhereText(elsewhere)}.${differs === undefined ? "" : ` *Differs:* ${differs}`}`,
  ].join("\n");
}

/** Every entry's example in one block, which the tests type-check. */
function usageText(table: Table): string {
  const lines = Object.entries(table).map(([name, { usage }]) => `  ${name}: ${usage},`);
  const called = new Set(lines.flatMap((line) => [...line.matchAll(/(\w+)\(/g)].map(([, name]) => name!)));
  const names = [...called].toSorted().map((name) => `  ${name},`);
  return [
    "```ts",
    "import {",
    ...names,
    '} from "@adjoint/optim";',
    "",
    "const examples = {",
    ...lines,
    "};",
    "```",
  ].join("\n");
}

const section = (title: string, about: string, table: Table): string =>
  [
    `## ${title}`,
    about,
    usageText(table),
    ...Object.entries(table).map(([name, entry]) => entryText(name, entry)),
  ].join("\n\n");

/**
 * The exports of a file or a folder of packages/optim that are in no table.
 *
 * @param source the folder `packages`
 */
export function untabled(source: string, title: string): readonly Docstring[] {
  const { entries } = readEntries(source, rest).find(({ section }) => section.title === title)!;
  return entries.filter(({ name }) => ![optimizers, schedules, transforms].some((table) => Object.hasOwn(table, name)));
}

const prose = (source: string, title: string): readonly string[] => untabled(source, title).map(docstringText);

/**
 * The page docs/optim.md, made of what the package tells about itself.
 *
 * @param source the folder `packages`
 */
export const optimReference = (source: string): string =>
  `${[
    introduction,
    "## Training",
    ...prose(source, "Training"),
    section(
      "Optimizers",
      "Each is a chain of transforms that ends with the learning rate. State begins with zeros unless it says otherwise.",
      optimizers,
    ),
    section(
      "Schedules",
      "A learning rate as a function of the step, computed from the session's count of steps, in `f32` unless the session is one of `f64`. A number is a schedule too.",
      schedules,
    ),
    section(
      "Transforms",
      "What optimizers are chained with. Wrappers such as `lookahead` choose by the step, in the graph; nothing is left to a loop on the host.",
      transforms,
    ),
    "## Parts",
    "What optimizers are made of, and what one of your own can be: chained with `scaleByLearningRate`, each `scaleBy…` is an optimizer.",
    ...prose(source, "Parts"),
    searches,
    ...prose(source, "Searches"),
  ].join("\n\n")}\n`;
