import { expect, test } from "vitest";
import { dataset } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { take } from "./take.js";

const scaling = { factor: 0.5, offset: 1 };
const points = dataset({
  x: { dtype: "u8", shape: [3, 2], data: Uint8Array.of(0, 1, 2, 3, 4, 5), scaling },
  label: { dtype: "bool", shape: [3], data: Uint8Array.of(0, 1, 1) },
});

test("rows in the asked order, as often as asked; scaling stays", () => {
  expect(take(points, [2, 0, 2])).toStrictEqual({
    size: 3,
    columns: {
      x: { dtype: "u8", shape: [3, 2], data: Uint8Array.of(4, 5, 0, 1, 4, 5), scaling },
      label: { dtype: "bool", shape: [3], data: Uint8Array.of(1, 0, 1) },
    },
  });
});

test("no rows at all", () => {
  expect(take(points, []).columns.x).toMatchObject({ shape: [0, 2], data: new Uint8Array(0) });
});

test("rows that do not exist are refused", () => {
  for (const index of [-1, 3, 0.5, Number.NaN])
    expect(refusal(() => take(points, [0, index])).code).toBe("data/option");
});
