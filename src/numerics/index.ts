export { Matrix, type Vector } from "./matrix.js";
