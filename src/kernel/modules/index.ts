export { registerModuleHooks, sourceMapOf } from "./register.js";
