export {
  checkJacobian,
  type JacobianBlock,
  type JacobianEntry,
  type JacobianOptions,
  type JacobianReport,
} from "./checkJacobian.js";
