/**
 * Where an addon of TensorFlow's C library may be: the one that `intertwine doctor
 * --install-native` built, then the packages tfjs-node-gpu and tfjs-node. A package counts only
 * under its own name: npm's overrides may have put plain TensorFlow.js in its place, which loads
 * without complaint.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What was built, and of what. */
export interface AddonRecord {
  /** Of tfjs_binding.node. */
  readonly sha256: string;
  /** TensorFlow's library, which it opens, and how long it was then. */
  readonly library: string;
  readonly libraryBytes: number;
  readonly compiler: string;
  readonly processor: string;
}

/** The package's own folder, under which TensorFlow.js is found as the library finds it. */
const root = fileURLToPath(new URL("../../../../../", import.meta.url));

/** Where `doctor --install-native` puts the addon. */
export const addonFolder: string = join(root, ".addon");

export const ADDON_FILES = {
  binding: "tfjs_binding.node",
  record: "addon.json",
  /** The package tfjs-node, of which the kernels in JavaScript are used. */
  scripts: "tfjs-node",
} as const;

export interface Candidate {
  readonly name: string;
  /** Of our own: its folder. Of a package: undefined. */
  readonly folder?: string;
  /** Resolves the package. */
  readonly require: NodeJS.Require;
}

export function candidates(folder: string = addonFolder): Candidate[] {
  const here = createRequire(import.meta.url);
  const there = createRequire(pathToFileURL(join(process.cwd(), "index.js")));
  const own = existsSync(join(folder, ADDON_FILES.record))
    ? [{ name: "own addon", folder, require: here }]
    : [];
  const packages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"].flatMap((name) => {
    const require = [here, there].find((from) => nameOf(from, name) === name);
    return require === undefined ? [] : [{ name, require }];
  });
  return [...own, ...packages];
}

function nameOf(require: NodeJS.Require, name: string): string | undefined {
  try {
    const manifest = findManifest(dirname(require.resolve(name)));
    return manifest && JSON.parse(readFileSync(manifest, "utf8")).name;
  } catch {
    return undefined;
  }
}

function findManifest(folder: string): string | undefined {
  const file = join(folder, "package.json");
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : findManifest(parent);
}
