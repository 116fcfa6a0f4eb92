import type { Expression } from "./kernel.js";

/** Rebuilds expressions with other leaves; what was shared stays shared, also between the expressions it is called with. */
export function expressionRewriter(
  replaceLeaf: (leaf: Expression) => Expression,
): (expression: Expression) => Expression {
  const images = new Map<Expression, Expression>();
  const image = (expression: Expression): Expression => {
    const known = images.get(expression);
    if (known !== undefined) return known;
    const rewritten =
      expression.kind === "apply" ? { ...expression, args: expression.args.map(image) } : replaceLeaf(expression);
    images.set(expression, rewritten);
    return rewritten;
  };
  return image;
}
