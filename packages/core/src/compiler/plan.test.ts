import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphs } from "../backends/graphs.properties.js";
import type { Tensor } from "../graph/tensor.js";
import { input } from "../primitives/input.js";
import { matmul } from "../primitives/matmul.js";
import { sum } from "../primitives/sum.js";
import { variable } from "../primitives/variable.js";
import { lower } from "../session/lower.js";
import { fuse } from "./fuse/fuse.js";
import { type Buffer, reads, type Schedule, writes } from "./fuse/kernel.js";
import { inspectProgram } from "./inspectProgram.js";
import { bytesOf, plan } from "./plan.js";
import { simplify } from "./simplify/simplify.js";

const scheduleOf = (outputs: readonly Tensor[]): Schedule =>
  fuse({ outputs: simplify(lower(outputs, "f32")), updates: [], requireFinite: [] });

/** The kernels during which a buffer holds something: written here or there, read later; results until the end. */
function lifetime(buffer: Buffer, { kernels, outputs }: Schedule): readonly [first: number, last: number] {
  const uses = kernels.flatMap((kernel, i) => ([...reads(kernel), ...writes(kernel)].includes(buffer) ? [i] : []));
  if (buffer.home.kind !== "temporary") return [0, kernels.length];
  return [uses[0] ?? 0, outputs.includes(buffer) ? kernels.length : (uses.at(-1) ?? kernels.length)];
}

/** Checks a plan against what a schedule needs. */
function check(schedule: Schedule): void {
  const { offsets, bytes, bytesWithoutReuse } = plan(schedule);
  const own = schedule.buffers.filter(({ home }) => home.kind !== "variable");
  const placed = own.map((buffer) => {
    const start = offsets.get(buffer)!;
    return { start, end: start + buffer.size * bytesOf[buffer.dtype], life: lifetime(buffer, schedule) };
  });
  expect(offsets.size).toBe(own.length);
  for (const { start, end } of placed) {
    expect(start % 64).toBe(0);
    expect(end).toBeLessThanOrEqual(bytes);
  }
  placed.forEach((a, i) => {
    for (const b of placed.slice(i + 1)) {
      const atOnce = a.life[0] <= b.life[1] && b.life[0] <= a.life[1];
      const overlap = a.start < b.end && b.start < a.end;
      expect(atOnce && overlap).toBe(false);
    }
  });
  expect(bytes).toBeLessThanOrEqual(bytesWithoutReuse);
}

describe("a memory plan", () => {
  test("keeps apart whatever is needed at the same time, results until the end", () => {
    const runs = Number(process.env.ADJOINT_RUNS ?? 150);
    fc.assert(
      fc.property(graphs, ({ outputs }) => check(scheduleOf(outputs))),
      { seed: 8, numRuns: runs },
    );
  });

  const x: Tensor = input("x", [16, 16]);
  const chain = (length: number): Tensor =>
    Array.from({ length }).reduce<Tensor>((y) => matmul(y, x as never) as Tensor, x);

  test("lets what comes and goes share addresses: a chain of any length takes two intermediates", () => {
    const bytes = [8, 30].map((length) => plan(scheduleOf([sum(chain(length)) as Tensor])).bytes);
    // The input and two products; the sum finds room where one was.
    expect(bytes).toStrictEqual([3 * 1024, 3 * 1024]);
    expect(plan(scheduleOf([sum(chain(30)) as Tensor])).bytesWithoutReuse).toBe(31 * 1024 + 64);
  });

  test("leaves variables to the session, and takes nothing for nothing", () => {
    const schedule = scheduleOf([variable("v", [100])]);
    expect(plan(schedule)).toStrictEqual({ offsets: new Map(), bytes: 0, bytesWithoutReuse: 0 });
    expect(plan({ kernels: [], outputs: [], buffers: [] }).bytes).toBe(0);
  });

  test("is printed from the lowest address to the highest", () => {
    expect(`\n${inspectProgram({ outputs: sum(chain(4)) as Tensor }, { stage: "plan" })}\n`).toMatchInlineSnapshot(`
      "
      offset  bytes  kernels  buffer
           0   1024  █████    "x"
        1024   1024  ██···    dot.1
        1024   1024  ··██·    dot.3
        1024      4  ····█    sum.5
        2048   1024  ·██··    dot.2
        2048   1024  ···██    dot.4
      arena: 3072 bytes; without sharing: 5184 bytes
      "
    `);
  });
});
