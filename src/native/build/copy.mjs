// Puts the compiled kernels and their manifest beside the compiled loader.
import { cpSync } from "node:fs";

const from = new URL("../binaries/", import.meta.url);
const to = new URL("../../../dist/src/native/binaries/", import.meta.url);
cpSync(from, to, { recursive: true });
