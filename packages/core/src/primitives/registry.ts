import { customPrimitive } from "../autodiff/customGradient.js";
import type { Primitive } from "../graph/primitive.js";
import { argmaxPrimitive } from "./argmax.js";
import { binaryPrimitives } from "./binary.js";
import { broadcastToPrimitive } from "./broadcastTo.js";
import { castPrimitive } from "./cast.js";
import { comparePrimitive } from "./compare.js";
import { concatPrimitive } from "./concat.js";
import { constantPrimitive } from "./constant.js";
import { dotPrimitive } from "./dot.js";
import { extentPrimitive } from "./extent.js";
import { maxPrimitive, minPrimitive } from "./extreme.js";
import { flipPrimitive } from "./flip.js";
import { foldWindowsPrimitive } from "./foldWindows.js";
import { gatherPrimitive } from "./gather.js";
import { inputPrimitive } from "./input.js";
import { iotaPrimitive } from "./iota.js";
import { padPrimitive } from "./pad.js";
import { randomBitsPrimitive } from "./randomBits.js";
import { reshapePrimitive } from "./reshape.js";
import { scatterAddPrimitive } from "./scatterAdd.js";
import { selectPrimitive } from "./select.js";
import { slicePrimitive } from "./slice.js";
import { stopGradientPrimitive } from "./stopGradient.js";
import { sumPrimitive } from "./sum.js";
import { transposePrimitive } from "./transpose.js";
import { unaryPrimitives } from "./unary.js";
import { variablePrimitive } from "./variable.js";
import { windowsPrimitive } from "./windows.js";
import { withUpdatePrimitive } from "./withUpdate.js";

/**
 * Every primitive by name: the closed set. Reading a graph from JSON, the laws' sweep and the documentation go through this
 * table; building and differentiating graphs do not, so that a bundler keeps only what is used.
 */
export const primitives = {
  ...unaryPrimitives,
  ...binaryPrimitives,
  argmax: argmaxPrimitive,
  broadcastTo: broadcastToPrimitive,
  cast: castPrimitive,
  compare: comparePrimitive,
  concat: concatPrimitive,
  constant: constantPrimitive,
  custom: customPrimitive,
  dot: dotPrimitive,
  extent: extentPrimitive,
  flip: flipPrimitive,
  foldWindows: foldWindowsPrimitive,
  gather: gatherPrimitive,
  input: inputPrimitive,
  iota: iotaPrimitive,
  max: maxPrimitive,
  min: minPrimitive,
  pad: padPrimitive,
  randomBits: randomBitsPrimitive,
  reshape: reshapePrimitive,
  scatterAdd: scatterAddPrimitive,
  select: selectPrimitive,
  slice: slicePrimitive,
  stopGradient: stopGradientPrimitive,
  sum: sumPrimitive,
  transpose: transposePrimitive,
  variable: variablePrimitive,
  windows: windowsPrimitive,
  withUpdate: withUpdatePrimitive,
} satisfies Record<string, Primitive<never>>;

export type PrimitiveName = keyof typeof primitives;
