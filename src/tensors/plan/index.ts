export { attributeText } from "./attribute-text.js";
export type * from "./operation.js";
export { BINARY_CODES, TERNARY_CODES, UNARY_CODES } from "./operation.js";
export type * from "./plan-graph.js";
export { isFloat, valueTypes } from "./value-types.js";
