import { dense, relu, sequential, softmaxCrossEntropy } from "@adjoint/ops";
import { adam, trainStep } from "@adjoint/optim";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphs } from "../../backends/graphs.properties.js";
import type { Tensor } from "../../graph/tensor.js";
import { add, div, maximum, mul, sub } from "../../primitives/binary.js";
import { cast } from "../../primitives/cast.js";
import { concat } from "../../primitives/concat.js";
import { max } from "../../primitives/extreme.js";
import { flip } from "../../primitives/flip.js";
import { foldWindows } from "../../primitives/foldWindows.js";
import { gather } from "../../primitives/gather.js";
import { input } from "../../primitives/input.js";
import { matmul } from "../../primitives/matmul.js";
import { pad } from "../../primitives/pad.js";
import { slice } from "../../primitives/slice.js";
import { sum } from "../../primitives/sum.js";
import { transpose } from "../../primitives/transpose.js";
import { exp, neg } from "../../primitives/unary.js";
import { parameter, variable } from "../../primitives/variable.js";
import { windows } from "../../primitives/windows.js";
import { lower } from "../../session/lower.js";
import type { ProgramSpec } from "../../session/program.js";
import { inspectProgram } from "../inspectProgram.js";
import { simplify } from "../simplify/simplify.js";
import { fuse } from "./fuse.js";
import { type Buffer, type Kernel, reads, type Schedule, writes } from "./kernel.js";
import { dependencies, inOrder } from "./order.js";

const sizes = { batch: 4 };
const kernels = (program: ProgramSpec): string => `\n${inspectProgram(program, { stage: "fuse", sizes })}\n`;
const of = (...outputs: readonly Tensor[]): string => kernels({ outputs });

const x: Tensor = input("x", ["batch", 8]);
const w: Tensor = parameter("w", [8, 3]);
const b: Tensor = parameter("b", [3]);

