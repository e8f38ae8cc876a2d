import { statSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** The browser for the tests: $CHROMIUM, or the first of the usual names on the PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM) {
    return isFile(env.CHROMIUM) ? env.CHROMIUM : undefined;
  }
  const extensions = process.platform === "win32" ? [".exe"] : [""];
  return (env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.flatMap((name) => extensions.map((end) => join(folder, name + end))))
    .find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
