export * from "./hulls/index.js";
export * from "./polyhedra/index.js";
