export { PRODUCT_TOLERANCE } from "./pair-graph.js";
export { type ProductFrameOptions, type ProductPose, productFrame } from "./product-frame.js";
export { pointRowOutput, vectorRowOutput } from "./product-outputs.js";
