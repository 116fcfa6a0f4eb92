import fc from "fast-check";
import { expect, test } from "vitest";
import {
  AdjointError,
  add,
  broadcastTo,
  cast,
  concat,
  constant,
  createSession,
  customGradient,
  type ErrorCode,
  evaluate,
  exp,
  type Feed,
  foldWindows,
  fromJson,
  gather,
  gradients,
  input,
  jvp,
  log,
  matmul,
  mul,
  named,
  pad,
  parameter,
  randomBits,
  reshape,
  scatterAdd,
  slice,
  sub,
  sum,
  type Tensor,
  tanh,
  transpose,
  variable,
  verifyGraph,
  vjp,
  wasm,
  windows,
  withUpdate,
} from "../index.js";
import { between, elementwise, flatLaws } from "../laws/index.js";
import { serveSession } from "../worker/index.js";
import { packError, unpackError } from "../worker/packError.js";
import { packFeed } from "../worker/packFeed.js";
import { messages } from "./messages.js";

// Plain `Tensor`s, so that the mistakes get past the compiler.
const column = { dtype: "i32", shape: [5, 3], data: new Int32Array(15) } as const;
const pixels: Tensor = input("pixels", ["batch", 784]);
const weights: Tensor = parameter("hidden/weights", [785, 128]);
const labels: Tensor = input("labels", ["batch"], "i32");
const identity = (x: Tensor): Tensor => mul(x, 1);

/** It arrives from a worker as the same error: also its message, made of the details that arrive. */
function expectToTravel(error: AdjointError): void {
  const arrived = unpackError(structuredClone(packError(error))) as AdjointError;
  const { message } = new AdjointError(arrived.code, arrived.details);
  if (!(arrived instanceof AdjointError && arrived.code === error.code && message === error.message)) {
    throw new Error(`${error.code} does not travel: it became ${arrived.code}, ${message}`);
  }
}

/** The message of the error that `act` throws, which must be the one of this code. */
function refusal(code: ErrorCode, act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof AdjointError)) throw error;
    expect(error.code).toBe(code);
    expectToTravel(error);
    return error.message;
  }
  throw new Error(`Nothing was thrown; expected ${code}.`);
}

