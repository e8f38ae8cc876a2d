export { type Edge, Graph, type GraphOptions } from "./graph.js";
