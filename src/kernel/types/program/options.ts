/**
 * Compiler options for cells: as strict as the project, but for modules that
 * a kernel runs as they are.
 *
 * From the nearest tsconfig.json come strictness, paths, conditions, JSX and
 * libraries. What concerns output, unused names and the spelling of imports
 * does not fit a cell: a name unused in one cell is used in the next.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import ts from "typescript";

export interface CellOptions {
  options: ts.CompilerOptions;
  /** The declarations of Node's own types, which every program includes. */
  nodeTypes: string[];
  /** What is wrong with the project's tsconfig.json, as text; empty when nothing is. */
  problems: string[];
}

const leastLibraries = ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.decorators.d.ts"];

/** Settings that say how and where output goes, or judge a file as if it were complete. */
const unfit = [
  "outDir",
  "outFile",
  "rootDir",
  "rootDirs",
  "declarationDir",
  "declaration",
  "declarationMap",
  "emitDeclarationOnly",
  "composite",
  "incremental",
  "tsBuildInfoFile",
  "sourceMap",
  "inlineSourceMap",
  "inlineSources",
  "mapRoot",
  "sourceRoot",
  "isolatedDeclarations",
  "isolatedModules",
  "verbatimModuleSyntax",
  "erasableSyntaxOnly",
  "importHelpers",
  "noUnusedLocals",
  "noUnusedParameters",
  "checkJs",
  "typeRoots",
  "noLib",
  "noResolve",
  "moduleDetection",
  "allowUnusedLabels",
] as const;

/** TypeScript's complaints that there are no files: the list is empty, none is found. */
const noFiles = [18002, 18003];

/** The options for cells in `cwd`. */
export function readOptions(cwd: string): CellOptions {
  const configFile = ts.findConfigFile(cwd, existsSync);
  const problems: string[] = [];
  let project: ts.CompilerOptions = { strict: true };
  if (configFile !== undefined) {
    const { config, error } = ts.readConfigFile(configFile, ts.sys.readFile);
    // The list of files is not needed, and to find it would walk the whole project.
    const host = { ...ts.sys, readDirectory: () => [] };
    const parsed = ts.parseJsonConfigFileContent(
      config ?? {},
      host,
      dirname(configFile),
      undefined,
      configFile,
    );
    project = parsed.options;
    const errors = error ? [error] : parsed.errors.filter(({ code }) => !noFiles.includes(code));
    problems.push(...errors.map((found) => problemText(configFile, found)));
  }
  const options: ts.CompilerOptions = { ...project };
  for (const name of unfit) delete options[name];
  const target = Math.max(project.target ?? ts.ScriptTarget.ES2023, ts.ScriptTarget.ES2023);
  return {
    options: {
      ...options,
      target,
      lib: [...new Set([...(project.lib ?? []), ...leastLibraries])],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      esModuleInterop: true,
      allowSyntheticDefaultImports: true,
      noEmit: true,
      skipLibCheck: true,
      skipDefaultLibCheck: true,
      types: [],
    },
    nodeTypes: findNodeTypes(cwd),
    problems,
  };
}

function problemText(configFile: string, { code, messageText, file, start }: ts.Diagnostic) {
  const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start) : undefined;
  const place = at ? `${configFile}:${at.line + 1}:${at.character + 1}` : configFile;
  return `${place} TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}

/** A path as TypeScript writes it, on every system. */
export function withSlashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** The project's own types for Node, or else the kernel's. */
function findNodeTypes(cwd: string): string[] {
  for (const from of [join(cwd, "cell.js"), import.meta.url]) {
    try {
      const manifest = createRequire(from).resolve("@types/node/package.json");
      return [withSlashes(join(dirname(manifest), "index.d.ts"))];
    } catch {
      // Not installed there; the next place may have it.
    }
  }
  return [];
}
