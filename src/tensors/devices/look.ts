/**
 * Looks for a device in a process of its own: a driver that crashes or hangs ends that one, a
 * library of a gigabyte goes with it, and what Dawn says of Vulkan on its error output becomes the
 * reason.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A GPU by WebGPU, a driver of it in software, TensorFlow's C library. */
export const SIGHTS = ["gpu", "software", "native"] as const;
export type Looked = (typeof SIGHTS)[number];

export interface Sight {
  readonly found: boolean;
  /** What it is, or why there is none. */
  readonly detail: string;
  /** What to do, where something can be done. */
  readonly remedy?: string;
}

const SECONDS = 60;

export function look(device: Looked): Promise<Sight> {
  const program = fileURLToPath(new URL("./look-process.js", import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, device],
      { timeout: 1000 * SECONDS, windowsHide: true },
      (error, stdout, stderr) => resolve(sight(device, error, stdout, stderr)),
    );
  });
}

interface Ending {
  readonly killed?: boolean;
  readonly signal?: NodeJS.Signals | null;
  readonly message: string;
}

/** What the process said, or how it ended without saying anything. */
export function sight(device: Looked, error: Ending | null, stdout: string, stderr: string): Sight {
  const warning = /Warning: (.*)/.exec(stderr)?.[1];
  try {
    const said = JSON.parse(stdout) as Sight;
    return said.found || !warning ? said : { ...said, detail: `${said.detail} (Dawn: ${warning})` };
  } catch {
    const how = error?.killed
      ? `did not answer within ${SECONDS} s`
      : `crashed (${error?.signal ?? error?.message.trim().split("\n").at(-1) ?? "no answer"})`;
    const what = device === "native" ? "TensorFlow's library" : "the driver";
    return { found: false, detail: `${what} ${how} when it was tried` };
  }
}
