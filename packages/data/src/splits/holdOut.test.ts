import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Column, type Dataset, dataset } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { holdOut } from "./holdOut.js";

const numbered = (size: number) =>
  dataset(
    { x: { dtype: "i32", shape: [size], data: Int32Array.from({ length: size }, (_, i) => i) } },
    { classes: ["even", "odd"] },
  );

const rowsOf = ({ columns }: Dataset<{ readonly x: Column }>) => Array.from(columns.x.data);

describe("holdOut", () => {
  test("without a seed, holds out the last rows", () => {
    const { rest, held } = holdOut(numbered(5), { share: 2 });
    expect(rowsOf(rest)).toEqual([0, 1, 2]);
    expect(rowsOf(held)).toEqual([3, 4]);
    expect(held.classes).toEqual(["even", "odd"]);
  });

  test("a fraction is rounded to whole rows", () => {
    expect(holdOut(numbered(10), { share: 0.26 }).held.size).toBe(3);
    expect(holdOut(numbered(60_000), { share: 1 / 12, seed: 7 }).held.size).toBe(5000);
  });

  test("with a seed, the parts share no row, miss none and keep the order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.maxSafeInteger(), (size, count, seed) => {
        const share = 1 + (count % (size - 1));
        const { rest, held } = holdOut(numbered(size), { share, seed });
        expect(held.size).toBe(share);
        for (const part of [rest, held]) expect(rowsOf(part)).toEqual(rowsOf(part).toSorted((a, b) => a - b));
        expect(new Set([...rowsOf(rest), ...rowsOf(held)]).size).toBe(size);
        expect(rest.size).toBe(size - share);
        expect(holdOut(numbered(size), { share, seed })).toStrictEqual({ rest, held });
      }),
    );
  });

  test("another seed holds out other rows", () => {
    const held = [1, 2, 3].map((seed) => rowsOf(holdOut(numbered(100), { share: 0.2, seed }).held).join());
    expect(new Set(held).size).toBe(3);
  });

  test.each([0, -1, 10, 11, 1.5, Number.NaN, 0.01, 0.99, Number.POSITIVE_INFINITY])(
    "a share of %d of ten rows is refused",
    (share) => {
      expect(refusal(() => holdOut(numbered(10), { share }))).toMatchObject({ code: "data/option", found: `${share}` });
    },
  );

  test("a seed that is no integer is refused", () => {
    expect(refusal(() => holdOut(numbered(10), { share: 2, seed: 0.5 })).code).toBe("data/option");
  });
});
