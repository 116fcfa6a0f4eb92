import { type Dataset, File, type Group, ready } from "h5wasm";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { beforeAll, describe, expect, test } from "vitest";
import { DataError } from "../errors/dataError.js";
import { denseOf } from "./denseOf.js";
import { listMat } from "./listMat.js";
import type { MatArray, MatSparse } from "./matValue.js";
import { readMat } from "./readMat.js";
import { rejection } from "./tensors.properties.js";

/** A file as MATLAB lays it out: dimensions backwards, classes as attributes, the contents of cells under `#refs#`. */
async function matlabFile(): Promise<Uint8Array> {
  const { FS } = await ready;
  const file = new File("/made.h5", "w");
  const cells = file.create_group("#refs#");
  const add = (
    group: Group,
    name: string,
    matlabClass: string | undefined,
    data: unknown,
    shape: readonly number[],
  ) => {
    const backwards = shape.toReversed();
    const set = group.create_dataset({ name, data: data as Float64Array, shape: backwards });
    if (matlabClass !== undefined) mark(set, matlabClass);
    return set;
  };
  const mark = (node: Dataset | Group, name: string) => {
    node.create_attribute("MATLAB_class", name, [], `S${name.length}`);
  };

  // Column after column: 1 4, 2 5, 3 6.
  add(file, "x", "double", Float64Array.of(1, 4, 2, 5, 3, 6), [2, 3]);
  add(file, "big", "int64", BigInt64Array.of(-(2n ** 63n), 1n), [1, 2]);
  add(file, "mask", "logical", Uint8Array.of(1, 0), [1, 2]);
  add(
    file,
    "text",
    "char",
    Uint16Array.from("hé", (letter) => letter.charCodeAt(0)),
    [1, 2],
  );
  add(file, "none", "double", BigUint64Array.of(0n, 3n), [2]).create_attribute("MATLAB_empty", 1, [], "<i4");

  const one = add(cells, "a", "double", Float64Array.of(7), [1, 1]);
  const two = add(cells, "b", "char", Uint16Array.of(120), [1, 1]);
  const references = [one.create_reference(), two.create_reference()];
  add(file, "cell", "cell", references, [1, 2]);

  const struct = file.create_group("struct");
  mark(struct, "struct");
  add(struct, "a", "double", Float64Array.of(1), [1, 1]);
  const several = file.create_group("structs");
  mark(several, "struct");
  add(several, "k", undefined, references, [1, 2]);

  const sparse = file.create_group("sparse");
  mark(sparse, "double");
  sparse.create_attribute("MATLAB_sparse", 2, [], "<Q");
  add(sparse, "data", undefined, Float64Array.of(5, 7), [2]);
  add(sparse, "ir", undefined, BigUint64Array.of(1n, 0n), [2]);
  add(sparse, "jc", undefined, BigUint64Array.of(0n, 1n, 1n, 2n), [4]);

  mark(file.create_group("handle"), "function_handle");
  file.close();
  return FS!.readFile("/made.h5") as Uint8Array;
}

let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await matlabFile();
});

