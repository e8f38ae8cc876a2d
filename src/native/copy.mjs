// Puts the compiled kernels and their manifest beside the compiled loader.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";

const from = new URL("./", import.meta.url);
const to = new URL("../../dist/src/native/", import.meta.url);
mkdirSync(to, { recursive: true });
for (const file of readdirSync(from)) {
  if (file.endsWith(".wasm") || file === "manifest.json") {
    copyFileSync(new URL(file, from), new URL(file, to));
  }
}
