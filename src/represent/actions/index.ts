export { actLinearly } from "./act-linearly.js";
export { actTogether } from "./act-together.js";
export { movePoints } from "./move-points.js";
export { permuteRows } from "./permute-rows.js";
