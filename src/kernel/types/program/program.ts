/**
 * One program for everything that cells import, and one living checker for all
 * cells.
 *
 * TypeScript makes a new program and a new checker for every change of a file;
 * that costs 10 to 30 ms, and more after a large import whose types must be
 * worked out again. But a cell changes nothing: it is a new module beside the
 * others, which nobody imports. So a cell's file is handed straight to the
 * checker that is there already. The program is rebuilt when a cell imports a
 * file that is not in it or a file on disk has changed; the checker is renewed
 * then, when a cell augments global declarations, and from time to time so that
 * what it remembers of forgotten cells goes away.
 */
import { posix } from "node:path";
import ts from "typescript";
import { notebookGlobals } from "../globals.js";
import { webAssemblyDeclaration } from "../web-assembly.js";
import type { BoundFile, CheckedProgram, Checker } from "./internals.js";
import { internals } from "./internals.js";
import type { CellOptions } from "./options.js";
import { Sources } from "./sources.js";

/** Characters that even an empty cell counts for, since the checker keeps something of each. */
const SMALLEST_LOAD = 500;

type Resolutions = Map<string, ts.ResolvedModuleWithFailedLookupLocations>;

export class CellProgram {
  readonly sources: Sources;
  readonly options: ts.CompilerOptions;
  /** Cells that add to global declarations or to modules, in the order of their runs. */
  readonly augmenting = new Set<BoundFile>();
  /** Text that the checker has seen since it was made, in characters. */
  load = 0;
  #roots: string[];
  #importsFile: string;
  #imports = new Set<string>();
  #base: CheckedProgram | undefined;
  #live: CheckedProgram | undefined;
  #checker: Checker | undefined;
  #resolutions = new WeakMap<ts.SourceFile, Resolutions>();
  #parse: ts.CreateSourceFileOptions;