/** How each error comes about, and what it then says. A code without a case is a type error. */
const cases: { readonly [Code in ErrorCode]: (code: Code) => void } = {
  "dtype/differ": (code) =>
    expect(refusal(code, () => add(labels, input("weights of labels", ["batch"])))).toMatchInlineSnapshot(`
      "add: the operands have different element types: "labels" [batch] (i32) and "weights of labels" [batch] (f32).
      Nothing is converted silently; use cast(…, "i32") on one of them."
    `),
  "dtype/unsupported": (code) =>
    expect(refusal(code, () => exp(labels))).toMatchInlineSnapshot(`
    "exp: "labels" [batch] (i32) has an element type that it does not take; it takes f32, f64.
    Convert it with cast(…, "f32")."
  `),
  "elementwise/shapes-differ": (code) =>
    expect(refusal(code, () => scatterAdd(pixels, input("rows", [3], "i32"), 10))).toMatchInlineSnapshot(
      `"scatterAdd: the operands have different shapes: "pixels" [batch, 784] and "rows" [3]."`,
    ),
  "broadcast/incompatible": (code) =>
    expect(
      refusal(code, () => add(named("hidden", tanh(input("x", ["batch", 64]) as Tensor)), parameter("bias", [10]))),
    ).toMatchInlineSnapshot(`
      "add: these shapes do not broadcast:
        "hidden" [batch, 64] and "bias" [10]
                         ^^              ^^
      Dimensions are compared from the right; each pair must be equal, or one of it 1."
    `),
  "broadcast/target": (code) =>
    expect(refusal(code, () => broadcastTo(pixels, [3, 10]))).toMatchInlineSnapshot(`
    "broadcastTo: "pixels" [batch, 784] does not repeat to [3, 10].
    Dimensions are compared from the right; each must be equal or 1."
  `),
  "dot/rank": (code) =>
    expect(refusal(code, () => matmul(parameter("bias", [10]) as Tensor, weights))).toMatchInlineSnapshot(
      `"matmul: "bias" [10] has fewer than two dimensions; reshape a vector of n numbers to [1, n] or [n, 1]."`,
    ),
  "dot/inner-dimensions": (code) =>
    expect(refusal(code, () => matmul(pixels, weights))).toMatchInlineSnapshot(`
    "matmul: the inner dimensions differ:
      "pixels" [batch, 784] · "hidden/weights" [785, 128]
                       ^^^                      ^^^
    The columns of the left operand must be as many as the rows of the right one."
  `),
  "dot/batch": (code) =>
    expect(
      refusal(code, () => matmul(input("a", [2, 3, 4]) as Tensor, input("b", [5, 4, 3]) as Tensor)),
    ).toMatchInlineSnapshot(`
      "matmul: the leading dimensions do not match: "a" [2, 3, 4] and "b" [5, 4, 3].
      All but the last two dimensions are a batch and must be equal, or 1."
    `),
  "axis/out-of-range": (code) =>
    expect(refusal(code, () => sum(pixels, { axes: [2] }))).toMatchInlineSnapshot(
      `"sum: "pixels" [batch, 784] has no axis 2; its axes are -2 to 1."`,
    ),
  "axis/repeated": (code) =>
    expect(refusal(code, () => sum(pixels, { axes: [0, -2] }))).toMatchInlineSnapshot(
      `"sum: the axes [0, -2] name one dimension of "pixels" [batch, 784] twice."`,
    ),
  "reshape/size": (code) =>
    expect(
      refusal(code, () => reshape(pixels, ["batch", 28, 29] as readonly (number | string)[])),
    ).toMatchInlineSnapshot(`
      "reshape: "pixels" [batch, 784] holds 784 · batch elements, [batch, 28, 29] holds 812 · batch.
      The number of elements must stay the same, and a named dimension must stay a dimension of its own."
    `),
  "transpose/permutation": (code) =>
    expect(refusal(code, () => transpose(pixels, [0, 0]))).toMatchInlineSnapshot(
      `"transpose: [0, 0] does not name each axis of "pixels" [batch, 784] once."`,
    ),
  "slice/range": (code) =>
    expect(refusal(code, () => slice(weights, { axis: 1, start: 100, end: 200 }))).toMatchInlineSnapshot(`
      "slice: "hidden/weights" [785, 128] has no elements 100 to 200 along axis 1, whose size is 128.
      The size must be a number, and both ends whole numbers with 0 ≤ start ≤ end ≤ size."
    `),
  "pad/amount": (code) =>
    expect(refusal(code, () => pad(pixels, { axis: 0, before: 1 }))).toMatchInlineSnapshot(`
    "pad: cannot put 1 zeros before and 0 after axis 0 of "pixels" [batch, 784].
    The size must be a number, and both amounts whole numbers ≥ 0."
  `),
  "windows/range": (code) =>
    expect(refusal(code, () => windows(weights, { axis: 1, size: 65, dilation: 2 }))).toMatchInlineSnapshot(`
      "windows: axis 1 of "hidden/weights" [785, 128] has no window of 65 elements (stride 1, dilation 2).
      Its size must be a number, at least (size − 1)·dilation + 1 = 129, and all three whole numbers ≥ 1."
    `),
  "foldWindows/extent": (code) =>
    expect(refusal(code, () => foldWindows(weights, { axis: 0, extent: 912 + 1 }))).toMatchInlineSnapshot(`
      "foldWindows: the windows along axis 0 of "hidden/weights" [785, 128] (stride 1, dilation 1) are not those of an axis of size 913.
      The axis and the next are the positions and the elements of windows, with numbers for sizes, as \`windows\` gives them."
    `),
  "concat/empty": (code) =>
    expect(refusal(code, () => concat([] as readonly Tensor[], 0))).toMatchInlineSnapshot(
      `"concat: there is nothing to concatenate; give it at least one tensor."`,
    ),
  "concat/shapes-differ": (code) =>
    expect(refusal(code, () => concat([pixels, weights], 1))).toMatchInlineSnapshot(`
    "concat: "pixels" [batch, 784] and "hidden/weights" [785, 128] differ in more than axis 1.
    All other dimensions must be equal."
  `),
  "concat/named-axis": (code) =>
    expect(refusal(code, () => concat([pixels, pixels], 0))).toMatchInlineSnapshot(
      `"concat: axis 0 of "pixels" [batch, 784] has only a name; sizes that are added up must be numbers."`,
    ),
  "gather/index": (code) =>
    expect(
      refusal(code, () => evaluate(gather(constant([1, 2, 3]), input("rows", [2], "i32")), { rows: [0, 3] })),
    ).toMatchInlineSnapshot(`"gather: index 3 (at position 1) is not among the 3 rows, 0 to 2."`),
  "constant/ragged": (code) =>
    expect(refusal(code, () => constant([[1, 2], [3]]))).toMatchInlineSnapshot(
      `"constant: the nested arrays are ragged: expected 2 entries, found 1."`,
    ),
  "constant/size": (code) =>
    expect(refusal(code, () => constant(new Float32Array(5), { shape: [2, 3] }))).toMatchInlineSnapshot(
      `"constant: 5 numbers do not fill the shape [2, 3]."`,
    ),
  "random/key": (code) =>
    expect(refusal(code, () => randomBits(input("key", [3], "i32"), [4]))).toMatchInlineSnapshot(
      `"randomBits: a key has the shape [2], but "key" [3] was given."`,
    ),
  "custom/cotangent": (code) =>
    expect(
      refusal(code, () =>
        customGradient({ name: "scaled", value: identity, vjp: ({ cotangent }) => [sum(cotangent)] })(pixels),
      ),
    ).toMatchInlineSnapshot(
      `"customGradient "scaled": the cotangent of argument 0 must have its shape, [batch, 784], but the rule returned sum []."`,
    ),
  "custom/not-linear": (code) =>
    expect(
      refusal(code, () => {
        const squared = customGradient({
          name: "squared",
          value: identity,
          vjp: ({ cotangent }) => [mul(cotangent, cotangent)],
        });
        jvp([squared(pixels)], [pixels], [pixels]);
      }),
    ).toMatchInlineSnapshot(`
      "customGradient "squared": the cotangent of argument 0 is not linear in the cotangent of the result, so the rule has no forward mode.
      Every term of it must be the cotangent times something that does not depend on it."
    `),
  "autodiff/not-scalar": (code) =>
    expect(
      refusal(code, () => gradients(matmul(pixels, input("v", [784, 10]) as Tensor), [pixels])),
    ).toMatchInlineSnapshot(`
      "gradients: only a scalar has a gradient, but dot [batch, 10] is none.
      Reduce it with sum or mean, or use vjp with a cotangent of its shape."
    `),
  "autodiff/not-differentiable": (code) =>
    expect(refusal(code, () => gradients(sum(pixels), [labels]))).toMatchInlineSnapshot(
      `""labels" [batch] (i32) has no derivative: only f32 and f64 tensors do."`,
    ),
  "autodiff/count": (code) =>
    expect(refusal(code, () => vjp([pixels], [pixels], []))).toMatchInlineSnapshot(
      `"autodiff: 1 tensors need as many directions, but 0 were given."`,
    ),
  "autodiff/direction": (code) =>
    expect(refusal(code, () => vjp([pixels], [pixels], [cast(pixels, "f64")]))).toMatchInlineSnapshot(
      `"autodiff: the direction cast [batch, 784] (f64) must have the shape and element type of its tensor, "pixels" [batch, 784] (f32)."`,
    ),
  "graph/dimension": (code) =>
    expect(refusal(code, () => verifyGraph([input("x", [2, -1])]))).toMatchInlineSnapshot(
      `""x" [2, -1]: -1 is no dimension; a dimension is a whole number ≥ 0 or a name."`,
    ),
  "graph/signature": (code) =>
    expect(refusal(code, () => verifyGraph([{ ...tanh(pixels), shape: [3] }]))).toMatchInlineSnapshot(
      `"tanh [3] (f32) is malformed: its inputs give [batch, 784] (f32)."`,
    ),
  "graph/duplicate-variable": (code) =>
    expect(refusal(code, () => verifyGraph([parameter("w", [2]), parameter("w", [2])]))).toMatchInlineSnapshot(`
      "Two different variables of this graph are called "w".
      Give layers names of their own, dense(64, { name: "hidden" }), or apply one layer twice to share its parameters."
    `),
  "graph/duplicate-input": (code) =>
    expect(refusal(code, () => verifyGraph([input("x", [2]), input("x", [3])]))).toMatchInlineSnapshot(
      `"Two inputs of this graph share a name but not a declaration: "x" [2] (f32) and "x" [3] (f32)."`,
    ),
  "json/malformed": (code) =>
    expect(refusal(code, () => fromJson({ format: "adjoint-graph", version: 2 }))).toMatchInlineSnapshot(
      `"This is not a graph as toJson writes it: at $.version, expected 1, found 2."`,
    ),
  "feed/missing": (code) =>
    expect(
      refusal(code, () => evaluate(add(pixels, input("noise", ["batch", 1])), { noise: [[1]] })),
    ).toMatchInlineSnapshot(`"run: the input "pixels" [batch, 784] (f32) was not fed; the feeds are: noise."`),
  "feed/unknown": (code) =>
    expect(refusal(code, () => evaluate(sum(pixels), { pixel: [1] }))).toMatchInlineSnapshot(
      `"run: this program has no input "pixel"; its inputs are: pixels."`,
    ),
  "feed/dtype": (code) =>
    expect(refusal(code, () => evaluate(sum(labels), { labels: [0.5] }))).toMatchInlineSnapshot(`
    "run: the input "labels" [batch] (i32) was fed the number 0.5.
    Feed numbers, or a typed array of the declared element type."
  `),
  "feed/shape": (code) =>
    expect(refusal(code, () => evaluate(sum(pixels), { pixels: [[1, 2, 3]] }))).toMatchInlineSnapshot(
      `"run: the input "pixels" [batch, 784] was fed the shape [1, 3]."`,
    ),
  "feed/length": (code) =>
    expect(refusal(code, () => evaluate(sum(pixels), { pixels: new Float32Array(785) }))).toMatchInlineSnapshot(
      `"run: the input "pixels" [batch, 784] was fed 785 numbers, which is no multiple of the 784 that one step of its named dimension takes."`,
    ),
  "feed/unbound": (code) =>
    expect(
      refusal(code, () => evaluate(sum(input("image", ["height", "width"])), { image: new Float32Array(6) })),
    ).toMatchInlineSnapshot(`
      "run: the sizes of height, width in "image" [height, width] cannot be told from a flat array.
      Feed { dtype, shape, data } or nested arrays."
    `),
  "feed/conflict": (code) =>
    expect(
      refusal(code, () =>
        evaluate(mul(sum(input("pixels", ["batch", 2])), sum(input("targets", ["batch"]))), {
          pixels: [[1, 2]],
          targets: [1, 2, 3],
        }),
      ),
    ).toMatchInlineSnapshot(`"run: the dimension "batch" is 1 in the input "pixels" and 3 in "targets"."`),
  "session/closed": (code) =>
    expect(
      refusal(code, () => {
        const session = createSession();
        session.close();
        session.compile({ outputs: weights });
      }),
    ).toMatchInlineSnapshot(`"This session is closed; create another one."`),
  "session/seed": (code) =>
    expect(refusal(code, () => createSession({ seed: 0.5 }))).toMatchInlineSnapshot(
      `"createSession: the seed must be a whole number up to 2⁵³, not 0.5."`,
    ),
  "session/memory": (code) =>
    expect(
      refusal(code, () => createSession({ backend: wasm() }).compile({ outputs: parameter("huge", [2 ** 31]) })),
    ).toMatchInlineSnapshot(`
      "This session has no room for 8,589,934,592 more bytes; it uses 1,024.
      WebAssembly reaches 4 GiB, if the machine has them. Smaller batches or narrower layers need less."
    `),
  "session/threads": (code) =>
    expect(refusal(code, () => createSession({ backend: wasm({ threads: 0 }) }))).toMatchInlineSnapshot(
      `"wasm: the number of threads must be a whole number from 1 to 64, not 0."`,
    ),
  "session/thread-lost": (code) => {
    const reason = "A worker stopped: RangeError: Out of memory.";
    expect(new AdjointError(code, { reason, updates: true }).message).toMatchInlineSnapshot(`
      "run: a thread of this session was lost in the middle of a run. A worker stopped: RangeError: Out of memory.
      Some of the run's updates may be written and others not, so the session neither runs nor reads any more. Open another one, and write a checkpoint's values to it."
    `);
    expect(new AdjointError(code, { reason, updates: false }).message).toMatchInlineSnapshot(`
      "run: a thread of this session was lost in the middle of a run. A worker stopped: RangeError: Out of memory.
      The run changes no variables, so they can still be read; the session runs no more. Open another one, and write their values to it."
    `);
  },
  "session/unknown-variable": (code) =>
    expect(
      refusal(code, () => {
        using session = createSession();
        session.compile({ outputs: weights });
        session.read("weights");
      }),
    ).toMatchInlineSnapshot(`
      "This session has no variable "weights"; it has: hidden/weights.
      A variable exists once a program that uses it is compiled."
    `),
  "session/variable-conflict": (code) =>
    expect(
      refusal(code, () => {
        using session = createSession();
        session.compile({ outputs: weights });
        session.compile({ outputs: parameter("hidden/weights", [784, 128]) });
      }),
    ).toMatchInlineSnapshot(`
      "The variable "hidden/weights" [784, 128] (f32) exists in this session as [785, 128] (f32).
      Rename one, or use another session."
    `),
  "session/value": (code) =>
    expect(
      refusal(code, () => {
        using session = createSession();
        session.compile({ outputs: weights });
        session.write(weights, [1, 2, 3]);
      }),
    ).toMatchInlineSnapshot(`"write: the variable "hidden/weights" has the shape [785, 128], the value [3]."`),
  "session/initial": (code) =>
    expect(refusal(code, () => evaluate(parameter("w", [2], { initial: (_shape, key) => key })))).toMatchInlineSnapshot(
      `"The initialiser of "w" [2] (f32) returned constant [2] (i32); it must return the variable's shape and element type."`,
    ),
  "session/update": (code) =>
    expect(
      refusal(code, () => {
        using session = createSession();
        session.compile({ outputs: [], updates: [[weights, sum(weights)]] });
      }),
    ).toMatchInlineSnapshot(
      `"The update sum [] (f32) does not fit "hidden/weights" [785, 128] (f32); updates go to variables, in their shape and element type."`,
    ),
  "session/repeated-update": (code) =>
    expect(
      refusal(code, () => {
        using session = createSession();
        const updates = [1, 2].map((by) => [weights, sub(weights, by)] as const);
        session.compile({ outputs: [], updates });
      }),
    ).toMatchInlineSnapshot(`"compile: "hidden/weights" [785, 128] is updated twice in one program."`),
  "dataset/input": (code) =>
    expect(
      refusal(code, () => createSession().compile({ outputs: sum(pixels) }, { dataset: { images: column } })),
    ).toMatchInlineSnapshot(`
      "dataset: the columns "images" are for inputs of these names, but the program's are "pixels".
      At least one must be the same, and none may be called "indices", which is fed in their place."
    `),
  "dataset/column": (code) =>
    expect(
      refusal(code, () => createSession().compile({ outputs: sum(pixels) }, { dataset: { pixels: column } })),
    ).toMatchInlineSnapshot(`
      "dataset: the column "pixels", i32[5, 3], cannot feed "pixels" [batch, 784] of type f32.
      A row must have as many elements as an example, of a type that its own converts to without loss (scaled ones are floats), and all inputs that columns feed must have the same first dimension."
    `),
  "run/size": (code) =>
    expect(
      refusal(code, () =>
        createSession()
          .compile({ outputs: sum(pixels) })
          .prepare({ batch: 2.5 }),
      ),
    ).toMatchInlineSnapshot(`"prepare: the size of "batch" must be a whole number ≥ 0; found 2.5."`),
  "session/nested-update": (code) =>
    expect(
      refusal(code, () => {
        const calls = variable("calls", []);
        const outer = withUpdate(calls, (before) => {
          const inner = withUpdate(calls, (present) => ({ value: present, next: add(present, before) }));
          return { value: inner, next: add(inner, 1) };
        });
        evaluate(outer);
      }),
    ).toMatchInlineSnapshot(`
      "compile: an update of "calls" [] stands inside of another, so that neither comes first.
      Compute what the inner one gives before the outer withUpdate begins."
    `),
  "run/unbound-dimension": (code) =>
    expect(refusal(code, () => evaluate(gradients(sum(pixels), [pixels])[0]))).toMatchInlineSnapshot(`
      "run: nothing that is fed tells the size of "batch" in broadcastTo [batch, 784].
      Compute an input that has this dimension along with the other outputs, so that it is fed."
    `),
  "run/non-finite": (code) =>
    expect(
      refusal(code, () => {
        using session = createSession();
        const loss = named("loss", sum(mul(log(input("p", [2])), 2)));
        session.compile({ outputs: loss, requireFinite: [loss] }).run({ p: [0.5, 0] });
      }),
    ).toMatchInlineSnapshot(`
      "run: "loss" [] is not finite. The first value that is NaN or infinite came from log [2] of "p" [2].
      No variable was changed. A smaller learning rate, or scaled inputs, often helps."
    `),
  "remote/no-worker": (code) =>
    expect(refusal(code, () => serveSession())).toMatchInlineSnapshot(`
    "serveSession: this is not a worker.
    Call it in the script of one, and createRemoteSession where that worker was started."
  `),
  "remote/not-sendable": (code) =>
    expect(refusal(code, () => packFeed('The feed "x"', (() => 1) as unknown as Feed, []))).toMatchInlineSnapshot(`
      "The feed "x" is a function, which cannot be sent to a worker.
      Feeds are numbers, nested arrays, typed arrays or { dtype, shape, data }; a backend is given to serveSession in the worker."
    `),
  "remote/lost": (code) =>
    expect(
      refusal(code, () => {
        throw new AdjointError(code, { reason: "it ended" });
      }),
    ).toMatchInlineSnapshot(`
    "The worker of this session is gone: it ended.
    Its variables are gone with it; start another worker, and write a checkpoint's values to it."
  `),
  "verify/law": (code) =>
    expect(
      refusal(code, () => {
        throw fc.check(flatLaws[0]!.of(elementwise(exp as never, between(0, 1))), { seed: 1 }).errorInstance;
      }),
    ).toMatchInlineSnapshot(`"The law "both modes give zero" does not hold: a derivative is not zero."`),
};

test("every code has a case, and every case a code", () => {
  expect(Object.keys(cases).toSorted()).toStrictEqual(Object.keys(messages).toSorted());
});

test.each(Object.entries(cases))("%s", (code, check) => {
  expect.assertions(2);
  (check as (code: string) => void)(code);
});

test("an error holds its code and the offending values as data", () => {
  const error = (() => {
    try {
      return matmul(pixels, weights);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: "AdjointError",
    code: "dot/inner-dimensions",
    details: { left: pixels, right: weights, leftAxis: 1, rightAxis: 0 },
  });
});
