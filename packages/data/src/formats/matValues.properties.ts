import fc from "fast-check";
import { product } from "../internal/product.js";
import type { MatArray, MatCell, MatSparse, MatStruct, MatText, MatValue } from "./matValue.js";
import type { StoredArray } from "./storedArray.js";
import { storedArrays, storedTypeNames } from "./storedArrays.properties.js";

const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 3 });

export const matNames = fc.stringMatching(/^[A-Za-z]\w{0,12}$/);

const arrays: fc.Arbitrary<MatArray> = storedArrays({
  leastRank: 2,
  complex: storedTypeNames.filter((dtype) => dtype !== "bool"),
}).map((array) => ({ kind: "array", ...array }));

/** Units of UTF-16, surrogates without a partner among them. */
const units = fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0, max: 0xffff }));

const texts: fc.Arbitrary<MatText> = shapes.chain((shape): fc.Arbitrary<MatText> => {
  const width = shape.at(-1)!;
  if (product(shape) === 0) return fc.constant({ kind: "text", shape, lines: [] });
  const line = fc.array(units, { minLength: width, maxLength: width }).map((codes) => String.fromCharCode(...codes));
  const count = product(shape) / width;
  return fc.array(line, { minLength: count, maxLength: count }).map((lines) => ({ kind: "text", shape, lines }));
});

/** Every other place of a small matrix, or fewer. */
const sparse: fc.Arbitrary<MatSparse> = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), fc.boolean())
  .chain(([rows, columns, complex]) => {
    const places = Array.from({ length: rows * columns }, (_, i) => i);
    return fc.subarray(places).chain((kept) => {
      const length = { minLength: kept.length, maxLength: kept.length };
      const data = fc.float64Array(length);
      const indices = {
        rows: Int32Array.from(kept, (place) => place % rows),
        columns: Int32Array.from(kept, (place) => Math.floor(place / rows)),
      };
      return fc
        .record({ data, ...(complex ? { imaginary: data } : {}) })
        .map((held) => ({ kind: "sparse", dtype: "f64", shape: [rows, columns], ...indices, ...held }) as const);
    });
  });

const several = <T>(shape: readonly number[], values: fc.Arbitrary<T>) =>
  fc.array(values, { minLength: product(shape), maxLength: product(shape) });

/** Values of every kind, cells and structs some levels deep. */
export const matValues: fc.Arbitrary<MatValue> = fc.letrec<{ value: MatValue; cell: MatCell; struct: MatStruct }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, arrays, texts, sparse, tie("cell"), tie("struct")),
    cell: shapes.chain((shape) =>
      several(shape, tie("value")).map((cells): MatCell => ({ kind: "cell", shape, cells })),
    ),
    struct: fc
      .tuple(shapes, fc.uniqueArray(matNames, { minLength: 1, maxLength: 3 }))
      .chain(([shape, names]) =>
        fc
          .tuple(...names.map((name) => several(shape, tie("value")).map((values) => [name, values] as const)))
          .map((entries): MatStruct => ({ kind: "struct", shape, fields: new Map(entries) })),
      ),
  }),
).value;

/** Some variables by name. */
export const matVariables: fc.Arbitrary<ReadonlyMap<string, MatValue>> = fc
  .array(fc.tuple(matNames, matValues), { maxLength: 3 })
  .map((entries) => new Map(entries));

export const asMat = (array: StoredArray): MatArray => ({ kind: "array", ...array });
