import { expect, test } from "vitest";
import { CliError } from "./cliError.js";
import { SpecError } from "./specError.js";

/*
 * Most messages are quoted where they arise: those of specs in parseSpec.test.ts and buildNetwork.test.ts, those of
 * checkpoints in evaluate.test.ts. These are the others.
 */

test("a folder that is taken", () => {
  expect(new CliError("run/folder-taken", { folder: "runs/first" }).message).toMatchInlineSnapshot(`
    "runs/first: this folder is not empty, and a run must not mix with what is there.
    Pass another --out, or none: then the run gets a folder of its own below runs/."
  `);
});

test("a layer that cannot be built", () => {
  const problem = { code: "spec/layer", path: ["network", 1], details: { reason: "it is too large." } } as const;
  expect(new SpecError([problem], "digits.yaml").message).toMatchInlineSnapshot(
    `"digits.yaml: network[1]: this layer cannot be built: it is too large."`,
  );
});

test("what is shown of a value is short", () => {
  const about = (found: unknown) =>
    new SpecError([{ code: "spec/value", path: [], details: { expected: "a number", found } }]).message;
  expect(about("x".repeat(500)).length).toBeLessThan(120);
  expect(about(null)).toBe("spec: expected a number, found nothing");
  expect(about([1, 2])).toBe("spec: expected a number, found a list of 2");
  expect(about({})).toBe("spec: expected a number, found a mapping with nothing in it");
});

test("a part that is refused says why, as the package did", () => {
  const problem = {
    code: "spec/refused",
    path: ["optimizer"],
    details: { reason: "freeze: nothing is called so." },
  } as const;
  expect(new SpecError([problem], "digits.yaml").message).toMatchInlineSnapshot(
    `"digits.yaml: optimizer: freeze: nothing is called so."`,
  );
});

test("a metric that is there already", () => {
  const problem = { code: "spec/metric-twice", path: ["metrics", 1], details: { name: "accuracy" } } as const;
  expect(new SpecError([problem], "digits.yaml").message).toMatchInlineSnapshot(
    `"digits.yaml: metrics[1]: "accuracy" is measured already; figures are told apart by their names, so each metric can be there once"`,
  );
});

test("a target that holds texts", () => {
  const problem = { code: "spec/texts", path: ["data", "target"], details: { column: "kind" } } as const;
  expect(new SpecError([problem], "irises.yaml").message).toMatchInlineSnapshot(
    `"irises.yaml: data.target: the column "kind" holds texts, which are classes; write "label: kind" instead of "target: kind""`,
  );
});
