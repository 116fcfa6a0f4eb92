import { arctan } from "./arctan.js";
import { celu } from "./celu.js";
import { elu } from "./elu.js";
import { gelu } from "./gelu.js";
import { geluTanh } from "./geluTanh.js";
import { hardSigmoid } from "./hardSigmoid.js";
import { hardSwish } from "./hardSwish.js";
import { identity } from "./identity.js";
import { leakyRelu } from "./leakyRelu.js";
import { logSigmoid } from "./logSigmoid.js";
import { logSoftmax } from "./logSoftmax.js";
import { mish } from "./mish.js";
import { relu } from "./relu.js";
import { relu6 } from "./relu6.js";
import { selu } from "./selu.js";
import { sigmoid } from "./sigmoid.js";
import { silu } from "./silu.js";
import { softmax } from "./softmax.js";
import { softplus } from "./softplus.js";
import { softsign } from "./softsign.js";
import { step } from "./step.js";
import { swish } from "./swish.js";
import { tanh } from "./tanh.js";

/** Every activation by the name that specs use; those with settings have their defaults. */
export const activations = {
  arctan,
  celu: celu(),
  elu: elu(),
  gelu,
  geluTanh,
  hardSigmoid,
  hardSwish,
  identity,
  leakyRelu: leakyRelu(),
  logSigmoid,
  logSoftmax,
  mish,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softsign,
  step,
  swish,
  tanh,
};

export type ActivationName = keyof typeof activations;
