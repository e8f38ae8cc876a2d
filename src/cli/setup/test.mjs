// `npm test`: from a fresh clone through everything that CI runs. What follows
// `--` goes to mocha: `npm test -- --grep "null space"`; files that are named
// there are run instead of all.
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { main, root, run, say } from "./console.mjs";
import { prepare } from "./prepare.mjs";
import { installTestTools } from "./python.mjs";

const everyTest = "dist/test/**/*.test.js";

/** Files of tests that run side by side: half of them wait for kernels and browsers. */
const jobs = Math.max(2, Math.min(4, cpus().length));

await main(async () => {
  await prepare();
  installTestTools();
  say("format, lint and floors (biome)");
  run(process.execPath, [join("node_modules", "@biomejs", "biome", "bin", "biome"), "check", "."], {
    remedy: "`npm run format` mends what can be mended by itself.",
  });
  say("tests (mocha)");
  const given = process.argv.slice(2);
  return mocha(given.some((arg) => arg.endsWith(".js")) ? given : [...given, everyTest]);
});

/**
 * Runs mocha with its output passed on, and closes with one plain line.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function mocha(args) {
  const colors = process.stdout.isTTY ? "--color" : "--no-color";
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        join("node_modules", "mocha", "bin", "mocha.js"),
        ...[colors, "--parallel", "--jobs", String(jobs), ...args],
      ],
      {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let tail = "";
    child.stdout.on("data", (chunk) => {
      process.stdout.write(chunk);
      tail = (tail + chunk).slice(-200_000);
    });
    child.on("error", reject);
    child.on("close", (status) => {
      const plain = tail.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "");
      const count = (/** @type {string} */ word) =>
        Number([...plain.matchAll(new RegExp(`^ +(\\d+) ${word}`, "gm"))].at(-1)?.[1] ?? 0);
      console.log(
        `tests: ${count("passing")} passed, ${count("failing")} failed, ${count("pending")} skipped`,
      );
      resolve(status ?? 1);
    });
  });
}
