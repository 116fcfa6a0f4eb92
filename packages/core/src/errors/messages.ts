import type { Signature } from "../graph/primitive.js";
import type { Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import type { Dim, Shape } from "../types/shape.js";
import { besideEachOther, describe, formatShape } from "./describe.js";

const list = (words: readonly string[]): string => (words.length === 0 ? "none" : words.join(", "));
const typed = (tensor: Tensor): string => `${describe(tensor)} (${tensor.dtype})`;

/** The first pair of dimensions, counted from the right, that do not broadcast, as axes of each tensor. */
function clash(left: Tensor, right: Tensor): readonly [number, number] {
  for (let back = 1; back <= Math.min(left.shape.length, right.shape.length); back++) {
    const [a, b] = [left.shape.at(-back), right.shape.at(-back)];
    if (a !== b && a !== 1 && b !== 1) return [left.shape.length - back, right.shape.length - back];
  }
  return [0, 0];
}

/** What every error says: the user's names, what was expected, and what to do about it. The only place with such text. */
export const messages = {
  "dtype/differ": ({ operation, left, right }: { operation: string; left: Tensor; right: Tensor }) =>
    `${operation}: the operands have different element types: ${typed(left)} and ${typed(right)}.\n` +
    `Nothing is converted silently; use cast(…, "${left.dtype}") on one of them.`,
  "dtype/unsupported": ({
    operation,
    tensor,
    allowed,
  }: {
    operation: string;
    tensor: Tensor;
    allowed: readonly DType[];
  }) =>
    `${operation}: ${typed(tensor)} has an element type that it does not take; it takes ${list(allowed)}.\n` +
    `Convert it with cast(…, "${allowed[0]}").`,
  "elementwise/shapes-differ": ({ operation, left, right }: { operation: string; left: Tensor; right: Tensor }) =>
    `${operation}: the operands have different shapes: ${describe(left)} and ${describe(right)}.`,
  "broadcast/incompatible": ({ operation, left, right }: { operation: string; left: Tensor; right: Tensor }) => {
    const [a, b] = clash(left, right);
    return (
      `${operation}: these shapes do not broadcast:\n${besideEachOther([left, a], [right, b], "  ", " and ")}\n` +
      "Dimensions are compared from the right; each pair must be equal, or one of it 1."
    );
  },
  "broadcast/target": ({ tensor, shape }: { tensor: Tensor; shape: Shape }) =>
    `broadcastTo: ${describe(tensor)} does not repeat to ${formatShape(shape)}.\n` +
    "Dimensions are compared from the right; each must be equal or 1.",
  "dot/rank": ({ tensor }: { tensor: Tensor }) =>
    `matmul: ${describe(tensor)} has fewer than two dimensions; reshape a vector of n numbers to [1, n] or [n, 1].`,
  "dot/inner-dimensions": ({
    left,
    right,
    leftAxis,
    rightAxis,
  }: {
    left: Tensor;
    right: Tensor;
    leftAxis: number;
    rightAxis: number;
  }) =>
    `matmul: the inner dimensions differ:\n${besideEachOther([left, leftAxis], [right, rightAxis], "  ", " · ")}\n` +
    "The columns of the left operand must be as many as the rows of the right one.",
  "dot/batch": ({ left, right }: { left: Tensor; right: Tensor }) =>
    `matmul: the leading dimensions do not match: ${describe(left)} and ${describe(right)}.\n` +
    "All but the last two dimensions are a batch and must be equal, or 1.",
  "axis/out-of-range": ({ operation, tensor, axis }: { operation: string; tensor: Tensor; axis: number }) =>
    `${operation}: ${describe(tensor)} has no axis ${axis}; ` +
    (tensor.shape.length === 0
      ? "it is a scalar."
      : `its axes are ${-tensor.shape.length} to ${tensor.shape.length - 1}.`),
  "axis/repeated": ({ operation, tensor, axes }: { operation: string; tensor: Tensor; axes: readonly number[] }) =>
    `${operation}: the axes [${axes.join(", ")}] name one dimension of ${describe(tensor)} twice.`,
  "reshape/size": ({ tensor, shape, from, to }: { tensor: Tensor; shape: Shape; from: string; to: string }) =>
    `reshape: ${describe(tensor)} holds ${from} elements, ${formatShape(shape)} holds ${to}.\n` +
    "The number of elements must stay the same, and a named dimension must stay a dimension of its own.",
  "transpose/permutation": ({ tensor, permutation }: { tensor: Tensor; permutation: readonly number[] }) =>
    `transpose: [${permutation.join(", ")}] does not name each axis of ${describe(tensor)} once.`,
  "slice/range": ({ tensor, axis, start, end }: { tensor: Tensor; axis: number; start: number; end: number }) =>
    `slice: ${describe(tensor)} has no elements ${start} to ${end} along axis ${axis}, whose size is ${tensor.shape[axis]}.\n` +
    "The size must be a number, and both ends whole numbers with 0 ≤ start ≤ end ≤ size.",
  "pad/amount": ({ tensor, axis, before, after }: { tensor: Tensor; axis: number; before: number; after: number }) =>
    `pad: cannot put ${before} zeros before and ${after} after axis ${axis} of ${describe(tensor)}.\n` +
    "The size must be a number, and both amounts whole numbers ≥ 0.",
  "windows/range": ({
    tensor,
    axis,
    size,
    stride,
    dilation,
  }: {
    tensor: Tensor;
    axis: number;
    size: number;
    stride: number;
    dilation: number;
  }) =>
    `windows: axis ${axis} of ${describe(tensor)} has no window of ${size} elements (stride ${stride}, dilation ${dilation}).\n` +
    `Its size must be a number, at least (size − 1)·dilation + 1 = ${(size - 1) * dilation + 1}, and all three whole numbers ≥ 1.`,
  "foldWindows/extent": ({
    tensor,
    axis,
    stride,
    dilation,
    extent,
  }: {
    tensor: Tensor;
    axis: number;
    stride: number;
    dilation: number;
    extent: number;
  }) =>
    `foldWindows: the windows along axis ${axis} of ${describe(tensor)} (stride ${stride}, dilation ${dilation}) are not those of an axis of size ${extent}.\n` +
    "The axis and the next are the positions and the elements of windows, with numbers for sizes, as `windows` gives them.",
  "concat/empty": (_: Record<string, never>) => "concat: there is nothing to concatenate; give it at least one tensor.",
  "concat/shapes-differ": ({ left, right, axis }: { left: Tensor; right: Tensor; axis: number }) =>
    `concat: ${describe(left)} and ${describe(right)} differ in more than axis ${axis}.\n` +
    "All other dimensions must be equal.",
  "concat/named-axis": ({ tensor, axis }: { tensor: Tensor; axis: number }) =>
    `concat: axis ${axis} of ${describe(tensor)} has only a name; sizes that are added up must be numbers.`,
  "gather/index": ({ index, position, rows }: { index: number; position: number; rows: number }) =>
    `gather: index ${index} (at position ${position}) is not among the ${rows} rows, 0 to ${rows - 1}.`,
  "constant/ragged": ({ expected, found }: { expected: readonly number[]; found: unknown }) =>
    `constant: the nested arrays are ragged: expected ${expected.length === 0 ? "a number" : `${expected[0]} entries`}, found ${String(found)}.`,
  "constant/size": ({ shape, length }: { shape: readonly number[]; length: number }) =>
    `constant: ${length} numbers do not fill the shape ${formatShape(shape)}.`,
  "random/key": ({ tensor }: { tensor: Tensor }) =>
    `randomBits: a key has the shape [2], but ${describe(tensor)} was given.`,
  "custom/cotangent": ({
    name,
    position,
    argument,
    found,
  }: {
    name: string;
    position: number;
    argument: Tensor;
    found: Tensor;
  }) =>
    `customGradient "${name}": the cotangent of argument ${position} must have its shape, ${formatShape(argument.shape)}, ` +
    `but the rule returned ${describe(found)}.`,
  "custom/not-linear": ({ name, position }: { name: string; position: number }) =>
    `customGradient "${name}": the cotangent of argument ${position} is not linear in the cotangent of the result, ` +
    "so the rule has no forward mode.\nEvery term of it must be the cotangent times something that does not depend on it.",
  "autodiff/not-scalar": ({ tensor }: { tensor: Tensor }) =>
    `gradients: only a scalar has a gradient, but ${describe(tensor)} is none.\n` +
    "Reduce it with sum or mean, or use vjp with a cotangent of its shape.",
  "autodiff/not-differentiable": ({ tensor }: { tensor: Tensor }) =>
    `${typed(tensor)} has no derivative: only f32 and f64 tensors do.`,
  "autodiff/count": ({ tensors, directions }: { tensors: number; directions: number }) =>
    `autodiff: ${tensors} tensors need as many directions, but ${directions} were given.`,
  "autodiff/direction": ({ tensor, direction }: { tensor: Tensor; direction: Tensor }) =>
    `autodiff: the direction ${typed(direction)} must have the shape and element type of its tensor, ${typed(tensor)}.`,
  "graph/dimension": ({ tensor, dim }: { tensor: Tensor; dim: Dim }) =>
    `${describe(tensor)}: ${JSON.stringify(dim)} is no dimension; a dimension is a whole number ≥ 0 or a name.`,
  "graph/signature": ({ tensor, computed }: { tensor: Tensor; computed: Signature }) =>
    `${typed(tensor)} is malformed: its inputs give ${formatShape(computed.shape)} (${computed.dtype}).`,
  "graph/duplicate-variable": ({ name }: { name: string }) =>
    `Two different variables of this graph are called "${name}".\n` +
    'Give layers names of their own, dense(64, { name: "hidden" }), or apply one layer twice to share its parameters.',
  "graph/duplicate-input": ({ left, right }: { left: Tensor; right: Tensor }) =>
    `Two inputs of this graph share a name but not a declaration: ${typed(left)} and ${typed(right)}.`,
  "json/malformed": ({ where, expected, found }: { where: string; expected: string; found: unknown }) =>
    `This is not a graph as toJson writes it: at ${where}, expected ${expected}, found ${JSON.stringify(found)?.slice(0, 80)}.`,
  "feed/missing": ({ input, given }: { input: Tensor; given: readonly string[] }) =>
    `run: the input ${typed(input)} was not fed; the feeds are: ${list(given)}.`,
  "feed/unknown": ({ name, inputs }: { name: string; inputs: readonly string[] }) =>
    `run: this program has no input "${name}"; its inputs are: ${list(inputs)}.`,
  "feed/dtype": ({ input, found }: { input: Tensor; found: string }) =>
    `run: the input ${typed(input)} was fed ${found}.\nFeed numbers, or a typed array of the declared element type.`,
  "feed/shape": ({ input, found }: { input: Tensor; found: readonly number[] }) =>
    `run: the input ${describe(input)} was fed the shape ${formatShape(found)}.`,
  "feed/length": ({ input, length, multiple }: { input: Tensor; length: number; multiple: number | undefined }) =>
    `run: the input ${describe(input)} was fed ${length} numbers, ` +
    (multiple === undefined
      ? "which do not fill its shape."
      : `which is no multiple of the ${multiple} that one step of its named dimension takes.`),
  "feed/unbound": ({ input, names }: { input: Tensor; names: readonly string[] }) =>
    `run: the sizes of ${list(names)} in ${describe(input)} cannot be told from a flat array.\n` +
    "Feed { dtype, shape, data } or nested arrays.",
  "feed/conflict": ({ name, sizes, inputs }: { name: string; sizes: readonly number[]; inputs: readonly string[] }) =>
    `run: the dimension "${name}" is ${sizes[0]} in the input "${inputs[0]}" and ${sizes[1]} in "${inputs[1]}".`,
  "session/closed": (_: Record<string, never>) => "This session is closed; create another one.",
  "session/seed": ({ seed }: { seed: number }) =>
    `createSession: the seed must be a whole number up to 2⁵³, not ${seed}.`,
  "session/memory": ({ bytes, used }: { bytes: number; used: number }) =>
    `This session has no room for ${bytes.toLocaleString("en")} more bytes; it uses ${used.toLocaleString("en")}.\n` +
    "WebAssembly reaches 4 GiB, if the machine has them. Smaller batches or narrower layers need less.",
  "session/threads": ({ threads }: { threads: number }) =>
    `wasm: the number of threads must be a whole number from 1 to 64, not ${threads}.`,
  "session/thread-lost": ({ reason, updates }: { reason: string; updates: boolean }) =>
    `run: a thread of this session was lost in the middle of a run. ${reason}\n` +
    (updates
      ? "Some of the run's updates may be written and others not, so the session neither runs nor reads any more. " +
        "Open another one, and write a checkpoint's values to it."
      : "The run changes no variables, so they can still be read; the session runs no more. " +
        "Open another one, and write their values to it."),
  "session/unknown-variable": ({ name, variables }: { name: string; variables: readonly string[] }) =>
    `This session has no variable "${name}"; it has: ${list(variables)}.\nA variable exists once a program that uses it is compiled.`,
  "session/variable-conflict": ({ left, right }: { left: Signature; right: Tensor }) =>
    `The variable ${typed(right)} exists in this session as ${formatShape(left.shape)} (${left.dtype}).\n` +
    "Rename one, or use another session.",
  "session/value": ({
    name,
    expected,
    found,
  }: {
    name: string;
    expected: readonly number[];
    found: readonly number[];
  }) => `write: the variable "${name}" has the shape ${formatShape(expected)}, the value ${formatShape(found)}.`,
  "session/initial": ({ tensor, found }: { tensor: Tensor; found: Tensor }) =>
    `The initialiser of ${typed(tensor)} returned ${typed(found)}; it must return the variable's shape and element type.`,
  "session/update": ({ variable, value }: { variable: Tensor; value: Tensor }) =>
    `The update ${typed(value)} does not fit ${typed(variable)}; updates go to variables, in their shape and element type.`,
  "session/repeated-update": ({ variable }: { variable: Tensor }) =>
    `compile: ${describe(variable)} is updated twice in one program.`,
  "dataset/input": ({ columns, inputs }: { columns: readonly string[]; inputs: readonly string[] }) =>
    `dataset: the columns ${list(columns.map((name) => `"${name}"`))} are for inputs of these names, but the program's are ` +
    `${list(inputs.map((name) => `"${name}"`))}.\n` +
    'At least one must be the same, and none may be called "indices", which is fed in their place.',
  "dataset/column": ({
    name,
    column,
    input,
  }: {
    name: string;
    column: { dtype: DType; shape: readonly number[]; scaling?: object };
    input: Tensor;
  }) =>
    `dataset: the column "${name}", ${column.dtype}${formatShape(column.shape)}${column.scaling === undefined ? "" : " with scaling"}, ` +
    `cannot feed ${describe(input)} of type ${input.dtype}.\n` +
    "A row must have as many elements as an example, of a type that its own converts to without loss (scaled ones are floats), and all " +
    "inputs that columns feed must have the same first dimension.",
  "run/size": ({ name, size }: { name: string; size: number }) =>
    `prepare: the size of "${name}" must be a whole number ≥ 0; found ${size}.`,
  "session/nested-update": ({ variable }: { variable: Tensor }) =>
    `compile: an update of ${describe(variable)} stands inside of another, so that neither comes first.\n` +
    "Compute what the inner one gives before the outer withUpdate begins.",
  "run/unbound-dimension": ({ tensor, name }: { tensor: Tensor; name: string }) =>
    `run: nothing that is fed tells the size of "${name}" in ${describe(tensor)}.\n` +
    "Compute an input that has this dimension along with the other outputs, so that it is fed.",
  "run/non-finite": ({ tensor, origin }: { tensor: Tensor; origin: Tensor }) =>
    `run: ${describe(tensor)} is not finite. The first value that is NaN or infinite came from ${describe(origin)}` +
    `${origin.inputs.length === 0 ? "" : ` of ${list(origin.inputs.map(describe))}`}.\n` +
    "No variable was changed. A smaller learning rate, or scaled inputs, often helps.",
  "remote/no-worker": (_: Record<string, never>) =>
    "serveSession: this is not a worker.\nCall it in the script of one, and createRemoteSession where that worker was started.",
  "remote/not-sendable": ({ what, found }: { what: string; found: string }) =>
    `${what} is ${found}, which cannot be sent to a worker.\n` +
    "Feeds are numbers, nested arrays, typed arrays or { dtype, shape, data }; a backend is given to serveSession in the worker.",
  "remote/lost": ({ reason }: { reason: string }) =>
    `The worker of this session is gone: ${reason}.\nIts variables are gone with it; start another worker, and write a checkpoint's values to it.`,
  "verify/law": ({ law, reason }: { law: string; reason: string }) => `The law "${law}" does not hold: ${reason}`,
} as const satisfies Record<string, (details: never) => string>;

export type ErrorCode = keyof typeof messages;
export type ErrorDetails<Code extends ErrorCode> = Parameters<(typeof messages)[Code]>[0];
