import { add, eigs, identity, lusolve, type Matrix, matrix, multiply, transpose } from "mathjs";
import { describe, expect, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { type LeastSquares, leastSquares } from "./leastSquares.js";

const rowsOf = ({ columns: { x } }: LeastSquares<"f64">) =>
  Array.from({ length: x.shape[0]! }, (_, i) => [...x.data.subarray(i * x.shape[1]!, (i + 1) * x.shape[1]!)]);

/** mathjs's LU decomposition, as an oracle. */
const solve = (a: Matrix, b: Matrix): number[] =>
  (lusolve(a.toArray() as number[][], b.toArray() as number[][]) as unknown as number[][]).flat();

const base = { seed: 2, noise: 0.05, dtype: "f64" } as const;

describe("the solution", () => {
  test.each([
    ["more examples than unknowns", { size: 12, unknowns: 7, ridge: 0 }],
    ["and with a ridge", { size: 12, unknowns: 7, ridge: 0.3 }],
    ["fewer examples than unknowns, with a ridge", { size: 6, unknowns: 11, ridge: 0.01 }],
  ])("solves the normal equations (XᵀX/n + λI) w = Xᵀy/n: %s", (_, options) => {
    const problem = leastSquares({ ...base, ...options });
    const x = matrix(rowsOf(problem));
    const y = matrix([...problem.columns.y.data].map((value) => [value]));
    const gram = add(
      multiply(multiply(transpose(x), x), 1 / options.size),
      multiply(identity(options.unknowns), options.ridge),
    );
    const right = multiply(multiply(transpose(x), y), 1 / options.size);
    const expected = solve(gram as Matrix, right);
    expect(problem.solution).toHaveLength(options.unknowns);
    problem.solution.forEach((weight, i) => {
      expect(weight).toBeCloseTo(expected[i]!, 10);
    });
  });

  test("without a ridge and with as few examples, fits them and is the shortest that does", () => {
    const problem = leastSquares({ ...base, size: 5, unknowns: 9 });
    expect(problem.minimum).toBeLessThan(1e-28);
    // The shortest lies in the space of the rows: w = Xᵀc with XXᵀc = y.
    const x = matrix(rowsOf(problem));
    const y = matrix([...problem.columns.y.data].map((value) => [value]));
    const expected = multiply(transpose(x), matrix(solve(multiply(x, transpose(x)), y))).toArray() as number[];
    problem.solution.forEach((weight, i) => {
      expect(weight).toBeCloseTo(expected[i]!, 10);
    });
  });

  test("is where the objective is least, and its value there is the minimum", () => {
    const problem = leastSquares({ ...base, size: 20, unknowns: 4, ridge: 0.1 });
    const rows = rowsOf(problem);
    const objective = (w: ArrayLike<number>) => {
      const misfit = rows.map((row, i) =>
        row.reduce((sum, value, k) => sum + value * w[k]!, -problem.columns.y.data[i]!),
      );
      const square = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value ** 2, 0);
      return square(misfit) / 20 / 2 + (0.1 * square(Array.from(w))) / 2;
    };
    expect(problem.minimum).toBeCloseTo(objective(problem.solution), 14);
    for (let k = 0; k < 4; k++) {
      for (const step of [-1e-3, 1e-3]) {
        expect(objective(problem.solution.map((value, i) => (i === k ? value + step : value)))).toBeGreaterThan(
          problem.minimum,
        );
      }
    }
  });

  test("leaves out the directions whose singular value is 0", () => {
    const problem = leastSquares({ ...base, size: 6, unknowns: 3, singularValues: [2, 1, 0] });
    expect(problem.solution.every(Number.isFinite)).toBe(true);
    // Of all solutions the shortest is orthogonal to the null space, which is what X maps to 0.
    const gram = multiply(transpose(matrix(rowsOf(problem))), matrix(rowsOf(problem)));
    const { eigenvectors } = eigs(gram);
    const nullVector = eigenvectors.find(({ value }) => Math.abs(value as number) < 1e-9)!.vector as Matrix;
    const along = (nullVector.toArray() as number[]).reduce((sum, value, i) => sum + value * problem.solution[i]!, 0);
    expect(along).toBeCloseTo(0, 12);
  });
});

test("the matrix has the asked singular values, whatever the condition", () => {
  const singularValues = [1e3, 7, 1, 0.5];
  for (const [size, unknowns] of [
    [9, 4],
    [4, 9],
  ] as const) {
    const problem = leastSquares({ ...base, size, unknowns, singularValues });
    const x = matrix(rowsOf(problem));
    const gram = size > unknowns ? multiply(transpose(x), x) : multiply(x, transpose(x));
    const values = (eigs(gram).values as Matrix).toArray() as number[];
    const found = values.map((value) => Math.sqrt(value)).toSorted((a, b) => b - a);
    // The eigenvalues of XᵀX are computed to 1e-16 of the greatest, 1e6: the least σ² = 0.25 to ten digits.
    found.forEach((value, k) => {
      expect(value / singularValues[k]!).toBeCloseTo(1, 8);
    });
  }
});

test("the singular values of the study are log-normal", () => {
  const { singularValues, columns } = leastSquares({ size: 100, unknowns: 200, noise: 0.05, ridge: 0.001, seed: 1 });
  expect(columns.x.shape).toEqual([100, 200]);
  expect(singularValues).toHaveLength(100);
  const logarithms = singularValues.map((value) => Math.log(value) / 0.3);
  expect(Math.abs(logarithms.reduce((sum, value) => sum + value ** 2, 0) / 100 - 1)).toBeLessThan(
    4 * Math.sqrt(2 / 100),
  );
});

test("what makes no sense is refused", () => {
  const wrong = [
    { size: 0 },
    { unknowns: 0 },
    { ridge: -1 },
    { noise: Number.NaN },
    { singularValues: [1] },
    { singularValues: [1, -1] },
  ];
  for (const options of wrong) {
    expect(refusal(() => leastSquares({ size: 3, unknowns: 2, seed: 1, ...options })).code).toBe("data/option");
  }
});