describe("MAT-files 7.3", () => {
  test("numbers, text and empty arrays, in row-major order", async () => {
    const { variables, warnings } = await readMat(bytes);
    const get = (name: string) => variables.get(name);
    expect(get("x")).toStrictEqual({
      kind: "array",
      dtype: "f64",
      shape: [2, 3],
      data: Float64Array.of(1, 2, 3, 4, 5, 6),
    });
    expect(get("big")).toMatchObject({ dtype: "i64", data: BigInt64Array.of(-(2n ** 63n), 1n) });
    expect(get("mask")).toMatchObject({ dtype: "bool", data: Uint8Array.of(1, 0) });
    expect(get("text")).toStrictEqual({ kind: "text", shape: [1, 2], lines: ["hé"] });
    expect(get("none")).toStrictEqual({ kind: "array", dtype: "f64", shape: [0, 3], data: new Float64Array(0) });
    expect(warnings).toEqual(['"handle" was left out: it is of class function_handle, which only MATLAB reads']);
  });

  test("cells, structs and sparse matrices", async () => {
    const { variables } = await readMat(bytes);
    const values = [
      { kind: "array", data: Float64Array.of(7) },
      { kind: "text", lines: ["x"] },
    ];
    expect(variables.get("cell")).toMatchObject({ shape: [1, 2], cells: values });
    expect(variables.get("struct")).toMatchObject({
      shape: [1, 1],
      fields: new Map([["a", [{ kind: "array", dtype: "f64", shape: [1, 1], data: Float64Array.of(1) }]]]),
    });
    expect(variables.get("structs")).toMatchObject({ shape: [1, 2], fields: new Map([["k", values]]) });
    const sparse = variables.get("sparse") as MatSparse;
    expect(denseOf(sparse).data).toStrictEqual(Float64Array.of(0, 0, 7, 5, 0, 0));
  });

  test("large arrays, which the library is asked for slice by slice", async () => {
    const { FS } = await ready;
    const file = new File("/large.h5", "w");
    const add = (
      name: string,
      matlabClass: string,
      data: unknown,
      shape: readonly number[],
      chunks?: readonly number[],
    ) => {
      const made = {
        name,
        data: data as Float64Array,
        shape: [...shape],
        ...(chunks && { chunks: [...chunks], compression: 5 }),
      };
      file.create_dataset(made).create_attribute("MATLAB_class", matlabClass, [], `S${matlabClass.length}`);
    };
    const size = 2 ** 21;
    const numbers = Float64Array.from({ length: size / 8 }, (_, i) => i);
    add("x", "double", numbers, [512, 512]);
    add("packed", "double", numbers, [64, 64, 64], [10, 10, 10]);
    add("column", "double", numbers, [1, size / 8]);
    add(
      "flags",
      "logical",
      Uint8Array.from({ length: size }, (_, i) => i % 3),
      [2 ** 11, 2 ** 10],
    );
    file.close();
    const large = FS!.readFile("/large.h5") as Uint8Array;
    const kept = large.slice();
    const { variables } = await readMat(large);
    expect(Buffer.compare(large, kept)).toBe(0);
    const place = (shape: readonly number[], index: readonly number[]) =>
      shape.reduceRight((sum, size, axis) => sum * size + index[axis]!, 0);
    for (const [name, shape] of [
      ["x", [512, 512]],
      ["packed", [64, 64, 64]],
      ["column", [size / 8, 1]],
      ["flags", [2 ** 10, 2 ** 11]],
    ] as const) {
      const { data, ...array } = variables.get(name) as MatArray;
      expect(array).toEqual({ kind: "array", dtype: name === "flags" ? "bool" : "f64", shape });
      const [index, wrong] = [shape.map(() => 0), [] as number[]];
      for (let i = 0; i < data.length; i++) {
        const at = place(shape, index);
        if (data[i] !== (name === "flags" ? Number(at % 3 > 0) : at)) wrong.push(i);
        for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
      }
      expect(wrong).toEqual([]);
    }
  });

  test("a list names them without their values", async () => {
    const entries = await listMat(bytes);
    expect(entries.map((entry) => `${entry.name} ${entry.class} ${entry.shape}`).toSorted()).toEqual([
      "big int64 1,2",
      "cell cell 1,2",
      "handle function_handle ",
      "mask logical 1,2",
      "none double 0,3",
      "sparse sparse 2,3",
      "struct struct 1,1",
      "structs struct 1,2",
      "text char 1,2",
      "x double 2,3",
    ]);
  });

  test("only what is asked for, within the limit", async () => {
    expect([...(await readMat(bytes, { only: ["x"] })).variables.keys()]).toEqual(["x"]);
    expect((await rejection(readMat(bytes, { limit: 1000 }))).code).toBe("deflate/limit");
  });

  test("cut anywhere, is refused", async () => {
    for (let length = 8; length < bytes.length; length += 97) {
      expect((await rejection(readMat(bytes.subarray(0, length)))).code).toBe("mat/hdf5");
    }
  });

  test("of any damage, are read or refused, each within two seconds", async () => {
    const random = xoroshiro128plus(6);
    const below = (size: number) => (random.next() >>> 0) % size;
    const outcomes = { read: 0, refused: 0 };
    for (let file = 0; file < (process.env.ADJOINT_FULL ? 2000 : 40); file++) {
      const damaged = bytes.slice(0, below(10) === 0 ? 9 + below(bytes.length - 9) : bytes.length);
      for (let change = below(6); change >= 0; change--) damaged[8 + below(damaged.length - 8)] = below(256);
      const start = performance.now();
      const outcome = await readMat(damaged, { limit: 1 << 20 }).catch((error: unknown) => error);
      expect(performance.now() - start).toBeLessThan(2000);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DataError);
      outcomes[outcome instanceof Error ? "refused" : "read"]++;
    }
    expect(outcomes.read).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  }, 300_000);
});
