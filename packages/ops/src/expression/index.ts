export { type Expression, type ExpressionOptions, expression, type ParameterDeclaration } from "./expression.js";
export { type FormulaLoss, lossExpression } from "./lossExpression.js";
export { type ScheduleExpressionOptions, scheduleExpression } from "./scheduleExpression.js";
export { type PrintedExpression, toExpression } from "./toExpression.js";
