export { average } from "./group-average.js";
