import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Column, type Dataset, dataset } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { holdOut } from "./holdOut.js";
import { kFold } from "./kFold.js";

type Labelled = Dataset<{ readonly place: Column; readonly labels: Column }>;

const labelled = (labels: readonly number[]): Labelled =>
  dataset({
    place: { dtype: "i32", shape: [labels.length], data: Int32Array.from(labels.keys()) },
    labels: { dtype: "i32", shape: [labels.length], data: Int32Array.from(labels) },
  });

const placesOf = ({ columns }: Labelled) => Array.from(columns.place.data);
const countOf = ({ columns }: Labelled, label: number) =>
  Array.from(columns.labels.data).filter((other) => other === label).length;

const skewed = fc.array(fc.nat(3), { minLength: 4, maxLength: 60 });
const seeds = fc.option(fc.maxSafeInteger(), { nil: undefined });
const withSeed = (seed: number | undefined) => (seed === undefined ? {} : { seed });

describe("k-fold", () => {
  test("holds out each example once, in parts of equal size, and keeps the order", () => {
    fc.assert(
      fc.property(skewed, fc.integer({ min: 2, max: 4 }), seeds, fc.boolean(), (labels, folds, seed, stratified) => {
        const stratify = stratified ? ({ stratify: "labels" } as const) : {};
        const parts = [...kFold(labelled(labels), { folds, ...withSeed(seed), ...stratify })];
        expect(parts).toHaveLength(folds);
        const held = parts.flatMap((part) => placesOf(part.held));
        expect(held.toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
        for (const part of parts) {
          for (const side of [part.rest, part.held]) {
            expect(placesOf(side)).toEqual(placesOf(side).toSorted((a, b) => a - b));
          }
          expect(new Set([...placesOf(part.rest), ...placesOf(part.held)]).size).toBe(labels.length);
          expect(Math.abs(part.held.size - labels.length / folds)).toBeLessThan(1);
          for (const label of stratified ? [0, 1, 2, 3] : []) {
            const all = labels.filter((other) => other === label).length;
            expect(Math.abs(countOf(part.held, label) - all / folds)).toBeLessThan(1);
          }
        }
      }),
    );
  });

  test("without a seed, folds are stretches; with one, they are drawn", () => {
    const folds = (seed?: number) =>
      [...kFold(labelled(new Array<number>(6).fill(0)), { folds: 3, ...withSeed(seed) })].map(({ held }) =>
        placesOf(held),
      );
    expect(folds()).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    expect(folds(1)).toEqual(folds(1));
    expect(folds(1)).not.toEqual(folds(2));
  });

  test("can be iterated again", () => {
    const folds = kFold(labelled([0, 1, 0, 1]), { folds: 2, seed: 1 });
    expect([...folds]).toStrictEqual([...folds]);
  });

  test("is refused for too few or too many folds, and labels that are none", () => {
    for (const folds of [1, 5, 2.5]) {
      expect(refusal(() => kFold(labelled([0, 1, 0, 1]), { folds })).code).toBe("data/option");
    }
    const points = labelled([0, 1, -1, 1]);
    expect(refusal(() => kFold(points, { folds: 2, stratify: "labels" })).code).toBe("data/label");
    // @ts-expect-error: there is no column of this name
    expect(refusal(() => kFold(points, { folds: 2, stratify: "label" })).code).toBe("data/no-column");
  });
});

describe("a stratified hold-out", () => {
  test("takes the same share of each class, to the nearest example", () => {
    fc.assert(
      fc.property(skewed, fc.nat(), seeds, (labels, number, seed) => {
        const share = 1 + (number % (labels.length - 1));
        const { rest, held } = holdOut(labelled(labels), { share, stratify: "labels", ...withSeed(seed) });
        expect(held.size).toBe(share);
        expect([...placesOf(rest), ...placesOf(held)].toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
        for (const label of [0, 1, 2, 3]) {
          const all = labels.filter((other) => other === label).length;
          expect(Math.abs(countOf(held, label) - (share * all) / labels.length)).toBeLessThan(1);
        }
      }),
    );
  });

  test("without a seed takes the last of each class", () => {
    const { held } = holdOut(labelled([0, 0, 0, 0, 1, 1]), { share: 3, stratify: "labels" });
    expect(placesOf(held)).toEqual([2, 3, 5]);
  });
});
