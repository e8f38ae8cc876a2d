import { execFile } from "node:child_process";
import { join } from "node:path";
import { root } from "../fixtures/fixture.js";

export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs the command `intertwine` as a user does. */
export function intertwine(...args: string[]): Promise<Outcome> {
  const main = join(root, "dist", "src", "cli", "main.js");
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd: root }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ status, stdout, stderr });
    });
  });
}
