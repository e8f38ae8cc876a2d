export { type CellCompiler, type CellCompilerOptions, createCellCompiler } from "./compiler.js";
export { ASYNC_DRIVER } from "./helpers.js";
export { type Lowered, type LowerOptions, lowerTypeScript } from "./lower.js";
