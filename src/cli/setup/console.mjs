// How the set-up talks: one line a step, and a failure that says what to do.
// Plain JavaScript on Node's own library: it runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with package.json. */
export const root = dirname(fileURLToPath(new URL("../../", import.meta.url)));

/** A step that cannot go on: what happened, and the remedy. */
export class SetupError extends Error {
  /** @param {string} what @param {string} remedy */
  constructor(what, remedy) {
    super(`${what}\n  Remedy: ${remedy}`);
  }
}

/** @param {string} line */
export function say(line) {
  console.log(`intertwine: ${line}`);
}

/**
 * Runs a program in the project's folder with its output shown.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, remedy: string }} options
 */
export function run(program, args, { env = process.env, remedy }) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32" && program === "npm",
  });
  if (error || status !== 0) {
    const why = error ? error.message : `exit status ${status}`;
    throw new SetupError(`\`${[program, ...args].join(" ")}\` failed (${why}).`, remedy);
  }
}

/**
 * Runs a program to its end with the terminal handed over; answers its exit
 * status, 0 when it was ended by Ctrl-C.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function runToTheEnd(program, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env, stdio: "inherit" });
    let ending = false;
    // A terminal sends Ctrl-C to both; a supervisor sends SIGTERM to us alone.
    const onInterrupt = () => {
      ending = true;
    };
    const onTerminate = () => {
      ending = true;
      child.kill("SIGTERM");
    };
    process.on("SIGINT", onInterrupt);
    process.on("SIGTERM", onTerminate);
    child.on("error", reject);
    child.on("exit", (status) => {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
      resolve(ending ? 0 : (status ?? 1));
    });
  });
}

/**
 * Runs `work`; a failure becomes its message and exit status 1.
 * @param {() => Promise<number | void>} work
 */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(`\nintertwine: ${error instanceof SetupError ? error.message : error.stack}`);
    process.exitCode = 1;
  }
}
