import { type AnyLayer, activations, celu, elu, leakyRelu } from "@adjoint/ops";
import type { SpecTable } from "../spec/specOption.js";
import { positive, real } from "./options.js";

const alpha = positive("α, what it saturates at", 1);

/** Those of `activations` that have settings; there they have their defaults. */
const withSettings: SpecTable<AnyLayer> = {
  celu: { options: { alpha }, make: celu },
  elu: { options: { alpha }, make: elu },
  leakyRelu: { options: { slope: real("s, the slope below 0", 0.01) }, make: leakyRelu },
};

/** Every activation that a spec can name. */
export const activationTable: SpecTable<AnyLayer> = {
  ...Object.fromEntries(
    Object.entries<AnyLayer>(activations).map(([name, layer]) => [name, { options: {}, make: () => layer }]),
  ),
  ...withSettings,
};
