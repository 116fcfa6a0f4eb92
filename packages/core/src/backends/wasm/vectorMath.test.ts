import { describe, expect, test } from "vitest";
import { unary } from "../../primitives/unary.js";
import { threefry } from "../../random/threefry.js";
import { type Body, createBody, encodeModule } from "./assembler.js";
import { engine } from "./engine.js";
import { exp4, log4, sigmoid4, tanh4, threefry4 } from "./vectorMath.js";

/** How many arguments each sweep takes; the full run takes more. */
const count = process.env.ADJOINT_RUNS === undefined ? 2 ** 18 : 2 ** 23;

/** Calls a vector function on arrays: a loop over vectors of four, operand after operand in memory, results behind them. */
function overArrays(bodies: readonly Body[], operands: number, length: number) {
  const stride = length * 4;
  const loop = createBody([]);
  const i = loop.local("i32");
  loop.loop(() => {
    loop.get(i);
    for (let operand = 0; operand < operands; operand++) {
      loop.get(i);
      loop.vectorMemory("v128.load", operand * stride);
    }
    loop.call(bodies.length - 1);
    loop.vectorMemory("v128.store", operands * stride);
    loop.get(i);
    loop.i32(16);
    loop.op("i32.add");
    loop.tee(i);
    loop.i32(stride);
    loop.op("i32.lt_u");
    loop.brIf(0);
  });
  const memory = new engine.Memory({ initial: Math.ceil(((operands + 1) * stride) / 65_536) });
  const module = new engine.Module(encodeModule([], [...bodies, loop], { run: bodies.length }));
  const { exports } = new engine.Instance(module, { host: { memory } });
  const at = (place: number) => [memory.buffer as ArrayBuffer, place * stride, length] as const;
  return { at, run: exports.run as () => void };
}

type Name = "exp" | "log" | "sigmoid" | "tanh";
const bodies: Readonly<Record<Name, readonly Body[]>> = {
  exp: [exp4()],
  log: [log4()],
  sigmoid: [exp4(), sigmoid4(0)],
  tanh: [exp4(), tanh4(0)],
};

function computed(name: Name, x: Float32Array): Float32Array {
  const length = Math.ceil(x.length / 4) * 4;
  const { at, run } = overArrays(bodies[name], 1, length);
  new Float32Array(...at(0)).set(x);
  run();
  return new Float32Array(...at(1)).slice(0, x.length);
}

/** The distance of neighbouring f32 around y. */
function ulp(y: number): number {
  const exponent = Math.max(-126, Math.min(127, Math.floor(Math.log2(Math.abs(y)))));
  return 2 ** (exponent - 23);
}

/** How many ulp a result is from the exact one; beyond the largest f32 the next power of two stands for ∞. */
function error(found: number, exact: number): number {
  if (Number.isNaN(exact)) return Number.isNaN(found) ? 0 : Infinity;
  if (exact === found) return 0;
  const finite = (x: number) => Math.max(-(2 ** 128), Math.min(2 ** 128, x));
  return Math.abs(finite(found) - finite(exact)) / ulp(finite(exact));
}

/** Bit patterns at equal distances over all f32, the low bits varying. */
const patterns = (): Float32Array => {
  const step = 2 ** 32 / count;
  const bits = Uint32Array.from({ length: count }, (_, i) => i * step + ((Math.imul(i, 0x9e3779b1) >>> 4) % step));
  return new Float32Array(bits.buffer);
};

/** Numbers at equal distances between two. */
const between = (low: number, high: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / count);

const specials: readonly number[] = [
  ...[0, Infinity, 1, 2, 0.5, 0.625, 0.6249999, 2 ** -149, 2 ** -126, 2 ** -127, 3e38, 3.4028234663852886e38, 1e-10],
  ...[88, 88.72283, 88.72284, 89, 90, 87.33654, 87.33655, 103.97208, 103.27893, 104, 105, 127, 9.01, 9.02, 17, 18, 45],
].flatMap((x) => [x, -x]);

