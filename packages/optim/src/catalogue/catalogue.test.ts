import {
  add,
  cast,
  createSession,
  fromJson,
  inspectProgram,
  mul,
  type ProgramSpec,
  parameter,
  reference,
  type Session,
  sum,
  type Tensor,
  toJson,
  toText,
  wasm,
} from "@adjoint/core";
import { describe, expect, test } from "vitest";
import type { Interval } from "../errors/requireWithin.js";
import {
  chain,
  type Entry,
  OptimError,
  type Optimizer,
  type Option,
  optimizers,
  type Schedule,
  schedules,
  type Transform,
  transforms,
} from "../index.js";
import { sgd } from "../optimizers/sgd.js";
import { network, startingFrom } from "../problems.properties.js";
import { trainStep } from "../trainStep.js";

const stepOf = (optimizer: Optimizer): ProgramSpec => trainStep(network("f32").loss, optimizer);

/** The tables, and how what they make is put into a training step. */
const tables: Readonly<
  Record<string, readonly [Readonly<Record<string, Entry<unknown>>>, (made: never) => ProgramSpec]>
> = {
  optimizers: [optimizers, stepOf],
  schedules: [schedules, (learningRate: Schedule) => stepOf(sgd({ learningRate }))],
  transforms: [transforms, stepOf],
};

const textOf = (program: ProgramSpec): string => inspectProgram(program, { stage: "graph" });

/** Any allowed value of an option that has no default. */
function exampleOf(option: Option): unknown {
  switch (option.kind) {
    case "number":
      return option.range.high === undefined ? option.range.low + 1 : (option.range.low + option.range.high) / 2;
    case "whole":
      return option.least + 1;
    case "rate":
      return 0.125;
    case "numbers":
    case "rates":
      return option.about.startsWith("whole") ? [3] : [0.5, 0.25];
    case "optimizer":
      return sgd();
    case "optimizers":
      return [sgd()];
    case "groups":
      return [{ names: "bias", optimizer: sgd({ learningRate: 1 }) }];
    default:
      return "first";
  }
}

const isRequired = (option: Option): boolean =>
  !("default" in option) && option.kind !== "axes" && (option.kind !== "names" || option.required === true);

const required = (options: Readonly<Record<string, Option>>) =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, option]) => (isRequired(option) ? [[name, exampleOf(option)]] : [])),
  );

/** Numbers within and beyond an interval: at its ends, and next to them. */
function samples({ low, high, open }: Interval): { readonly inside: number[]; readonly outside: number[] } {
  const inside = high === undefined ? [low + 1] : [(low + high) / 2];
  const outside = [low - 1, Number.NaN, Infinity, ...(high === undefined ? [] : [high + 1])];
  (open === "low" || open === "both" ? outside : inside).push(low);
  if (high !== undefined) (open === "high" || open === "both" ? outside : inside).push(high);
  return { inside, outside };
}

function samplesOf(option: Option): { readonly inside: readonly unknown[]; readonly outside: readonly unknown[] } {
  if (option.kind === "number") return samples(option.range);
  const { least } = option as { readonly least: number };
  if (option.kind === "whole") return { inside: [least, least + 3], outside: [least - 1, least + 0.5, Number.NaN] };
  if (option.kind === "choice") return { inside: option.of, outside: ["sideways"] };
  if (option.kind === "rate") return { inside: [0.1, () => 1], outside: [0, -1, Number.NaN] };
  return { inside: [], outside: [] };
}

