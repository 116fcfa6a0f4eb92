import { describe, expect, test } from "vitest";
import type { EpochMetrics } from "../run/train.js";
import { curves } from "./curves.js";
import { renderSvg } from "./renderSvg.js";

const history: readonly EpochMetrics[] = [1, 2, 3].map((epoch) => ({
  epoch,
  train: { loss: 1 / epoch, accuracy: 1 - 0.1 / epoch },
  validation: { loss: 1.1 / epoch, accuracy: 1 - 0.2 / epoch },
  seconds: 1,
}));

describe("a chart", () => {
  test("has a line for each set, a legend and titles on its axes", async () => {
    const svg = await renderSvg(curves(history, "loss"));
    expect(svg).toMatch(/^<svg /);
    expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(2);
    for (const text of ["epoch", "loss", "train", "validation"]) expect(svg).toContain(`>${text}</text>`);
  });

  test("leaves out what was not measured", async () => {
    const svg = await renderSvg(
      curves(
        history.map(({ validation: _, ...rest }) => rest),
        "accuracy",
      ),
    );
    expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(1);
    expect(svg).not.toContain("validation");
  });

  test("can be drawn of one epoch", async () => {
    expect(await renderSvg(curves(history.slice(0, 1), "accuracy"))).not.toMatch(/NaN|Infinity/);
  });
});
