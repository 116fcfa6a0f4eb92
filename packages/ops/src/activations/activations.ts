import { identity } from "./identity.js";
import { logSoftmax } from "./logSoftmax.js";
import { relu } from "./relu.js";
import { sigmoid } from "./sigmoid.js";
import { softmax } from "./softmax.js";
import { tanh } from "./tanh.js";

/** Every activation by the name that specs use. */
export const activations = { identity, logSoftmax, relu, sigmoid, softmax, tanh };

export type ActivationName = keyof typeof activations;
