export * from "./digits/index.js";
export * from "./hulls/index.js";
export * from "./polyhedra/index.js";