describe.each(Object.entries(tables))("%s", (_table, [entries, program]) => {
  describe.each(Object.entries(entries))("%s", (_name, { make, options, ...told }) => {
    const build = (given: object) => make({ ...required(options), ...given } as never);

    // A fused multiply-add leaves roundings out; with the rates of examples, some grow tenfold in a step.
    test.each([
      ["f64", 4, 1e-12],
      ["f32", 3, 64 * 2 ** -24],
    ] as const)("is made from one record, and trains the same on both backends, in %s", (floats, steps, tolerance) => {
      const losses = [wasm(), reference].map((backend) => {
        using session = createSession({ floats, backend });
        const step = session.compile(program(build({}) as never));
        return Array.from({ length: steps }, () => (step.run() as { readonly loss: number }).loss);
      });
      losses[0]!.forEach((loss, i) => {
        expect(Math.abs(loss - losses[1]![i]!)).toBeLessThan(tolerance * (1 + Math.abs(loss)));
      });
    });

    test("interrupted and resumed it goes on as if it had not been, bit for bit", () => {
      const everything = (session: Session) => session.variables.map(({ name }) => [name, session.read(name).data]);
      using whole = createSession();
      using before = createSession();
      using after = createSession();
      const [all, first, second] = [whole, before, after].map((each) => each.compile(program(build({}) as never)));
      for (let i = 0; i < 6; i++) all!.run();
      for (let i = 0; i < 3; i++) first!.run();
      for (const { name } of before.variables) after.write(name, before.read(name));
      for (let i = 0; i < 3; i++) second!.run();
      expect(everything(after)).toStrictEqual(everything(whole));
    });

    test("is a graph that can be written down as JSON and read back", () => {
      const roots = [...(program(build({}) as never).updates ?? [])].map(([, value]) => value);
      expect(toText(fromJson(JSON.parse(JSON.stringify(toJson(roots)))))).toBe(toText(roots));
    });

    test("has the defaults that the table tells", () => {
      const defaults = Object.fromEntries(
        Object.entries(options).flatMap(([option, about]) =>
          "default" in about && about.kind !== "optimizer" ? [[option, about.default]] : [],
        ),
      );
      expect(textOf(program(build(defaults) as never))).toBe(textOf(program(build({}) as never)));
    });

    test.each(Object.entries(options))("takes %s within its range, and refuses it elsewhere", (option, about) => {
      const { inside, outside } = samplesOf(about);
      for (const value of inside) expect(() => build({ [option]: value }), `${value}`).not.toThrow();
      for (const value of outside) expect(() => build({ [option]: value }), `${value}`).toThrow(OptimError);
    });

    test("says what it is, what it computes and where it is from", () => {
      expect(told.about).toMatch(/^[A-Z].*\.$/);
      expect(told.formula.length).toBeGreaterThan(0);
      expect(told.source.length).toBeGreaterThan(3);
      expect(Object.keys(told.elsewhere).length).toBeGreaterThan(0);
    });
  });
});

test("an option that is not the default changes the step", () => {
  // Otherwise equal texts would show nothing about defaults.
  const text = (options: object) => textOf(stepOf(optimizers.adam.make(options)));
  expect(text({ beta1: 0.8 })).not.toBe(text({}));
  expect(text({ epsilon: 1e-7 })).not.toBe(text({}));
  const x: Tensor = startingFrom("x", [1], [0], "f32");
  expect(textOf(trainStep(sum(x) as Tensor, sgd()))).not.toBe(text({}));
});

test.each(Object.entries(transforms as Readonly<Record<string, Entry<Transform>>>))(
  "%s takes numbers, vectors and larger tensors, in f64 next to f32",
  (_name, { make, options }) => {
    const shapes = { first: [2, 3], bias: [3], number: [], cube: [2, 2, 3] };
    const parameters = Object.entries(shapes).map(([name, shape], i) =>
      parameter(name, shape, { dtype: i % 2 === 0 ? "f32" : "f64", initial: 0.25 }),
    );
    const squares = parameters.map((each): Tensor => cast(sum(mul(each, each)), "f64"));
    const loss = squares.reduce((total, each): Tensor => add(total, each));
    using session = createSession();
    const optimizer = chain(sgd({ learningRate: 0.25 }), make(required(options) as never));
    const step = session.compile(trainStep(loss, optimizer, { parameters }));
    for (let i = 0; i < 3; i++) step.run();
    for (const each of parameters) {
      const { dtype, data } = session.read(each);
      expect(dtype).toBe(each.dtype);
      expect(data.every((x: number) => Number.isFinite(x))).toBe(true);
    }
  },
);
