import type { Tensor } from "@adjoint/core";
import { absoluteError } from "./absoluteError.js";
import { binaryCrossEntropy } from "./binaryCrossEntropy.js";
import { cosineDistance } from "./cosineDistance.js";
import { crossEntropy } from "./crossEntropy.js";
import { hinge } from "./hinge.js";
import { huber } from "./huber.js";
import { klDivergence } from "./klDivergence.js";
import { logCosh } from "./logCosh.js";
import { poisson } from "./poisson.js";
import type { LossOptions } from "./reduction.js";
import { sigmoidCrossEntropy } from "./sigmoidCrossEntropy.js";
import { sigmoidFocal } from "./sigmoidFocal.js";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy.js";
import { squaredError } from "./squaredError.js";
import { squaredHinge } from "./squaredHinge.js";

/** Any loss of predictions and targets, when shapes are checked at run time. */
export type AnyLoss = (predictions: Tensor, targets: Tensor, options?: LossOptions) => Tensor;

/** Every loss of predictions and targets by the name that specs use. */
export const losses = {
  absoluteError,
  binaryCrossEntropy,
  cosineDistance,
  crossEntropy,
  hinge,
  huber,
  klDivergence,
  logCosh,
  poisson,
  sigmoidCrossEntropy,
  sigmoidFocal,
  softmaxCrossEntropy,
  squaredError,
  squaredHinge,
} satisfies Record<string, AnyLoss>;

export type LossName = keyof typeof losses;
