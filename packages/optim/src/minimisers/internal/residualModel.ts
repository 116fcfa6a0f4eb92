import { type Feed, input, jvp, type Session, type Tensor, vjp } from "@adjoint/core";
import { requireParameters } from "../../errors/requireParameters.js";
import { join } from "./join.js";
import { type Point, pointOf } from "./point.js";
import { requireStart } from "./requireStart.js";

/** Residuals r as a function of the parameters, with the products of their Jacobian J at the present ones. */
export interface ResidualModel {
  readonly point: Point;
  /** Checks a number of the first place: of the residuals, or the gradient. */
  requireStart(part: string, value: number): void;
  /** r at these parameters, which become the present ones. */
  residuals(x: Float64Array): Float64Array;
  /** J·p. */
  forward(p: Float64Array): Float64Array;
  /** Jᵀ·u. */
  backward(u: Float64Array): Float64Array;
  /** How often `residuals` was called. */
  readonly evaluations: number;
}

/** Compiles the residuals and both products, with tangents and cotangents as inputs. */
export function residualModel(
  what: string,
  session: Session,
  residuals: Tensor,
  parameters: readonly Tensor[],
  feeds: Readonly<Record<string, Feed>>,
): ResidualModel {
  requireParameters(what, residuals, parameters);
  const value = session.compile({ outputs: [residuals] });
  const point = pointOf(what, session, parameters);
  const alike = ({ shape, dtype }: Tensor, name: string): Tensor => input(name, shape, dtype);
  const tangents = parameters.map((parameter, i) => alike(parameter, `${what}/tangent_${i}`));
  const cotangent = alike(residuals, `${what}/cotangent`);
  const forward = session.compile({ outputs: jvp([residuals], parameters, tangents) });
  const backward = session.compile({ outputs: vjp([residuals], parameters, [cotangent]) });
  /** A program refuses feeds that it does not use, as where a product needs fewer inputs than the residuals. */
  const feedsOf = (
    { inputs }: { readonly inputs: ReadonlyMap<string, Tensor> },
    more: Readonly<Record<string, Feed>>,
  ): Readonly<Record<string, Feed>> =>
    Object.fromEntries(Object.entries({ ...feeds, ...more }).filter(([name]) => inputs.has(name)));

  let evaluations = 0;
  let shape: readonly number[] = [];
  return {
    point,
    requireStart: (part, first) => requireStart(what, part, residuals, first),
    residuals: (x) => {
      evaluations++;
      point.write(x);
      const [found] = value.run(feeds);
      if (typeof found !== "number") ({ shape } = found as { readonly shape: readonly number[] });
      return join([found!]);
    },
    forward: (p) => {
      const parts = point.split(p);
      return join(forward.run(feedsOf(forward, Object.fromEntries(tangents.map(({ name }, i) => [name!, parts[i]!])))));
    },
    backward: (u) => {
      const fed = { dtype: "f64", shape, data: u } as const;
      return join(backward.run(feedsOf(backward, { [cotangent.name!]: fed })));
    },
    get evaluations() {
      return evaluations;
    },
  };
}
