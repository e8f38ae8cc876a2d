/** Whether a local file is a module, CommonJS or JSON. */
import { readFileSync } from "node:fs";
import { dirname, extname } from "node:path";
import { type Moment, stampOf } from "../moment.js";
import { nearest } from "./nearest.js";

/** How Node is to treat a local file; `detect` leaves it to the syntax of the file. */
export type Format = "module" | "commonjs" | "json" | "detect";

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  // TypeScript is written with `import`, whatever the package around it says.
  ".ts": "module",
  ".tsx": "module",
  ".mts": "module",
  ".mjs": "module",
  ".cts": "commonjs",
  ".cjs": "commonjs",
  ".json": "json",
};

/** `undefined` for what Node loads by itself: `.wasm`, `.node` and unknown kinds. */
export function formatOf(file: string, moment: Moment): Format | undefined {
  const extension = extname(file);
  return extension === ".js" ? packageType(dirname(file), moment) : BY_EXTENSION[extension];
}

const packages = new Map<string, { stamp: string; type: Format }>();

/** The field `type` of the nearest package.json (Node, "Determining module system"). */
function packageType(folder: string, moment: Moment): Format {
  const path = nearest("package.json", folder, moment);
  if (path === undefined) return "detect";
  const stamp = stampOf(moment.stats(path)!);
  const known = packages.get(path);
  if (known?.stamp === stamp) return known.type;
  const type = readType(path);
  packages.set(path, { stamp, type });
  return type;
}

function readType(path: string): Format {
  try {
    const { type } = JSON.parse(readFileSync(path, "utf8")) as { type?: unknown };
    return type === "module" || type === "commonjs" ? type : "detect";
  } catch {
    // Node complains about the file where it matters.
    return "detect";
  }
}
