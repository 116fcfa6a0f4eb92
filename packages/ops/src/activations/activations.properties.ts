import { atX, type JacobianCases, type NoDerivative, withParameters, x } from "../jacobianCases.properties.js";
import { activations } from "./activations.js";
import { celu } from "./celu.js";
import { elu } from "./elu.js";
import { leakyRelu } from "./leakyRelu.js";
import { prelu } from "./prelu.js";

/** On every piece of those that consist of pieces, and on no kink. */
const pieces = [
  [-7.5, -2.5, -0.4],
  [0.7, 2.5, 7.5],
];

const { step, ...smooth } = activations;

export const activationCases: JacobianCases = {
  ...Object.fromEntries(
    Object.entries(smooth).map(([name, activation]) => [
      name,
      { "by x": () => atX(activation(x)), "by x on every piece": () => atX(activation(x), pieces) },
    ]),
  ),
  celu: { "with α = 2": () => atX(celu({ alpha: 2 })(x), pieces) },
  elu: { "with α = 2": () => atX(elu({ alpha: 2 })(x), pieces) },
  leakyRelu: { "with a slope of 0.3": () => atX(leakyRelu({ slope: 0.3 })(x), pieces) },
  prelu: {
    "by x and its slopes": () => withParameters(prelu()(x)),
    "by x and a shared slope": () => withParameters(prelu({ shared: true })(x)),
  },
};

export const activationsWithout: NoDerivative = {
  activations: "a table of layers, each of which is an export too (tested below)",
  [step.kind]: "flat but for its jump: its derivative is 0",
};
