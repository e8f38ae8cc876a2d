import { fileURLToPath } from "node:url";

/** A kernelspec as Jupyter reads it from `kernel.json`. */
export interface TslabKernelSpec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode: "signal";
  metadata: Record<string, unknown>;
}

/** How this library starts tslab, with this Node and from this folder. */
export function tslabKernelSpec(): TslabKernelSpec {
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
