import { describe, expect, test } from "vitest";
import { type Body, createBody, encodeModule, type Import, relocated, symbolOf } from "./assembler.js";
import { type EngineMemory, engine } from "./engine.js";
import { lane, plain, types, vector } from "./opcodes.js";

/** Compiles a module with one memory, and what it exports. */
function instantiate(
  imports: readonly Import[],
  bodies: readonly Body[],
  exported: Readonly<Record<string, number>>,
  host: Readonly<Record<string, unknown>> = {},
) {
  const memory: EngineMemory = new engine.Memory({ initial: 1 });
  const code = encodeModule(imports, bodies, exported);
  expect(engine.validate(code)).toBe(true);
  const { exports } = new engine.Instance(new engine.Module(code), { host: { memory, ...host } });
  return { memory, exports: exports as Readonly<Record<string, (...args: readonly number[]) => number>> };
}

/** The bytes that an instruction appends. */
const bytesOf = (emit: (body: Body) => void): readonly number[] => {
  const body = createBody([]);
  emit(body);
  return body.bytes;
};

describe("LEB128", () => {
  test("of unsigned numbers takes seven bits a byte, up to 32 bits", () => {
    const encoded = (value: number) => bytesOf((body) => body.get(value)).slice(1);
    expect(encoded(0)).toStrictEqual([0]);
    expect(encoded(127)).toStrictEqual([0x7f]);
    expect(encoded(128)).toStrictEqual([0x80, 1]);
    // @see WebAssembly and DWARF: 624485 is the standard's own example.
    expect(encoded(624_485)).toStrictEqual([0xe5, 0x8e, 0x26]);
    expect(encoded(2 ** 31)).toStrictEqual([0x80, 0x80, 0x80, 0x80, 0x08]);
    expect(encoded(2 ** 32 - 1)).toStrictEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  test("of signed numbers ends where the sign bit says so", () => {
    const encoded = (value: number) => bytesOf((body) => body.i32(value)).slice(1);
    expect(encoded(0)).toStrictEqual([0]);
    expect(encoded(63)).toStrictEqual([0x3f]);
    expect(encoded(64)).toStrictEqual([0xc0, 0]);
    expect(encoded(-1)).toStrictEqual([0x7f]);
    expect(encoded(-64)).toStrictEqual([0x40]);
    expect(encoded(-65)).toStrictEqual([0xbf, 0x7f]);
    expect(encoded(-123_456)).toStrictEqual([0xc0, 0xbb, 0x78]);
    expect(encoded(2 ** 31 - 1)).toStrictEqual([0xff, 0xff, 0xff, 0xff, 0x07]);
    expect(encoded(-(2 ** 31))).toStrictEqual([0x80, 0x80, 0x80, 0x80, 0x78]);
    expect(encoded(2 ** 32 - 1)).toStrictEqual([0x7f]);
  });

  test("comes back as the number that it was", () => {
    const values = [0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, -8193, 2 ** 27, 2 ** 31 - 1, -(2 ** 31), 1e9];
    const bodies = values.map((value) => {
      const body = createBody([], "i32");
      body.i32(value);
      return body;
    });
    const exported = Object.fromEntries(values.map((value, i) => [`f${value}`, i]));
    const { exports } = instantiate([], bodies, exported);
    expect(values.map((value) => exports[`f${value}`]!())).toStrictEqual(values);
  });
});

describe("a module", () => {
  test("without functions is valid, and with more than 127 of them and of their locals", () => {
    instantiate([], [], {});
    const bodies = Array.from({ length: 300 }, (_, i) => {
      const body = createBody(["i32"], "i32");
      const locals = Array.from({ length: i }, () => body.local(i % 2 === 0 ? "v128" : "i32"));
      body.get(0);
      body.i32(i);
      body.op("i32.add");
      expect(locals.at(-1) ?? 0).toBe(i);
      return body;
    });
    const { exports } = instantiate([], bodies, { first: 0, last: 299 });
    expect([exports.first!(5), exports.last!(5)]).toStrictEqual([5, 304]);
  });

  test("calls what it imports, and itself", () => {
    const imports: readonly Import[] = [
      { name: "half", params: ["f64"], result: "f64" },
      { name: "log", params: ["i32"], result: undefined },
    ];
    // Collatz: how many steps to 1.
    const steps = createBody(["i32"], "i32");
    const count = steps.local("i32");
    steps.get(0);
    steps.call(1);
    steps.block(() => {
      steps.loop(() => {
        steps.get(0);
        steps.i32(2);
        steps.op("i32.lt_u");
        steps.brIf(1);
        steps.get(count);
        steps.i32(1);
        steps.op("i32.add");
        steps.set(count);
        steps.get(0);
        steps.i32(3);
        steps.op("i32.mul");
        steps.i32(1);
        steps.op("i32.add");
        steps.get(0);
        steps.i32(1);
        steps.op("i32.shr_u");
        steps.get(0);
        steps.i32(1);
        steps.op("i32.and");
        steps.select();
        steps.set(0);
        steps.br(0);
      });
    });
    steps.get(count);
    const halved = createBody(["f64"], "f64");
    halved.get(0);
    halved.call(0);
    halved.f64(0.5);
    halved.op("f64.add");
    const seen: number[] = [];
    const host = { half: (x: number) => x / 2, log: (x: number) => seen.push(x) };
    const { exports } = instantiate(imports, [steps, halved], { steps: 2, halved: 3 }, host);
    expect([exports.steps!(27), exports.steps!(1)]).toStrictEqual([111, 0]);
    expect(exports.halved!(7)).toBe(4);
    expect(seen).toStrictEqual([27, 1]);
  });

  test("reads and writes memory at an address with an offset", () => {
    const body = createBody(["i32"]);
    body.get(0);
    body.get(0);
    body.vectorMemory("v128.load", 1024);
    body.splat("f32", 0.5);
    body.vector("f32x4.mul");
    body.i32x4([0, -2147483648, 0, -2147483648]);
    body.vector("v128.xor");
    body.vectorMemory("v128.store", 2048);
    body.get(0);
    body.get(0);
    body.vectorMemory("v128.load", 1024);
    body.laneMemory("v128.store32_lane", 4096, 3);
    body.i32(8192);
    body.i32(1024);
    body.i32(16);
    body.copyMemory();
    body.i32(1024);
    body.i32(7);
    body.i32(1);
    body.fillMemory();
    const { memory, exports } = instantiate([], [body], { run: 0 });
    const floats = new Float32Array(memory.buffer);
    floats.set([1, 2, 3, 4], (64 + 1024) / 4);
    floats.set([9, 8], 256);
    exports.run!(64);
    expect([...floats.slice((64 + 2048) / 4, (64 + 2048) / 4 + 4)]).toStrictEqual([0.5, -1, 1.5, -2]);
    expect(floats[(64 + 4096) / 4]).toBe(4);
    expect([...floats.slice(2048, 2050)]).toStrictEqual([9, 8]);
    expect(new Uint8Array(memory.buffer)[1024]).toBe(7);
  });

  test("keeps constants to the bit", () => {
    const numbers = [0, -0, 1 / 3, Infinity, -Infinity, 5e-324, 1e-45, Number.MAX_VALUE];
    const bodies = numbers.map((value) => {
      const body = createBody([], "f64");
      body.splat("f64", value);
      body.lane("f64x2.extract_lane", 1);
      return body;
    });
    const { exports } = instantiate([], bodies, Object.fromEntries(numbers.map((_, i) => [`f${i}`, i])));
    expect(numbers.map((_, i) => exports[`f${i}`]!())).toStrictEqual(numbers);
  });
});

describe("addresses that are put in afterwards", () => {
  test("are the constants that they would have been", () => {
    const body = createBody([], "i32");
    body.i32(symbolOf(1) - 8);
    const addresses = [8, 127, 128, 2 ** 27, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];
    const bodies = addresses.map((address) => relocated(body, [0, address]));
    const { exports } = instantiate([], bodies, Object.fromEntries(addresses.map((_, i) => [`f${i}`, i])));
    expect(addresses.map((_, i) => exports[`f${i}`]!() >>> 0)).toStrictEqual(addresses.map((address) => address - 8));
  });

  test("are offsets of loads and stores, each of its own symbol", () => {
    const body = createBody([]);
    body.i32(0);
    body.i32(0);
    body.scalarMemory("i32.load", symbolOf(0) + 4);
    body.scalarMemory("i32.store", symbolOf(1));
    const { memory, exports } = instantiate([], [relocated(body, [512, 40_000])], { run: 0 });
    const words = new Int32Array(memory.buffer);
    words[129] = 7;
    exports.run!();
    expect(words[10_000]).toBe(7);
    expect(engine.validate(encodeModule([], [relocated(body, [0, 2 ** 32 - 4])], {}))).toBe(true);
  });

  test("leave the function that they are copied from as it was", () => {
    const body = createBody([], "i32");
    body.i32(symbolOf(0));
    const before = [...body.bytes];
    expect(relocated(body, [3]).bytes).not.toStrictEqual(relocated(body, [4]).bytes);
    expect(body.bytes).toStrictEqual(before);
  });
});

test("every opcode is listed once", () => {
  for (const table of [types, plain, vector, lane]) {
    expect(new Set(Object.values(table)).size).toBe(Object.keys(table).length);
  }
});
