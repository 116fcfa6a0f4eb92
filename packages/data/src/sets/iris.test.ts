import { expect, expectTypeOf, test } from "vitest";
import { sha256 } from "./internal/sha256.js";
import { iris } from "./iris.js";

test("the 600 measures are those of tools/goldens/iris.py", () => {
  const digits = Array.from(iris({ dtype: "f64" }).columns.x.data, (measure) =>
    Math.round(10 * measure)
      .toString()
      .padStart(2, "0"),
  ).join("");
  expect(digits).toHaveLength(1200);
  expect(sha256(Buffer.from(digits))).toBe("114f0de14ac8f04140d8ac001d8f9362d81526ae1d4ce67cb9b9c739126ae2ec");
});

test("each species has 50 flowers, and the means of tools/goldens/iris.py", () => {
  const { columns, classes } = iris({ dtype: "f64" });
  expect(classes).toEqual(["setosa", "versicolor", "virginica"]);
  const means = [
    [5.006, 3.428, 1.462, 0.246],
    [5.936, 2.77, 4.26, 1.326],
    [6.588, 2.974, 5.552, 2.026],
  ];
  means.forEach((expected, label) => {
    const rows = [...columns.labels.data.keys()].filter((row) => columns.labels.data[row] === label);
    expect(rows).toHaveLength(50);
    expected.forEach((mean, k) => {
      expect(rows.reduce((sum, row) => sum + columns.x.data[4 * row + k]!, 0) / 50).toBeCloseTo(mean, 12);
    });
  });
});

test("rows 35 and 38 are the printed ones, and f32 unless asked otherwise", () => {
  const { x } = iris().columns;
  expectTypeOf(x.data).toEqualTypeOf<Float32Array>();
  expect(x.data.subarray(4 * 34, 4 * 35)).toEqual(Float32Array.of(4.9, 3.1, 1.5, 0.2));
  expect(x.data.subarray(4 * 37, 4 * 38)).toEqual(Float32Array.of(4.9, 3.6, 1.4, 0.1));
});
