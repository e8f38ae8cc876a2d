import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "./console.mjs";
import { venv } from "./python.mjs";

/** Installs our kernel as the default and tslab beside it; JupyterLab asks no server for news. */
export async function installKernels() {
  for (const [name, spec] of Object.entries(await kernelSpecs())) {
    write(["share", "jupyter", "kernels", name, "kernel.json"], spec);
  }
  write(["etc", "jupyter", "jupyter_server_config.d", "intertwine.json"], {
    MultiKernelManager: { default_kernel_name: "intertwine" },
  });
  write(["share", "jupyter", "lab", "settings", "overrides.json"], {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  });
  say("the kernels “TypeScript (Intertwine)” and “TypeScript (tslab)” are installed in .venv");
}

/** @returns {Promise<Record<string, unknown>>} by the name of the kernel's folder */
async function kernelSpecs() {
  const compiled = new URL("../../../dist/src/cli/", import.meta.url);
  const { kernelSpecs } = await import(new URL("kernels.js", compiled).href);
  return kernelSpecs();
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
