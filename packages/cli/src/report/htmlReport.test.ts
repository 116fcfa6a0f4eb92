import { describe, expect, test } from "vitest";
import { buildModel } from "../run/buildModel.js";
import { createExperiment } from "../run/createExperiment.js";
import type { DataFacts } from "../run/data/dataFacts.js";
import type { Training } from "../run/train.js";
import { parseSpec } from "../spec/parseSpec.js";
import { readSource } from "../spec/source.js";
import { htmlReport } from "./htmlReport.js";

const spec = parseSpec(readSource("data: mnist\nnetwork: [{ residual: [dense: 784] }, { dense: 10 }]", "a.yaml"));
const metrics = { loss: 0.25, accuracy: 0.975 };
const history = [{ epoch: 1, train: metrics, validation: metrics, seconds: 1 }];
const facts: DataFacts = {
  name: "mnist",
  input: { name: "images", shape: [784] },
  target: { kind: "classes", name: "labels", classes: 10 },
};

async function report(training: Training): Promise<string> {
  const experiment = createExperiment(spec, buildModel(spec, facts), facts);
  using _ = experiment.session;
  return htmlReport(experiment, training);
}

describe("the report", () => {
  test("shows results, curves, layers and spec, and needs nothing from elsewhere", async () => {
    const html = await report({ history, ending: { kind: "done", test: metrics }, seconds: 1 });
    for (const heading of ["Results", "Curves", "Network", "Spec"]) expect(html).toContain(`<h2>${heading}</h2>`);
    expect(html).toContain('<tr><td>test</td><td class="number">0.2500</td><td class="number">97.50 %</td></tr>');
    expect(html).toContain(
      '<tr><td>  residual_1/dense_1</td><td>[batch, 784]</td><td class="number">615,440</td></tr>',
    );
    expect(html.match(/<svg /g)).toHaveLength(2);
    expect(html).not.toMatch(/\b(src|href)=|url\(|@import|<script/);
  });

  test("says that a run was interrupted", async () => {
    const html = await report({ history: [], ending: { kind: "interrupted" }, seconds: 1 });
    expect(html).toContain("The run was interrupted before its end.");
    expect(html).toContain("No epoch was completed.");
    expect(html).not.toContain("<svg");
  });
});
