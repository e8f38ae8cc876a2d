/** What Jupyter needs to know to start this kernel. */
import { fileURLToPath } from "node:url";

export interface KernelSpec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode: "message" | "signal";
  metadata: Record<string, unknown>;
}

export const kernelName = "intertwine";

/** The specification for the Node that runs this, and for the files where they are now. */
export function intertwineKernelSpec(): KernelSpec {
  return {
    argv: [
      process.execPath,
      fileURLToPath(new URL("./main.js", import.meta.url)),
      "--connection-file",
      "{connection_file}",
    ],
    display_name: "TypeScript (Intertwine)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
}
