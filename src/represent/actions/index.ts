export { actLinearly, actThrough } from "./act-linearly.js";
export { actOnImages } from "./act-on-images.js";
export { actTogether } from "./act-together.js";
export { movePoints } from "./move-points.js";
export { permuteRows } from "./permute-rows.js";
