import { is, type Tensor, tape, variablePrimitive } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";

/** Rules for the parameters of one layer. */
export interface LayerRules<Rule> {
  /** For what is called …/weights. */
  readonly weights?: Rule;
  /** For what is called …/bias. */
  readonly biases?: Rule;
}

/**
 * Rules for the parameters of a graph, by their names. Those of a layer replace the general ones for it, also when they are none:
 * `{}` exempts a layer. A parameter that is neither weights nor a bias, such as a scale, has a rule only by its own name.
 */
export interface ParameterRules<Rule> extends LayerRules<Rule> {
  /** By the name of a layer, or of one that others are inside of: `dense_1`. The longest name counts. */
  readonly layers?: Readonly<Record<string, LayerRules<Rule>>>;
  /** By the whole name of a parameter: `dense_1/weights`. */
  readonly parameters?: Readonly<Record<string, Rule>>;
}

const kinds: Readonly<Record<string, keyof LayerRules<never>>> = { weights: "weights", bias: "biases" };

/** Is it the name of this layer, or of something inside of it? */
const within = (name: string, layer: string): boolean => name.startsWith(`${layer}/`);

function ruleOf<Rule>(name: string, rules: ParameterRules<Rule>): Rule | undefined {
  const own = rules.parameters?.[name];
  if (own !== undefined) return own;
  const layer = Object.keys(rules.layers ?? {})
    .filter((layer) => within(name, layer))
    .toSorted((a, b) => b.length - a.length)[0];
  const group = layer === undefined ? rules : rules.layers?.[layer];
  const kind = kinds[name.split("/").at(-1)!];
  return kind === undefined ? undefined : group?.[kind];
}

/** The trainable variables that tensors depend on. */
export const trainable = (tensors: readonly Tensor[]): readonly Tensor[] =>
  tape(tensors).filter((node) => is(node, variablePrimitive) && node.attributes.trainable);

/**
 * The parameters that have a rule, with it.
 *
 * @throws OpsError `ops/parameter-names` when a name belongs to no parameter, or no parameter has a rule
 */
export function parameterRules<Rule>(
  operation: string,
  parameters: readonly Tensor[],
  rules: ParameterRules<Rule>,
): readonly (readonly [parameter: Tensor, rule: Rule])[] {
  const names = parameters.map(({ name }) => name ?? "");
  const strangers = [
    ...Object.keys(rules.layers ?? {}).filter((layer) => !names.some((name) => within(name, layer))),
    ...Object.keys(rules.parameters ?? {}).filter((parameter) => !names.includes(parameter)),
  ];
  const found = parameters.flatMap((parameter, i) => {
    const rule = ruleOf(names[i]!, rules);
    return rule === undefined ? [] : [[parameter, rule] as const];
  });
  if (strangers.length > 0 || found.length === 0) {
    throw new OpsError("ops/parameter-names", { operation, strangers, names });
  }
  return found;
}
