import { AdjointError } from "../errors/adjointError.js";
import { type ErrorCode, type ErrorDetails, messages } from "../errors/messages.js";
import type { Tensor } from "../graph/tensor.js";
import { type PrimitiveName, primitives } from "../primitives/registry.js";

/** An error as plain data. `code` is missing for those that are not Adjoint's. */
export interface PackedError {
  readonly code?: string;
  readonly details?: unknown;
  readonly name: string;
  readonly message: string;
}

/** Names what stands for a tensor in packed details. */
const mark = "adjoint tensor";

type Plain = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Plain => typeof value === "object" && value !== null;

const isTensor = (value: Plain): boolean => isObject(value.primitive) && "inputs" in value && "dtype" in value;

/** A tensor as messages need it: itself and its inputs, without what lies below, which may be large. */
function packTensor({ primitive, inputs, shape, dtype, name }: Tensor, depth = 1): Plain {
  const below = depth > 0 ? inputs.map((input) => packTensor(input, depth - 1)) : [];
  return { [mark]: primitive.name, inputs: below, shape: [...shape], dtype, name };
}

function packDetails(value: unknown): unknown {
  if (typeof value === "function") return `${value.name}()`;
  if (!isObject(value) || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(packDetails);
  if (isTensor(value)) return packTensor(value as unknown as Tensor);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, packDetails(entry)]));
}

function unpackDetails(value: unknown): unknown {
  if (!isObject(value) || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(unpackDetails);
  const entries = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unpackDetails(entry)]));
  if (!(mark in value)) return entries;
  const { [mark]: primitive, ...rest } = entries;
  return { ...rest, primitive: primitives[primitive as PrimitiveName], attributes: {} };
}

/** An error as data that threads can send each other. */
export function packError(error: unknown): PackedError {
  if (error instanceof AdjointError) {
    const { code, details, name, message } = error;
    return { code, details: packDetails(details), name, message };
  }
  return error instanceof Error ? { name: error.name, message: error.message } : { name: "Error", message: `${error}` };
}

const isKnown = (code: string | undefined): code is ErrorCode => code !== undefined && Object.hasOwn(messages, code);

/** The error again: of the same class, code, details and message. Tensors in the details are described, not whole. */
export function unpackError({ code, details, name, message }: PackedError): Error {
  if (!isKnown(code)) return Object.assign(new Error(message), { name });
  const error = new AdjointError(code, unpackDetails(details) as ErrorDetails<ErrorCode>);
  error.message = message;
  return error;
}
