import { SetupError, say } from "./console.mjs";

/** Refuses a Node that cannot `require()` ES modules, which the kernel needs. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
    throw new SetupError(
      `Node ${process.versions.node} is too old.`,
      "install Node 20.19, 22.12, 24 or later from https://nodejs.org.",
    );
  }
  say(`Node ${process.versions.node}`);
}
