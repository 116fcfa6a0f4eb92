import { createSession, mul, parameter, type Tensor } from "@adjoint/core";
import { expect, expectTypeOf, test } from "vitest";
import { adam } from "./optimizers/adam.js";
import { sgd } from "./optimizers/sgd.js";
import { trainStep } from "./trainStep.js";
import type { Optimizer } from "./transforms/transform.js";

const x = parameter("x", [2]);
const total = parameter("total", []);
const loss: Tensor<readonly []> = mul(total, total);

test("a step returns the loss as a number, and each metric as what it is", () => {
  const session = createSession();
  expectTypeOf(session.compile(trainStep(loss, sgd())).run()).toEqualTypeOf<{ readonly loss: number }>();
  const { run } = session.compile(trainStep(loss, sgd(), { metrics: { accuracy: total, x } }));
  expectTypeOf(run().loss).toEqualTypeOf<number>();
  expectTypeOf(run().accuracy).toEqualTypeOf<number>();
  expectTypeOf(run().x.data).toExtend<ArrayLike<number>>();
  const { run: logged } = session.compile(trainStep(loss, sgd(), { metrics: { x }, rates: { learningRate: 0.1 } }));
  expectTypeOf(logged().learningRate).toEqualTypeOf<number>();
  expectTypeOf(logged()).not.toHaveProperty("rate");
});

test("a plain Tensor is a loss", () => {
  const dynamic: Tensor = loss;
  expectTypeOf(createSession().compile(trainStep(dynamic, sgd())).run().loss).toEqualTypeOf<number>();
});

test("every optimizer is an Optimizer, and takes only its own options", () => {
  expectTypeOf(adam()).toEqualTypeOf<Optimizer>();
  adam({ learningRate: 0.1, beta1: 0.5 });
  sgd({ learningRate: (step) => step });
  // @ts-expect-error Type 'string' is not assignable to type 'LearningRate | undefined'.
  expect(() => sgd({ learningRate: "fast" })).toThrow("learningRate must be in (0, ∞), not fast");
  // @ts-expect-error Object literal may only specify known properties, and 'momentum' does not exist in type 'SgdOptions'.
  sgd({ momentum: 0.9 });
});
