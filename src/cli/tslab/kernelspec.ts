import { fileURLToPath } from "node:url";
import type { KernelSpec } from "../../kernel/index.js";

/** How this library starts tslab, with this Node and from this folder. */
export function tslabKernelSpec(): KernelSpec {
  return {
    argv: [
      process.execPath,
      "--enable-source-maps",
      fileURLToPath(new URL("./launcher.js", import.meta.url)),
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript (tslab)",
    language: "typescript",
    interrupt_mode: "signal",
    metadata: {},
  };
}
