/** A process that imports as the kernel's cells do: a script with a name in the notebook's folder. */
import { join } from "node:path";
import { constants, Script } from "node:vm";
import {
  forgetFailedModules,
  registerModuleHooks,
  sourceMapOf,
} from "../../../src/kernel/modules/index.js";

const folder = process.argv[2];
process.chdir(folder);
process.removeAllListeners("warning");
registerModuleHooks();

const load = new Script("(specifier, options) => import(specifier, options)", {
  filename: join(folder, "notebook.ipynb#cell[1]"),
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}).runInThisContext();

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

process.on("message", async (code: string) => {
  try {
    const run = new AsyncFunction("load", "sourceMapOf", "forgetFailedModules", "kept", code);
    const value = await run(load, sourceMapOf, forgetFailedModules, kept);
    process.send!({ value });
  } catch (error) {
    const { name, message, code, stack } = error as Error & { code?: string };
    const isSyntaxError = error instanceof SyntaxError;
    process.send!({ error: { name, message, code, stack, isSyntaxError } });
  }
});
/** Where a test keeps values from one message to the next. */
const kept = {};
process.send!({ value: "ready" });
