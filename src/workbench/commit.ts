import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";

/**
 * The commit of the sources in `folder`, `+` behind it when they were changed since; null
 * unless `folder` is the root of a repository. A library that was installed into somebody's
 * project is none: the commit there is that project's.
 */
export function commitOf(folder: string): string | null {
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  try {
    if (realpathSync(git("rev-parse", "--show-toplevel")) !== realpathSync(folder)) {
      return null;
    }
    const changed = git("status", "--porcelain", "--", "src", "package-lock.json") !== "";
    return git("rev-parse", "--short=12", "HEAD") + (changed ? "+" : "");
  } catch {
    return null;
  }
}
