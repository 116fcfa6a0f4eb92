import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { docstring } from "../tools/docstring.js";
import { readEntries, readEntry, referencePage } from "../tools/referencePage.js";
import { referencePages } from "../tools/referencePages.js";
import { within } from "./internal/root.js";

describe.each(Object.entries(referencePages))("docs/%s", (file, page) => {
  test("says what the docstrings say; `npm run reference` writes it anew", () => {
    expect(readFileSync(within("docs", file), "utf8")).toBe(referencePage(within("packages"), page));
  });

  test("leaves nothing out: every export has a docstring, with all that its section asks for", () => {
    const gaps = readEntries(within("packages"), page).flatMap(({ section, entries, silent }) => [
      ...silent.map((name) => `${section.folder}/${name}: no docstring`),
      ...entries.flatMap((entry) =>
        section.required
          .filter((tag) => entry[tag] === undefined)
          .map((tag) => `${section.folder}/${entry.name}: ${tag}`),
      ),
    ]);
    expect(gaps).toStrictEqual([]);
  });
});

test("every entry of docs/ops.md names its source, but for tools and what is no more than its definition", () => {
  const entries = readEntries(within("packages"), referencePages["ops.md"]!).flatMap((section) => section.entries);
  const tools = [
    "applyLayer",
    "elementwiseLoss",
    "expression",
    "lambda",
    "layer",
    "lossExpression",
    "scheduleExpression",
  ];
  const definitions = ["flatten", "mean", "oneHot", "sequential", "toExpression"];
  const without = entries.filter(({ sources }) => sources.length === 0).map(({ name }) => name);
  expect(without.toSorted()).toStrictEqual([...tools, ...definitions].toSorted());
});

describe("a docstring", () => {
  const source = `
/** Another. */
export const other = 1;

/**
 * The square of
 * a number.
 *
 *   y = x · x
 *
 * - one
 * - another
 *
 * @formula x²
 * @derivative 2x, for every
 *   x
 * @param x any number
 * @param options.sign its sign
 * @throws OpsError \`ops/option\`
 * @see Euclid, "Elements", book 2.
 * @peers NumPy \`square\`
 * @example
 * const y = square(3);
 */
export function square(x) {}
export const silent = 2;
`;

  test("is taken apart by its tags", () => {
    expect(docstring(source, "square")).toStrictEqual({
      name: "square",
      summary: "The square of a number.\n\n  y = x · x\n\n- one\n- another",
      formula: "x²",
      derivative: "2x, for every\n  x",
      parameters: ["x any number", "options.sign its sign"],
      returns: undefined,
      throws: "OpsError `ops/option`",
      sources: ['Euclid, "Elements", book 2.'],
      peers: "NumPy `square`",
      example: "const y = square(3);",
    });
  });

  test("has each option for itself where they have an interface, with those that it extends and imports", () => {
    const { parameters } = readEntry(within("packages/ops/src/layers/batchNorm.ts"), "batchNorm")!;
    expect(parameters.map((parameter) => parameter.split(" ")[0])).toStrictEqual(
      ["scale", "shift", "momentum", "epsilon", "name"].map((option) => `options.${option}`),
    );
    expect(parameters[3]).toBe("options.epsilon what is added to the variance, ≥ 0. Default: 1e-5.");
    const radam = readEntry(within("packages/optim/src/transforms/scaleByRadam.ts"), "scaleByRadam")!;
    expect(radam.parameters).toContain("options.beta1 the decay of the first moment, β₁ in [0, 1). Default: 0.9.");
    const huber = readEntry(within("packages/ops/src/losses/huber.ts"), "huber")!;
    expect(huber.parameters).toContain("options.delta δ > 0. Default: 1");
  });

  test("belongs to the export that it stands above, and to no other", () => {
    expect(docstring(source, "other")?.summary).toBe("Another.");
    expect(docstring(source, "silent")).toBeUndefined();
    expect(docstring(source, "absent")).toBeUndefined();
  });
});
