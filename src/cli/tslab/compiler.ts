import { createRequire } from "node:module";
import type TypeScript from "typescript";

let compiler: typeof TypeScript | undefined;

/** The compiler that tslab itself uses, in the instance that it uses. */
export function tslabCompiler(): typeof TypeScript {
  const require = createRequire(import.meta.url);
  compiler ??= createRequire(require.resolve("tslab"))("@tslab/typescript-for-tslab");
  return compiler as typeof TypeScript;
}