describe("elementwise nodes", () => {
  test("in a chain are one kernel, views and numbers included", () => {
    const turned = transpose(input("y", [8, "batch"]), [1, 0] as never) as Tensor;
    expect(of(neg(exp(add(mul(x, 2) as Tensor, turned as never) as Tensor)))).toMatchInlineSnapshot(`
      "
      #0  loop [4, 8]
            neg.2 = neg(exp(add(mul("x", 2), "y"[1, 4])))
      "
    `);
  });

  test("in a diamond are one kernel, in which what is shared is computed once", () => {
    const top = exp(x);
    expect(of(mul(add(top, 1) as Tensor, sub(top, 1) as never) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  loop [4, 8]
            t0 = exp("x")
            mul.1 = mul(add(t0, 1), sub(t0, 1))
      "
    `);
  });

  test("in a diamond that someone outside reads too are one kernel that also stores it", () => {
    const top = exp(x);
    const outside = sum(transpose(top, [1, 0] as never) as Tensor, { axes: [0] });
    expect(of(mul(add(top, 1) as Tensor, neg(top) as never) as Tensor, outside as Tensor)).toMatchInlineSnapshot(`
      "
      #0  loop [4, 8]
            t0 = exp("x")
            exp.1 = t0
            mul.2 = mul(add(t0, 1), neg(t0))
      #1  reduction [8, 4]
            sum.3 = sum over [0] of exp.1[1, 8]
      "
    `);
  });

  test("flow into a reduction of theirs", () => {
    expect(of(sum(mul(x, x as never) as Tensor, { axes: [1] }) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  reduction [4, 8]
            sum.1 = sum over [1] of mul("x", "x")
      "
    `);
  });

  test("stay apart when a third kernel stands between them", () => {
    const top = exp(x);
    const total = sum(top, { axes: [1], keepDims: true });
    expect(of(mul(top, total as never) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  reduction [4, 8]
            t0 = exp("x")
            exp.1 = t0
            sum.2 = sum over [1] of t0
      #1  loop [4, 8]
            mul.3 = mul(exp.1, sum.2[1, 0])
      "
    `);
  });
});

describe("products", () => {
  test("of one term are elementwise, and join what becomes of them", () => {
    const [row, cotangent] = [input("row", [1, 8]), input("cotangent", [1, 3])];
    const gradient = matmul(transpose(row, [1, 0]), cotangent) as Tensor;
    const update = sub(w, mul(gradient, 0.1) as never) as Tensor;
    expect(kernels({ outputs: [], updates: [[w, update]] })).toMatchInlineSnapshot(`
      "
      #0  loop [8, 3]
            "w" = sub("w", mul(add(mul("row"[1, 0], "cotangent"[0, 1]), 0), 0.1))
      "
    `);
  });

  const linear = add(matmul(x, w as never) as Tensor, b as never) as Tensor;
  test("take bias and activation as their epilogue", () => {
    expect(of(maximum(linear, 0) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  product [4, 3] of "x" and "w", inner 8
            maximum.3 = maximum(add(product, "b"[0, 1]), 0)
      "
    `);
  });

  test("read transposed and broadcast operands where they lie, flipped ones from a copy", () => {
    const cube: Tensor = input("cube", [2, 4, 8]);
    const turned = transpose(input("y", [3, 8]), [1, 0] as never) as Tensor;
    expect(
      of(matmul(cube, turned as never) as Tensor, matmul(x, flip(w, [0]) as never) as Tensor),
    ).toMatchInlineSnapshot(`
      "
      #0  product [2, 4, 3] of "cube" and "y", inner 8
            dot.2 = product
      #1  loop [8, 3]
            flip.4 = "w"[-3, 1; 21]
      #2  product [4, 3] of "x" and flip.4, inner 8
            dot.6 = product
      "
    `);
  });

  test("in single precision keep away from doubles", () => {
    expect(of(cast(linear, "f64"))).toMatchInlineSnapshot(`
      "
      #0  product [4, 3] of "x" and "w", inner 8
            dot.2 = product
      #1  loop [4, 3]
            cast.4 = cast f64(add(dot.2, "b"[0, 1]))
      "
    `);
  });

  test("do not pass through reductions", () => {
    expect(of(sum(linear, { axes: [1] }) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  product [4, 3] of "x" and "w", inner 8
            dot.2 = product
      #1  reduction [4, 3]
            sum.4 = sum over [1] of add(dot.2, "b"[0, 1])
      "
    `);
  });
});

describe("a training step", () => {
  const labels = input("labels", ["batch"], "i32");
  const loss = softmaxCrossEntropy(sequential(dense(5), relu, dense(3))(x) as never, labels as never) as Tensor;

  test("of Adam updates each parameter and its moments in one kernel in place", () => {
    const parameters = [0, 1].map((i): Tensor => parameter(`p${i}`, [3 + i]));
    const errors = parameters.map((each, i) => sub(each, input(`target${i}`, [3 + i])) as Tensor);
    const [first, second] = errors.map((error) => sum(mul(error, error as never) as Tensor) as Tensor);
    const text = kernels(trainStep(add(first!, second as never) as Tensor, adam()) as never);
    for (const name of ["p0", "p1"]) {
      const stored = text
        .split("#")
        .map((kernel) => [...kernel.matchAll(/^ {6}"(.*)" =/gm)].map(([, target]) => target!));
      const own = [name, `optimizer/adam/first/${name}`, `optimizer/adam/second/${name}`];
      expect(stored.filter((targets) => targets.some((target) => own.includes(target)))).toStrictEqual([
        expect.arrayContaining(own),
      ]);
    }
    expect(text).not.toContain("copy");
  });

  test("of a small network", () => {
    const text = kernels(trainStep(loss, adam()) as never);
    const heads = text
      .split("\n")
      .filter((line) => line.startsWith("#"))
      .map((line) => line.replace(/^#\d+ +/, ""));
    expect(`\n${heads.join("\n")}\n`).toMatchInlineSnapshot(`
      "
      product [4, 5] of "x" and "dense_1/weights", inner 8
      product [4, 3] of select.4 and "dense_2/weights", inner 5
      reduction [4, 3]
      reduction [4, 3]
      loop [4, 1]
      reduction [4, 3]
      reduction [4]
      loop []
      loop [4]
      reduction [4, 3]
      reduction [4, 3]
      product [4, 5] of mul.22 and "dense_2/weights", inner 3
      reduction [4, 5]
      check that div.19 is finite
      loop []
      loop []
      product [8, 5] of "x" and select.24, inner 4
      loop [5]
      product [5, 3] of select.4 and mul.22, inner 4
      loop [3]
      "
    `);
  });

  test("softmax and cross-entropy", () => {
    const logits: Tensor = input("logits", ["batch", 3]);
    expect(of(softmaxCrossEntropy(logits as never, labels as never) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  reduction [4, 3]
            max.1 = max over [1] of "logits"
      #1  reduction [4, 3]
            t0 = sub("logits", max.1[1, 0])
            sub.2 = t0
            sum.3 = sum over [1] of exp(t0)
      #2  loop [4, 1]
            log.4 = log(sum.3)
      #3  reduction [4, 3]
            t0 = cast f32(compare EQ("labels"[1, 0], constant.6[0, 1]))
            sum.7 = sum over [1] of select(compare EQ(t0, 0), 0, mul(t0, sub(sub.2, log.4[1, 0])))
      #4  reduction [4]
            sum.8 = sum over [0] of select(and(compare GE("labels", 0), compare LT("labels", 3)), sub(0, sum.7), NaN)
      #5  loop []
            div.9 = div(sum.8, 4)
      "
    `);
  });
});

describe("pieces", () => {
  test("of a concatenation may need each other", () => {
    const top = exp(x);
    expect(of(concat([top, mul(top, top as never)] as never, 1) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  loop [4, 8]
            t0 = exp("x")
            exp.1 = t0
            concat.2 = t0
      #1  loop [4, 8]
            concat.2 = mul(exp.1, exp.1)
      "
    `);
  });

  test("of a padded tensor come after its zeros", () => {
    expect(of(pad(exp(x), { axis: 1, before: 1, after: 2 }))).toMatchInlineSnapshot(`
      "
      #0  copy pad.0 = zeros
      #1  loop [4, 8]
            pad.0 = exp("x")
      "
    `);
  });

  const frames = input("frames", [4, 3]);

  test("of windows move nothing: they are strides, which a reduction walks along", () => {
    const pooled = max(windows(exp(x), { axis: 1, size: 3, stride: 2 }), { axes: [2] });
    expect(of(pooled)).toMatchInlineSnapshot(`
      "
      #0  loop [4, 8]
            exp.1 = exp("x")
      #1  reduction [4, 3, 3]
            max.2 = max over [2] of exp.1[8, 2, 1]
      "
    `);
  });

  test("of windows that are added up read what they add to", () => {
    expect(of(foldWindows(exp(frames), { axis: 0, extent: 6 }))).toMatchInlineSnapshot(`
      "
      #0  copy foldWindows.0 = zeros
      #1  loop [4, 3]
            foldWindows.0 = add(foldWindows.0[1, 1], exp("frames"))
      "
    `);
  });

  test("of windows side by side are the axis as it was", () => {
    expect(of(foldWindows(exp(frames), { axis: 0, stride: 3, extent: 12 }))).toMatchInlineSnapshot(`
      "
      #0  loop [4, 3]
            foldWindows.1 = add(0, exp("frames"))
      "
    `);
  });
});

describe("chains", () => {
  const rows = input("rows", [4096, 48]);
  const shifted = sub(rows, max(rows, { axes: [1], keepDims: true })) as Tensor;
  const exponentials = exp(shifted);

  test("take loops that hand each other rows through slices of them: a softmax and its statistics", () => {
    const softmax = div(exponentials, sum(exponentials, { axes: [1], keepDims: true })) as Tensor;
    expect(of(softmax)).toMatchInlineSnapshot(`
      "
      #0  chain of 3 over 4096 rows, 28 at a time
            reduction [4096, 48]
              max.1 = max over [1] of "rows"
            reduction [4096, 48]
              t0 = exp(sub("rows", max.1[1, 0]))
              exp.2 = t0
              sum.3 = sum over [1] of t0
            loop [4096, 48]
              div.4 = div(exp.2, sum.3[1, 0])
      "
    `);
  });

  test("end where a loop needs all rows", () => {
    const centred = sub(exponentials, sum(exponentials, { axes: [0], keepDims: true })) as Tensor;
    expect(of(centred)).toMatchInlineSnapshot(`
      "
      #0  reduction [4096, 48]
            max.1 = max over [1] of "rows"
      #1  reduction [4096, 48]
            t0 = exp(sub("rows", max.1[1, 0]))
            exp.2 = t0
            sum.3 = sum over [0] of t0
      #2  loop [4096, 48]
            sub.4 = sub(exp.2, sum.3[0, 1])
      "
    `);
  });

  test("are not made of what fits into the cache as it is", () => {
    const few = slice(rows, { axis: 0, end: 8 });
    expect(of(sub(few, max(few, { axes: [1], keepDims: true })) as Tensor)).toMatchInlineSnapshot(`
      "
      #0  reduction [8, 48]
            max.1 = max over [1] of "rows"
      #1  loop [8, 48]
            sub.2 = sub("rows", max.1[1, 0])
      "
    `);
  });
});

describe("updates", () => {
  const v = variable("v", [3]);
  const g = input("g", [3]);

  test("are stored after all that reads the old value, in one kernel", () => {
    const next = add(mul(v, 0.5), g) as Tensor;
    const program = {
      outputs: [],
      updates: [
        [v, next],
        [b, sub(sub(b, next as never) as Tensor, v as never) as Tensor],
      ] as const,
    };
    expect(kernels(program)).toMatchInlineSnapshot(`
      "
      #0  loop [3]
            t0 = add(mul("v", 0.5), "g")
            "b" = sub(sub("b", t0), "v")
            "v" = t0
      "
    `);
  });

  test("are copied at the end when a reduction of the same kernel reads the old value", () => {
    const next = add(mul(v, 0.5), g) as Tensor;
    expect(
      kernels({ outputs: sum(sub(next, v as never) as Tensor) as Tensor, updates: [[v, next]] }),
    ).toMatchInlineSnapshot(`
      "
      #0  reduction [3]
            t0 = add(mul("v", 0.5), "g")
            add.2 = t0
            sum.3 = sum over [0] of sub(t0, "v")
      #1  copy "v" = add.2
      "
    `);
  });

  test("wait for everything that can fail", () => {
    const rows = gather(input("table", [5, 3]), input("at", [2], "i32")) as Tensor;
    const program = {
      outputs: [rows],
      updates: [[v, mul(v, 2) as Tensor]] as const,
      requireFinite: [sum(rows) as Tensor],
    };
    expect(kernels(program)).toMatchInlineSnapshot(`
      "
      #0  gather gather.2 = rows of "table" by "at"
      #1  reduction [2, 3]
            sum.3 = sum over [0, 1] of gather.2
      #2  check that sum.3 is finite
      #3  loop [3]
            "v" = mul("v", 2)
      "
    `);
  });

  test("of each other are saved first", () => {
    expect(
      kernels({
        outputs: [v],
        updates: [
          [v, b],
          [b, v],
        ],
      }),
    ).toMatchInlineSnapshot(`
      "
      #0  copy variable.1 = "v"
      #1  copy variable.3 = "b"
      #2  copy "v" = variable.3
      #3  copy "b" = variable.1
      "
    `);
  });

  test("of parts of themselves are no longer in place", () => {
    const turned = concat([slice(v, { axis: 0, start: 1 }), slice(v, { axis: 0, end: 1 })] as never, 0) as Tensor;
    expect(
      kernels({
        outputs: [],
        updates: [
          [v, turned],
          [b, flip(b, [0])],
        ],
      }),
    ).toMatchInlineSnapshot(`
      "
      #0  loop [2]
            concat.1 = "v"[1; 1]
      #1  loop [1]
            concat.1 = "v"
      #2  loop [3]
            flip.3 = "b"[-1; 2]
      #3  copy "v" = concat.1
      #4  copy "b" = flip.3
      "
    `);
  });
});

/** Where each kernel stands in a schedule. */
const placeOf = ({ kernels }: Schedule): ReadonlyMap<Kernel, number> =>
  new Map(kernels.map((kernel, i) => [kernel, i]));

test("in every schedule a kernel comes after all that it reads is written", () => {
  fc.assert(
    fc.property(graphs, ({ outputs }) => {
      const schedule = fuse({ outputs: simplify(lower(outputs, "f32")), updates: [], requireFinite: [] });
      const place = placeOf(schedule);
      for (const [kernel, waits] of dependencies(schedule.kernels))
        for (const other of waits) expect(place.get(other)!).toBeLessThan(place.get(kernel)!);
      const written = new Set(schedule.kernels.flatMap(writes));
      const needed = new Set([...schedule.kernels.flatMap(reads), ...schedule.outputs]);
      for (const buffer of needed) expect(buffer.home.kind !== "temporary" || written.has(buffer)).toBe(true);
      expect(new Set(schedule.buffers).size).toBe(schedule.buffers.length);
    }),
    { seed: 6, numRuns: Number(process.env.ADJOINT_RUNS ?? 150) },
  );
});

describe("the order of kernels", () => {
  const buffer = (): Buffer => ({ dtype: "f32", size: 4, home: { kind: "temporary" }, tensor: x });
  const copy = (source: Buffer | undefined, target: Buffer): Kernel => ({ kind: "copy", source, target });

  test("puts writers before readers, and otherwise leaves them as they are", () => {
    const [a, c, d, e] = [buffer(), buffer(), buffer(), buffer()];
    const [first, second, third] = [copy(c, d), copy(a, c), copy(a, e)];
    const all = [first, second, third];
    const before = dependencies(all);
    expect(inOrder(all, before)).toStrictEqual([second, first, third]);
    expect(inOrder([third, second, first], before)).toStrictEqual([third, second, first]);
  });

  test("puts zeros before what is written on them, and leaves pieces free to need each other", () => {
    const [a, target, middle] = [buffer(), buffer(), buffer()];
    const [zeros, one, other, between] = [
      copy(undefined, target),
      copy(a, target),
      copy(middle, target),
      copy(a, middle),
    ];
    const all = [one, other, between, zeros];
    expect(inOrder(all, dependencies(all))).toStrictEqual([zeros, one, between, other]);
  });
});
