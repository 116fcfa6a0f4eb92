// A graph is data: written as JSON it is read back node for node, printed as text it can be compared, drawn as Mermaid it can
// be shown. A gradient is a graph like any other, so it travels the same way.
import { evaluate, fromJson, gradients, input, tape, toJson, toMermaid, toText, verifyGraph } from "@adjoint/core";
import { dense, sequential, squaredError, tanh } from "@adjoint/ops";

const x = input("x", ["batch", 3]);
const y = input("y", ["batch", 1]);
const network = sequential(tanh, dense(1, { name: "out" }));

export function main() {
  const hidden = network(dense(4, { name: "first" })(x));
  const loss = squaredError(hidden, y);
  const [slope] = gradients(loss, [x]);

  const text = JSON.stringify(toJson([loss, slope]));
  const again = fromJson(JSON.parse(text));
  verifyGraph(again);

  const feeds = { x: [[1, 2, 3]], y: [[0.5]] };
  const [before, after] = [evaluate([loss, slope], feeds), evaluate(again, feeds)];

  console.log(`${tape([loss, slope]).length} nodes make ${text.length} characters of JSON`);
  console.log(`\nThe graph as text:\n\n${toText([loss])}`);
  console.log(`\nThe beginning of it as Mermaid:\n\n${toMermaid([loss]).split("\n").slice(0, 6).join("\n")}\n  …`);
  return { before, after, same: toText(again) === toText([loss, slope]) };
}
