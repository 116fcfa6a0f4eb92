import { expect, test } from "vitest";
import type { Prediction } from "../run/predictions.js";
import { renderSvg } from "./renderSvg.js";
import { scatter } from "./scatter.js";

test("predictions are points, and a line shows where they should be", async () => {
  const predictions: readonly Prediction[] = [1, 2, 3].flatMap((target) => [
    { examples: "train", target, predicted: target + 0.1 },
    { examples: "test", target, predicted: target - 0.2 },
  ]);
  const svg = await renderSvg(scatter(predictions));
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(6);
  expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(1);
  for (const text of ["target", "predicted", "train", "test"]) expect(svg).toContain(`>${text}</text>`);
  expect(svg).not.toContain(">validation</text>");
});
