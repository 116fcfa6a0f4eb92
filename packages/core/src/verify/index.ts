export { checkGradient, type GradientOptions } from "./checkGradient.js";
export { checkJacobian, type JacobianOptions } from "./checkJacobian.js";
export { checkLayers, type LayersOptions } from "./checkLayers.js";
export {
  type BackendsOptions,
  type Contestant,
  compareBackends,
} from "./compareBackends.js";
export { formatVerification } from "./formatVerification.js";
export type { TaylorOptions } from "./internal/checks/taylor.js";
export type { JacobianBlock, JacobianEntry } from "./internal/compareJacobians.js";
export type { TaylorSeries } from "./internal/taylorSeries.js";
export type { Check, Comparison, Coverage, Verdict, Verification } from "./verification.js";
