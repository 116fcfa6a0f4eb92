import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "./readCsv.js";
import { readsOrRefuses, refusal } from "./tensors.properties.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const columns = (text: string, options = {}) => Object.fromEntries(readCsv(bytes(text), options).columns);
const numbers = (...values: readonly number[]) => ({ kind: "number", data: Float64Array.from(values), missing: 0 });
const texts = (...values: readonly string[]) => ({ kind: "text", data: values, missing: 0 });

describe("readCsv", () => {
  test("numbers and texts, by the names of the header", () => {
    const table = readCsv(bytes('x,kind\n1.5,a\n-2e3,"b, ""c"""\n'));
    expect(table.size).toBe(2);
    expect(Object.fromEntries(table.columns)).toStrictEqual({ x: numbers(1.5, -2000), kind: texts("a", 'b, "c"') });
  });

  test("every way to write a number", () => {
    const { x } = columns("x\n1\n+1\n-.5\n1.\n 2 \n1E-3\ninf\n-Infinity\n");
    expect(x).toStrictEqual(numbers(1, 1, -0.5, 1, 2, 1e-3, Infinity, -Infinity));
    for (const text of ["0x10", "1_000", "1,5", "one", "1 2", "--1", "e5", "."]) {
      expect(columns(`x\n"${text}"\n`).x).toStrictEqual(texts(text));
    }
  });

  test("missing values are counted", () => {
    expect(columns("a,b\n1,\nNA,x\n")).toStrictEqual({
      a: { ...numbers(1, Number.NaN), missing: 1 },
      b: { ...texts("", "x"), missing: 1 },
    });
    expect(columns("a\n-99\n1\n", { missing: ["-99"] }).a).toStrictEqual({ ...numbers(Number.NaN, 1), missing: 1 });
    expect(columns("a,b\n,1\n?,2\n").a).toStrictEqual({ ...numbers(Number.NaN, Number.NaN), missing: 2 });
  });

  test("a text far down makes a column one of texts", () => {
    const { x, y } = columns("x,y\n1,1\n02,2\nthree,3\n");
    expect({ x, y }).toStrictEqual({ x: texts("1", "02", "three"), y: numbers(1, 2, 3) });
  });

  test("columns are chosen and ordered by name, types told", () => {
    const table = readCsv(bytes("a,b,c\n1,2,3\n"), { columns: ["c", "a"], types: { a: "text" } });
    expect([...table.columns]).toStrictEqual([
      ["c", numbers(3)],
      ["a", texts("1")],
    ]);
  });

  test("no header, or one of the caller's", () => {
    expect(columns("1,2\n3,4\n", { header: false })).toStrictEqual({ 0: numbers(1, 3), 1: numbers(2, 4) });
    expect(columns("1,2\n", { header: ["x", "y"] })).toStrictEqual({ x: numbers(1), y: numbers(2) });
  });

  test("other delimiters, comments, a byte order mark, empty lines, any end of line", () => {
    const table = columns("\ufeffx;y\r\n# as measured\r\n\r\n1;2\r\n", { delimiter: ";", comment: "#" });
    expect(table).toStrictEqual({ x: numbers(1), y: numbers(2) });
  });

  test("an empty file is a table without columns", () => {
    expect(readCsv(bytes(""))).toStrictEqual({ size: 0, columns: new Map() });
    expect(readCsv(bytes("x,y\n"))).toStrictEqual({
      size: 0,
      columns: new Map([
        ["x", numbers()],
        ["y", numbers()],
      ]),
    });
  });

  test("doubles that were printed are read back to the last bit", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const text = `x\n${values.map((value) => (Object.is(value, -0) ? "-0" : String(value))).join("\n")}\n`;
        expect(columns(text).x).toStrictEqual(numbers(...values));
      }),
    );
  });

  test("texts of any kind are read as they were, when quoted", () => {
    const field = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0") && text.trim() !== "");
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (values) => {
        const text = `x\n${values.map((value) => `"${value.replaceAll('"', '""')}"`).join("\n")}\n`;
        const { x } = columns(text, { types: { x: "text" }, missing: [] });
        expect(x).toStrictEqual(texts(...values));
      }),
    );
  });
});

describe("readCsv refuses", () => {
  const error = (text: string, options = {}) => refusal(() => readCsv(bytes(text), { file: "a.csv", ...options }));

  test("records of another length, and says where", () => {
    expect(error("a,b\n1,2\n3\n")).toMatchObject({ code: "csv/syntax", file: "a.csv", offset: 10 });
  });

  test("quotes that do not match", () => {
    expect(error('a,b\n1,"2\n').code).toBe("csv/syntax");
    expect(error('a,b\n1,2"3"\n').code).toBe("csv/syntax");
  });

  test("names that are empty or given twice", () => {
    expect(error("a,a\n").found).toBe('"a" twice');
    expect(error("a,\n").found).toBe("no name for column 2");
  });

  test("columns that are not there", () => {
    expect(error("a,b\n1,2\n", { columns: ["c"] })).toMatchObject({ code: "csv/column", found: '"a", "b"' });
    expect(error("a,b\n1,2\n", { types: { c: "text" } }).code).toBe("csv/column");
  });

  test("texts among numbers that were asked for", () => {
    const { code, offset, found } = error("a,b\n1,2\n3,four\n", { types: { b: "number" } });
    expect({ code, offset, found }).toStrictEqual({ code: "csv/number", offset: 15, found: '"four"' });
  });
});

test("any bytes give a table or a DataError", () => {
  fc.assert(fc.property(fc.uint8Array(), (any) => readsOrRefuses(readCsv, any)));
  const alphabet = fc.constantFrom("1", ",", '"', "\n", "\r", "a", "NA");
  fc.assert(
    fc.property(
      fc.array(alphabet).map((parts) => bytes(parts.join(""))),
      (any) => readsOrRefuses(readCsv, any),
    ),
  );
});
