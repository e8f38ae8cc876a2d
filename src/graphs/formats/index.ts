export { eachGraph6, readGraph6 } from "./graph6.js";
export { writeGraph6 } from "./write-graph6.js";
