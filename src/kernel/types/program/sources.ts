/**
 * What the type service knows of the disk: source files once parsed, and which
 * module a specifier means.
 *
 * Packages are taken not to change while the kernel runs and are never looked
 * at twice. The project's own files are: `refresh` asks the disk for each one
 * that was read, once a check. What was missing is always looked for again,
 * because the user's answer to "cannot find module" is to make it available.
 */
import { statSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { parseBare } from "./docstrings.js";

interface Entry {
  file: ts.SourceFile | undefined;
  version: string;
}

export class Sources {
  /** Files that exist only here, such as the notebook's globals. */
  readonly virtual = new Map<string, ts.SourceFile>();
  readonly host: ts.CompilerHost;
  #files = new Map<string, Entry>();
  #exists = new Map<string, boolean>();
  #cache: ts.ModuleResolutionCache;
  /** Imports of the project's files that lead nowhere: specifier and importing file. */
  #missing = new Map<string, { name: string; from: string }>();
  #invalid = false;

  constructor(
    readonly cwd: string,
    readonly options: ts.CompilerOptions,
  ) {
    this.#cache = this.#newCache();
    const exists = (path: string, ask: (path: string) => boolean) => {
      let known = this.#exists.get(path);
      if (known === undefined) {
        known = ask(path);
        this.#exists.set(path, known);
      }
      return known;
    };
    this.host = {
      getSourceFile: (name, how) => this.virtual.get(name) ?? this.#read(name, how),
      getDefaultLibFileName: (options) =>
        posix.join(libraryFolder, ts.getDefaultLibFileName(options)),
      getDefaultLibLocation: () => libraryFolder,
      writeFile: () => {},
      getCurrentDirectory: () => cwd,
      getCanonicalFileName: (name) =>
        ts.sys.useCaseSensitiveFileNames ? name : name.toLowerCase(),
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      getNewLine: () => "\n",
      fileExists: (path) => this.virtual.has(path) || exists(path, ts.sys.fileExists),
      directoryExists: (path) => exists(`${path}/`, ts.sys.directoryExists),
      readFile: ts.sys.readFile,
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
      resolveModuleNameLiterals: (literals, from, redirect, _options, file) =>
        literals.map((literal) => {
          const mode = ts.getModeForUsageLocation(file, literal, this.options);
          const found = this.#resolve(literal.text, from, redirect, mode);
          if (!found.resolvedModule && isLocal(from) && !this.virtual.has(from)) {
            this.#missing.set(`${literal.text}\0${from}`, { name: literal.text, from });
          }
          return found;
        }),
      getModuleResolutionCache: () => this.#cache,
      hasInvalidatedResolutions: (path) => this.#invalid && isLocal(path),
    };
  }

  /** The module that a cell in `cwd` means; what is not found is looked for afresh each time. */
  resolve(name: string): ts.ResolvedModuleWithFailedLookupLocations {
    const from = posix.join(this.cwd, "cell.ts");
    const mode = ts.ModuleKind.ESNext;
    const known = this.#resolve(name, from, undefined, mode);
    if (known.resolvedModule) return known;
    const fresh = ts.resolveModuleName(
      name,
      from,
      this.options,
      ts.sys,
      undefined,
      undefined,
      mode,
    );
    if (fresh.resolvedModule) this.#forgetPlaces();
    return fresh;
  }

  /** Whether one of the project's files has changed, gone or come since the last call. */
  refresh(): boolean {
    let changed = false;
    for (const [name, entry] of this.#files) {
      if (!isLocal(name)) continue;
      const version = versionOf(name);
      if (version === entry.version) continue;
      changed = true;
      if (version === "" || entry.version === "") this.#invalid = true;
      this.#files.delete(name);
    }
    for (const { name, from } of this.#missing.values()) {
      if (!ts.resolveModuleName(name, from, this.options, ts.sys).resolvedModule) continue;
      changed = this.#invalid = true;
    }
    if (changed) this.#forgetPlaces();
    return changed;
  }

  /** Says that a program stands on what was read; what was invalid is so no longer. */
  settled(): void {
    this.#invalid = false;
  }

  /** Whether a program must ask again where modules are. */
  get invalid(): boolean {
    return this.#invalid;
  }

  #read(name: string, how: ts.ScriptTarget | ts.CreateSourceFileOptions) {
    const known = this.#files.get(name);
    if (known) return known.file;
    const version = isLocal(name) ? versionOf(name) : "package";
    const text = ts.sys.readFile(name);
    const parse = isLocal(name) ? ts.createSourceFile : parseBare;
    const file = text === undefined ? undefined : parse(name, text, how);
    // A program compares files by their version to see what it can keep.
    if (file) Object.assign(file, { version });
    this.#files.set(name, { file, version });
    return file;
  }

  #resolve(
    name: string,
    from: string,
    redirect: ts.ResolvedProjectReference | undefined,
    mode: ts.ResolutionMode,
  ) {
    return ts.resolveModuleName(name, from, this.options, this.host, this.#cache, redirect, mode);
  }

  #forgetPlaces(): void {
    this.#exists.clear();
    this.#missing.clear();
    this.#cache = this.#newCache();
  }

  #newCache(): ts.ModuleResolutionCache {
    return ts.createModuleResolutionCache(this.cwd, (name) => name, this.options);
  }
}

const libraryFolder = ts.sys.resolvePath(posix.join(ts.getDefaultLibFilePath({}), ".."));

/** Whether a file is the project's own, so that it may change while the kernel runs. */
function isLocal(name: string): boolean {
  return !name.includes("/node_modules/");
}

/** Changes whenever the file's content does; empty when there is no file. */
function versionOf(name: string): string {
  const stats = statSync(name, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size}` : "";
}
