/**
 * Compiler options of local files. Read without TypeScript, which would take
 * the process of the cells some 0.3 s and 45 MB; `compiler/tsconfig.ts` reads those
 * of the cells with it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { TransformOptions } from "esbuild";
import { type Moment, stampOf } from "../moment.js";
import { nearest } from "./nearest.js";

/** What of a project's tsconfig.json changes the meaning of code rather than its checking. */
export interface CompilerOptions {
  tsconfigRaw: Exclude<NonNullable<TransformOptions["tsconfigRaw"]>, string>;
  /** Differs whenever `tsconfigRaw` does. */
  key: string;
}

/** `target` decides what class fields mean when `useDefineForClassFields` does not. */
const MEANT = [
  "experimentalDecorators",
  "jsx",
  "jsxFactory",
  "jsxFragmentFactory",
  "jsxImportSource",
  "target",
  "useDefineForClassFields",
  "verbatimModuleSyntax",
] as const;

interface Known {
  /** The file and those that it extends. */
  files: string[];
  stamp: string;
  options: CompilerOptions;
}

const projects = new Map<string, Known>();
const NONE: CompilerOptions = { tsconfigRaw: {}, key: "" };

/** The options of the nearest tsconfig.json; none where it is missing or cannot be read. */
export function compilerOptions(file: string, moment: Moment): CompilerOptions {
  const path = nearest("tsconfig.json", dirname(file), moment);
  if (path === undefined) return NONE;
  const stampAll = (files: readonly string[]) =>
    files.map((one) => (moment.isFile(one) ? stampOf(moment.stats(one)!) : "")).join();
  const known = projects.get(path);
  if (known?.stamp === stampAll(known?.files ?? [])) return known!.options;
  const files: string[] = [];
  const all = read(path, files);
  const meant = Object.fromEntries(MEANT.filter((name) => name in all).map((n) => [n, all[n]]));
  // JSX that stays JSX is for another tool; Node needs JavaScript.
  if (meant.jsx === "preserve" || meant.jsx === "react-native") delete meant.jsx;
  const options = { tsconfigRaw: { compilerOptions: meant }, key: JSON.stringify(meant) };
  projects.set(path, { files, stamp: stampAll(files), options });
  return options;
}

/** The compiler options of a file over those of what it extends; `files` collects what was read. */
function read(path: string, files: string[]): Record<string, unknown> {
  if (files.includes(path)) return {};
  files.push(path);
  try {
    const content = JSON.parse(withoutComments(readFileSync(path, "utf8"))) as {
      extends?: string | string[];
      compilerOptions?: Record<string, unknown>;
    };
    const bases = content.extends === undefined ? [] : [content.extends].flat();
    const inherited = bases.map((base) => read(basePath(base, path), files));
    return Object.assign({}, ...inherited, content.compilerOptions);
  } catch {
    // The type check complains about it; code runs without its options meanwhile.
    return {};
  }
}

function basePath(base: string, path: string): string {
  if (!/^\.{0,2}\//.test(base)) return createRequire(path).resolve(base);
  const file = resolve(dirname(path), base);
  return file.endsWith(".json") ? file : `${file}.json`;
}

/** tsconfig.json may hold comments and commas before a closing bracket. */
function withoutComments(text: string): string {
  const string = '("(?:[^"\\\\]|\\\\.)*")';
  return text
    .replace(/^\uFEFF/, "")
    .replace(new RegExp(`${string}|//[^\\n]*|/\\*[^]*?\\*/`, "g"), "$1")
    .replace(new RegExp(`${string}|,(?=\\s*[}\\]])`, "g"), "$1");
}
