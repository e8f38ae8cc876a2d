export { moveImages, turnImages } from "./turn-images.js";
