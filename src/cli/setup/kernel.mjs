import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "./console.mjs";
import { venv } from "./python.mjs";

/** Installs the kernelspec, and settings under which JupyterLab asks no server for news. */
export async function installKernel() {
  const compiled = new URL("../../../dist/src/cli/tslab/kernelspec.js", import.meta.url);
  const { tslabKernelSpec } = await import(compiled.href);
  write(["share", "jupyter", "kernels", "tslab", "kernel.json"], tslabKernelSpec());
  write(["share", "jupyter", "lab", "settings", "overrides.json"], {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  });
  say("the kernel “TypeScript (tslab)” is installed in .venv");
}

/**
 * @param {string[]} path below .venv
 * @param {unknown} value
 */
function write(path, value) {
  const file = join(venv, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
