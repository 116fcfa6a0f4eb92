// Shapes are part of the types, so `tsc` refuses a network that does not fit together, before anything runs.
// Each line below a `@ts-expect-error` is wrong; the comment is what `tsc` says about it.
import { add, formatShape, input, matmul, reshape, type Tensor } from "@adjoint/core";
import { dense, relu, residual, sequential, softmaxCrossEntropy } from "@adjoint/ops";

const pixels = input("pixels", ["batch", 784]);
const labels = input("labels", ["batch"], "i32");

// Hover over these in an editor: the types are Tensor<readonly ["batch", 64]> and so on.
const hidden = matmul(pixels, input("weights", [784, 64]));
const images = reshape(pixels, ["batch", 28, 28]);
const network = sequential(dense(64), relu, residual(sequential(dense(64), relu, dense(64))), dense(10));
const logits: Tensor<readonly ["batch", 10]> = network(pixels);
const loss: Tensor<readonly []> = softmaxCrossEntropy(logits, labels);

/** Never called: these lines are here for the compiler to refuse. Run, they would throw the same complaint as an error. */
export const refused = [
  // @ts-expect-error: matmul: inner dimensions 784 and 785 differ
  () => matmul(pixels, input("weights", [785, 64])),
  // @ts-expect-error: dimensions 64 and 32 do not broadcast
  () => add(hidden, input("bias", [32])),
  // @ts-expect-error: reshape: 784 elements do not fill 783
  () => reshape(pixels, ["batch", 783]),
  // @ts-expect-error: residual: the inner layers must keep the shape
  () => residual(dense(32))(hidden),
  // @ts-expect-error: dense: made for 32 features, applied to 64
  () => sequential(dense(64), dense(10, { inputs: 32 }))(pixels),
  // @ts-expect-error: softmaxCrossEntropy: the targets are neither one label per row nor rows like the logits
  () => softmaxCrossEntropy(logits, input("labels", ["images"], "i32")),
];

/** A function of your own asks for the shape it needs; a caller with another one is refused in the same way. */
const flatten = (images: Tensor<readonly ["batch", 28, 28]>): Tensor<readonly ["batch", 784]> =>
  reshape(images, ["batch", 784]);

export function main() {
  const shapes = [hidden, images, flatten(images), logits, loss].map(({ shape }) => formatShape(shape));
  console.log(`Shapes that tsc computed, and that the graph has: ${shapes.join("  ")}`);
  console.log(`Lines that tsc refuses, each with a sentence: ${refused.length}`);
  return { shapes, refused: refused.length };
}
