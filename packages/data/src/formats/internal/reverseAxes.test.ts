import fc from "fast-check";
import { expect, test } from "vitest";
import { product } from "../../internal/product.js";
import { reverseAxes } from "./reverseAxes.js";

const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 });
const numbers = (shape: readonly number[]) => Float64Array.from({ length: product(shape) }, (_, i) => i);

/** Where the element at `index` lies, by the definition of either order. */
const rowMajorPlace = (shape: readonly number[], index: readonly number[]) =>
  shape.reduce((place, size, axis) => place * size + index[axis]!, 0);
const columnMajorPlace = (shape: readonly number[], index: readonly number[]) =>
  shape.reduceRight((place, size, axis) => place * size + index[axis]!, 0);

test("a matrix of MATLAB, column after column, becomes row after row", () => {
  const rows = new Float64Array(6);
  reverseAxes([11, 21, 12, 22, 13, 23], rows, [2, 3]);
  expect([...rows]).toEqual([11, 12, 13, 21, 22, 23]);
});

test("every element goes where the definitions of the orders say", () => {
  fc.assert(
    fc.property(shapes, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (shape, seeds) => {
      fc.pre(product(shape) > 0);
      const index = shape.map((size, axis) => seeds[axis]! % size);
      const target = new Float64Array(product(shape));
      reverseAxes(numbers(shape), target, shape);
      expect(target[rowMajorPlace(shape, index)]).toBe(columnMajorPlace(shape, index));
    }),
  );
});

test("pieces that follow one another give what the whole does, however it is cut", () => {
  const cuts = fc.array(fc.nat(), { maxLength: 6 });
  fc.assert(
    fc.property(shapes, cuts, (shape, seeds) => {
      const source = numbers(shape);
      const places = seeds.map((seed) => seed % (source.length + 1)).toSorted((a, b) => a - b);
      const [whole, pieced] = [new Float64Array(source.length), new Float64Array(source.length)];
      reverseAxes(source, whole, shape);
      [0, ...places].forEach((first, i) => {
        reverseAxes(source.subarray(first, places[i] ?? source.length), pieced, shape, first);
      });
      expect(pieced).toStrictEqual(whole);
    }),
  );
});

test("with the shape read backwards, it is its own inverse", () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const there = new Float64Array(product(shape));
      const back = new Float64Array(product(shape));
      reverseAxes(numbers(shape), there, shape);
      reverseAxes(there, back, shape.toReversed());
      expect(back).toStrictEqual(numbers(shape));
    }),
  );
});

test("matrices larger than a block, whose sides are no multiples of it", () => {
  const [rows, columns] = [70, 45];
  const target = new Float64Array(rows * columns);
  reverseAxes(numbers([rows, columns]), target, [rows, columns]);
  target.forEach((value, place) => {
    expect(value).toBe((place % columns) * rows + Math.floor(place / columns));
  });
});
