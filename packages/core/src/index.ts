export { type CustomGradient, customGradient } from "./autodiff/customGradient.js";
export { grad, valueAndGrad } from "./autodiff/grad.js";
export { type Alike, gradients } from "./autodiff/gradients.js";
export { hvp } from "./autodiff/hvp.js";
export { jvp } from "./autodiff/jvp.js";
export { vjp } from "./autodiff/vjp.js";
export type { Backend, Executable, Memory, Routine } from "./backends/backend.js";
export { reference } from "./backends/reference/reference.js";
export { type WasmOptions, wasm } from "./backends/wasm/wasm.js";
export { type InspectOptions, inspectProgram, type Stage, stages } from "./compiler/inspectProgram.js";
export { AdjointError } from "./errors/adjointError.js";
export { CodedError, type DetailsOf } from "./errors/codedError.js";
export { describe, formatShape } from "./errors/describe.js";
export type { ErrorCode, ErrorDetails } from "./errors/messages.js";
export { is } from "./graph/is.js";
export { named } from "./graph/named.js";
export type { Primitive } from "./graph/primitive.js";
export { tape } from "./graph/tape.js";
export type { Graph, Operand, ShapeOf, Tensor } from "./graph/tensor.js";
export { toMermaid } from "./graph/toMermaid.js";
export { toText } from "./graph/toText.js";
export { verifyGraph } from "./graph/verifyGraph.js";
export { fromJson } from "./json/fromJson.js";
export type { JsonGraph } from "./json/jsonGraph.js";
export { toJson } from "./json/toJson.js";
export { argmax } from "./primitives/argmax.js";
export { add, and, div, maximum, minimum, mul, or, pow, shiftRight, sub } from "./primitives/binary.js";
export { broadcastTo } from "./primitives/broadcastTo.js";
export { cast } from "./primitives/cast.js";
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from "./primitives/compare.js";
export { concat } from "./primitives/concat.js";
export { constant, type Nested } from "./primitives/constant.js";
export { extent } from "./primitives/extent.js";
export { max, min } from "./primitives/extreme.js";
export { flip } from "./primitives/flip.js";
export { foldWindows } from "./primitives/foldWindows.js";
export { gather } from "./primitives/gather.js";
export { input, inputPrimitive } from "./primitives/input.js";
export type { ReductionOptions } from "./primitives/internal/reduction.js";
export { iota } from "./primitives/iota.js";
export { matmul } from "./primitives/matmul.js";
export { pad } from "./primitives/pad.js";
export { randomBits } from "./primitives/randomBits.js";
export { type PrimitiveName, primitives } from "./primitives/registry.js";
export { reshape } from "./primitives/reshape.js";
export { scatterAdd } from "./primitives/scatterAdd.js";
export { select } from "./primitives/select.js";
export { slice } from "./primitives/slice.js";
export { stopGradient } from "./primitives/stopGradient.js";
export { sum } from "./primitives/sum.js";
export { transpose } from "./primitives/transpose.js";
export {
  abs,
  atan,
  ceil,
  cos,
  erf,
  exp,
  expm1,
  floor,
  log,
  log1p,
  neg,
  not,
  round,
  sigmoid,
  sign,
  sin,
  sqrt,
  tanh,
} from "./primitives/unary.js";
export {
  type Initialiser,
  parameter,
  type VariableOptions,
  variable,
  variablePrimitive,
} from "./primitives/variable.js";
export { type WindowOptions, windows } from "./primitives/windows.js";
export { type Updated, withUpdate } from "./primitives/withUpdate.js";
export { zerosLike } from "./primitives/zerosLike.js";
export { randomNormal } from "./random/normal.js";
export { randomUniform, type UniformOptions } from "./random/uniform.js";
export { evaluate } from "./session/evaluate.js";
export type { Feed } from "./session/feeds.js";
export type {
  Arrays,
  Outputs,
  Prepared,
  Program,
  ProgramSpec,
  Results,
  ValueOf,
} from "./session/program.js";
export type { Column } from "./session/rows.js";
export {
  type CompileOptions,
  createSession,
  type Session,
  type SessionOptions,
  type VariableInfo,
} from "./session/session.js";
export type { Add, Divide, Multiply, Subtract } from "./types/arithmetic.js";
export type { ArrayOf, DType, NumericArray } from "./types/dtype.js";
export { sameShape } from "./types/sameShape.js";
export type {
  Broadcast,
  Concat,
  Dim,
  Matmul,
  Permute,
  Reduce,
  Reshape,
  Result,
  SameDim,
  Shape,
  Valid,
} from "./types/shape.js";
export type { TensorValue } from "./types/tensorValue.js";
