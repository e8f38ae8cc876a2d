export { forgetFailedModules, registerModuleHooks, sourceMapOf } from "./register.js";
