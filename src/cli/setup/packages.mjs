import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, say } from "./console.mjs";

/** Installs the packages of package-lock.json, unless exactly these are there. */
export function installPackages() {
  if (packagesAreInstalled(root)) {
    say("packages are installed");
    return;
  }
  say("installing the packages of package-lock.json (npm ci)");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    remedy:
      "see npm's message above; behind a proxy set npm's `proxy` and `registry`, offline see " +
      "environment.md.",
  });
}

/**
 * npm writes node_modules/.package-lock.json when an install has ended well;
 * it lists what is there. Optional packages are of other systems.
 * @param {string} folder
 */
export function packagesAreInstalled(folder) {
  const wanted = packagesOf(join(folder, "package-lock.json"));
  const present = packagesOf(join(folder, "node_modules", ".package-lock.json"));
  return (
    wanted !== undefined &&
    present !== undefined &&
    Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === "" || (path in present ? present[path].version === version : optional),
    )
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