  constructor(cwd: string, { options, nodeTypes }: CellOptions) {
    this.options = options;
    this.sources = new Sources(cwd, options);
    this.#parse = {
      languageVersion: options.target ?? ts.ScriptTarget.ES2023,
      impliedNodeFormat: ts.ModuleKind.ESNext,
      setExternalModuleIndicator: internals.getSetExternalModuleIndicator(options),
    };
    const globals = posix.join(cwd, "ɵnotebook.d.ts");
    this.#importsFile = posix.join(cwd, "ɵimports.ts");
    this.#roots = [globals, this.#importsFile, ...nodeTypes];
    this.sources.virtual.set(
      globals,
      ts.createSourceFile(
        globals,
        notebookGlobals + webAssemblyDeclaration(options),
        this.#parse.languageVersion,
      ),
    );
    this.#writeImports();
  }

  /** A cell's text as a module that is not yet bound. */
  parse(fileName: string, code: string): BoundFile {
    const file = ts.createSourceFile(
      fileName,
      code,
      this.#parse,
      true,
      ts.ScriptKind.TS,
    ) as BoundFile;
    file.path = file.resolvedPath = fileName as ts.Path;
    file.originalFileName = fileName;
    file.imports = [];
    file.moduleAugmentations = [];
    file.ambientModuleNames = [];
    collectReferences(file);
    return file;
  }

  /**
   * Makes sure that the checker can judge a file: what it imports is in the
   * program, what it augments is merged, its names are bound.
   */
  admit(file: BoundFile): void {
    const resolutions: Resolutions = new Map();
    let rebuild = this.#base === undefined;
    for (const { text: name } of file.imports) {
      const resolution = this.sources.resolve(name);
      resolutions.set(name, resolution);
      const target = resolution.resolvedModule;
      if (!target || this.#imports.has(name) || this.#base?.getSourceFile(target.resolvedFileName))
        continue;
      this.#imports.add(name);
      rebuild = true;
    }
    this.#resolutions.set(file, resolutions);
    if (rebuild) {
      this.#writeImports();
      this.#build();
    }
    if (!file.locals) internals.bindSourceFile(file, this.options);
    this.load += file.text.length + SMALLEST_LOAD;
  }

  /** Looks at the disk; true when something has changed and types may be others. */
  refresh(): boolean {
    if (!this.sources.refresh()) return false;
    this.#build();
    return true;
  }

  get checker(): Checker {
    if (!this.#checker) {
      this.#checker = internals.createTypeChecker(this.program);
      this.load = 0;
    }
    return this.#checker;
  }

  /** Whether there is a checker, which is costly to begin with. */
  get isWarm(): boolean {
    return this.#checker !== undefined;
  }

  /** The program as the checker sees it. */
  get program(): CheckedProgram {
    if (!this.#base) this.#build();
    this.#live ??= this.#beside(this.#base!);
    return this.#live;
  }

  /** Lets the checker go, with all that it remembers; the next question makes another. */
  renew(): void {
    this.#checker = undefined;
    this.#live = undefined;
  }

  /** What completion asks of its surroundings: the disk, for paths of modules. */
  get editorHost(): ts.LanguageServiceHost {
    const { host, cwd } = this.sources;
    return {
      getCompilationSettings: () => this.options,
      getScriptFileNames: () => this.#roots,
      getScriptVersion: () => "",
      getScriptSnapshot: () => undefined,
      getCurrentDirectory: () => cwd,
      getDefaultLibFileName: (options) => host.getDefaultLibFileName(options),
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    };
  }

  #build(): void {
    this.#base = ts.createProgram({
      rootNames: this.#roots,
      options: this.options,
      host: this.sources.host,
      ...(this.#base && { oldProgram: this.#base }),
    }) as CheckedProgram;
    this.sources.settled();
    this.renew();
  }

  /** The program with cells beside its files. */
  #beside(base: CheckedProgram): CheckedProgram {
    const resolved = (file: ts.SourceFile | undefined, name: string) =>
      file && this.#resolutions.get(file)?.get(name);
    return Object.assign(Object.create(base) as CheckedProgram, {
      getTypeChecker: () => this.checker,
      getSourceFiles: () => [...base.getSourceFiles(), ...this.augmenting],
      getResolvedModule: (file: ts.SourceFile, name: string, mode: ts.ResolutionMode) =>
        this.#resolutions.has(file)
          ? resolved(file, name)
          : base.getResolvedModule(file, name, mode),
      getResolvedModuleFromModuleSpecifier: (
        specifier: ts.StringLiteralLike,
        file: ts.SourceFile = specifier.getSourceFile(),
      ) =>
        this.#resolutions.has(file)
          ? resolved(file, specifier.text)
          : base.getResolvedModuleFromModuleSpecifier(specifier, file),
    });
  }

  #writeImports(): void {
    const text = [...this.#imports].map((name) => `import ${JSON.stringify(name)};\n`).join("");
    const file = ts.createSourceFile(this.#importsFile, text, this.#parse);
    this.sources.virtual.set(this.#importsFile, Object.assign(file, { version: text }));
  }
}

/** Fills in what a file imports and augments, as a program does for its own files. */
function collectReferences(file: BoundFile): void {
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
      const specifier = statement.moduleSpecifier;
      if (specifier && ts.isStringLiteral(specifier)) file.imports.push(specifier);
    } else if (ts.isImportEqualsDeclaration(statement)) {
      const reference = statement.moduleReference;
      if (!ts.isExternalModuleReference(reference)) continue;
      if (ts.isStringLiteral(reference.expression)) file.imports.push(reference.expression);
    } else if (ts.isModuleDeclaration(statement)) {
      const isGlobal = (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
      if (isGlobal || ts.isStringLiteral(statement.name))
        file.moduleAugmentations.push(statement.name as ts.StringLiteral | ts.Identifier);
    }
  }
  internals.forEachDynamicImportOrRequireCall(file, true, true, (node, specifier) => {
    const isImport =
      ts.isImportTypeNode(node) || node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isImport) file.imports.push(specifier);
  });
}
