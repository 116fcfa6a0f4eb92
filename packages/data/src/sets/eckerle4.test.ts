import { inv, matrix, multiply, transpose } from "mathjs";
import { expect, expectTypeOf, test } from "vitest";
import { eckerle4 } from "./eckerle4.js";

const { size, columns, certified, starts } = eckerle4({ dtype: "f64" });
const { x, y } = columns;

type Parameters = readonly [number, number, number];

/** What is left of y, and the derivatives of the model by its parameters. */
function linearised([b1, b2, b3]: Parameters) {
  const rows = Array.from(x.data, (at) => {
    const z = (at - b3) / b2;
    const bell = Math.exp(-(z ** 2) / 2) / b2;
    return { value: b1 * bell, slopes: [bell, (b1 * bell * (z ** 2 - 1)) / b2, (b1 * bell * z) / b2] };
  });
  return { residuals: rows.map(({ value }, i) => y.data[i]! - value), jacobian: rows.map(({ slopes }) => slopes) };
}

const squares = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value ** 2, 0);

test("35 observations, as columns in the asked precision", () => {
  expect(size).toBe(35);
  expect([x.shape, y.shape]).toEqual([
    [35, 1],
    [35, 1],
  ]);
  expect(eckerle4().columns.y.data).toStrictEqual(Float32Array.from(y.data));
  expectTypeOf(y.data).toEqualTypeOf<Float64Array>();
  expectTypeOf(eckerle4().columns.y.data).toEqualTypeOf<Float32Array>();
});

test("at the certified parameters, the residuals are as NIST certifies to ten digits", () => {
  const sum = squares(linearised(certified.parameters).residuals);
  expect(sum / certified.residualSumOfSquares).toBeCloseTo(1, 10);
  expect(Math.sqrt(sum / certified.degreesOfFreedom) / certified.residualStandardDeviation).toBeCloseTo(1, 10);
});

test("Gauss and Newton's method finds the certified parameters and their deviations from the near start", () => {
  let parameters: Parameters = starts[1];
  const covariance = () => {
    const jacobian = matrix(linearised(parameters).jacobian as number[][]);
    return { jacobian, inverse: inv(multiply(transpose(jacobian), jacobian)) };
  };
  for (let step = 0; step < 20; step++) {
    const { jacobian, inverse } = covariance();
    const gradient = multiply(transpose(jacobian), matrix(linearised(parameters).residuals));
    const change = multiply(inverse, gradient).toArray() as number[];
    parameters = parameters.map((value, k) => value + change[k]!) as unknown as Parameters;
  }
  certified.parameters.forEach((value, k) => {
    expect(parameters[k]! / value).toBeCloseTo(1, 10);
  });
  const variance = squares(linearised(parameters).residuals) / certified.degreesOfFreedom;
  const inverse = covariance().inverse.toArray() as number[][];
  certified.standardDeviations.forEach((value, k) => {
    expect(Math.sqrt(variance * inverse[k]![k]!) / value).toBeCloseTo(1, 9);
  });
});