/** Stated bounds, and the stretch where a function does not just saturate. */
const stated: Readonly<Record<Name, { readonly ulps: number; readonly stretch: readonly [number, number] }>> = {
  exp: { ulps: 1, stretch: [-105, 90] },
  log: { ulps: 1, stretch: [0.25, 4] },
  sigmoid: { ulps: 2.5, stretch: [-105, 30] },
  tanh: { ulps: 1.5, stretch: [-10, 10] },
};

/** The largest error in ulp over some arguments, and where. */
function worst(name: Name, xs: Float32Array): { readonly ulps: number; readonly at: number } {
  const found = computed(name, xs);
  const { value } = unary[name];
  let [ulps, at] = [0, 0];
  for (let i = 0; i < xs.length; i++) {
    const apart = error(found[i]!, value(xs[i]!));
    if (apart > ulps) [ulps, at] = [apart, xs[i]!];
  }
  return { ulps, at };
}

describe.each(Object.keys(stated) as Name[])("%s of four floats", (name) => {
  const { ulps, stretch } = stated[name];
  test(`is within ${ulps} ulp over all f32`, () => {
    const { ulps: found, at } = worst(name, patterns());
    expect(found, `at ${at}`).toBeLessThanOrEqual(ulps);
  });

  test(`is within ${ulps} ulp where it is neither flat nor a line`, () => {
    const results = [between(...stretch), between(-1, 1), between(-(2 ** -10), 2 ** -10)].map((xs) => worst(name, xs));
    for (const { ulps: found, at } of results) expect(found, `at ${at}`).toBeLessThanOrEqual(ulps);
  });

  test("is right at zeros, infinities, NaN, the edges of the range and numbers below it", () => {
    const { ulps: found, at } = worst(name, Float32Array.from([...specials, Number.NaN]));
    expect(found, `at ${at}`).toBeLessThanOrEqual(ulps);
  });

  test("has its special values exactly", () => {
    const entry: { readonly special: readonly (readonly [number, number])[] } = unary[name];
    const more: Readonly<Record<Name, typeof entry.special>> = {
      exp: [
        [-0, 1],
        [-200, 0],
        [200, Infinity],
      ],
      log: [
        [-0, -Infinity],
        [-1, Number.NaN],
        [Infinity, Infinity],
        [-Infinity, Number.NaN],
      ],
      sigmoid: [
        [-0, 0.5],
        [200, 1],
        [-200, 0],
      ],
      tanh: [
        [-0, -0],
        [200, 1],
        [-200, -1],
        [2 ** -149, 2 ** -149],
        [-(2 ** -140), -(2 ** -140)],
      ],
    };
    const pairs = [...entry.special, ...more[name], [Number.NaN, Number.NaN]] as const;
    const found = computed(
      name,
      Float32Array.from(pairs, ([x]) => x),
    );
    expect([...found]).toStrictEqual(pairs.map(([, y]) => y));
  });
});

test("sigmoid and tanh keep within their bounds, and tanh is odd", () => {
  const xs = between(-30, 30);
  const [sigmoid, tanh] = [computed("sigmoid", xs), computed("tanh", xs)];
  expect(sigmoid.every((y) => y > 0 && y <= 1)).toBe(true);
  expect(tanh.every((y) => Math.abs(y) <= 1)).toBe(true);
  const mirrored = computed(
    "tanh",
    xs.map((x) => -x),
  );
  expect(mirrored.every((y, i) => Object.is(y, -tanh[i]!))).toBe(true);
});

test("threefry of four counters is the reference's, to the bit", () => {
  const length = 4096;
  const { at, run } = overArrays([threefry4()], 3, length);
  const words = [1, 2, 3].map((salt, place) => {
    const numbers = new Int32Array(...at(place));
    numbers.forEach((_, i) => {
      const edge = [0, -1, 1, -(2 ** 31), 2 ** 31 - 1];
      numbers[i] = i < 125 ? edge[Math.floor(i / 5 ** place) % 5]! : Math.imul(i * 4 + salt, 0x9e3779b1);
    });
    return numbers;
  });
  run();
  const [first, second, counter] = words as [Int32Array, Int32Array, Int32Array];
  const expected = Array.from(counter, (word, i) => {
    const [x, y] = threefry(first[i]!, second[i]!, 0, word);
    return x ^ y;
  });
  expect([...new Int32Array(...at(3))]).toStrictEqual(expected);
});
