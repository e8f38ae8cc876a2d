export { numberedRows } from "./numbered-rows.js";
export { type Pooling, poolMembers } from "./pool-members.js";
export { setLinear } from "./set-linear.js";
