/**
 * The parts of TypeScript that its own editor services use and its published
 * declarations leave out. The version that we stand on is the last one with a
 * JavaScript interface, and pinned, so these do not move; they are gathered
 * here so that there is one place to look at all the same.
 */
import ts from "typescript";

/** A source file with what a program fills in before the checker sees it. */
export interface BoundFile extends ts.SourceFile {
  path: ts.Path;
  resolvedPath: ts.Path;
  originalFileName: string;
  imports: ts.StringLiteralLike[];
  moduleAugmentations: (ts.StringLiteral | ts.Identifier)[];
  ambientModuleNames: string[];
  /** Names declared at the top level, once bound. */
  locals?: Map<string, ts.Symbol>;
  /** Every identifier in the text. */
  identifiers: Map<string, string>;
  symbol?: ts.Symbol;
  parseDiagnostics: ts.DiagnosticWithLocation[];
  bindDiagnostics: ts.DiagnosticWithLocation[];
  commentDirectives?: readonly unknown[];
  checkJsDirective?: { enabled: boolean };
}

export interface Checker extends ts.TypeChecker {
  getDiagnostics(file: ts.SourceFile, cancellation?: ts.CancellationToken): ts.Diagnostic[];
  isUnknownSymbol(symbol: ts.Symbol): boolean;
}

/** A program with the questions that a checker asks of it. */
export interface CheckedProgram extends ts.Program {
  getResolvedModule(
    file: ts.SourceFile,
    name: string,
    mode: ts.ResolutionMode,
  ): ts.ResolvedModuleWithFailedLookupLocations | undefined;
  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    file?: ts.SourceFile,
  ): ts.ResolvedModuleWithFailedLookupLocations | undefined;
  getTypeChecker(): Checker;
}

/** Lines with `@ts-expect-error` and `@ts-expect-error`. */
export interface Directives {
  markUsed(line: number): boolean;
  getUnusedExpectations(): { range: ts.TextRange }[];
}

export interface CompletionEntryWithSymbol extends ts.CompletionEntry {
  symbol?: ts.Symbol;
}

interface Internals {
  createTypeChecker(program: CheckedProgram): Checker;
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  createCommentDirectivesMap(file: ts.SourceFile, directives: readonly unknown[]): Directives;
  getSetExternalModuleIndicator(options: ts.CompilerOptions): (file: ts.SourceFile) => void;
  forEachDynamicImportOrRequireCall(
    file: ts.SourceFile,
    includeTypes: true,
    onlyLiterals: true,
    visit: (node: ts.CallExpression | ts.ImportTypeNode, specifier: ts.StringLiteralLike) => void,
  ): void;
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
  Completions: {
    getCompletionsAtPosition(
      host: ts.LanguageServiceHost,
      program: ts.Program,
      log: (text: string) => void,
      file: ts.SourceFile,
      position: number,
      preferences: ts.UserPreferences,
      trigger: undefined,
      kind: undefined,
      cancellation: ts.CancellationToken,
      format: undefined,
      includeSymbol: true,
    ): (ts.CompletionInfo & { entries: CompletionEntryWithSymbol[] }) | undefined;
  };
  SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: ts.TypeChecker,
      symbol: ts.Symbol,
      file: ts.SourceFile,
      enclosing: ts.Node | undefined,
      location: ts.Node,
    ): {
      displayParts: ts.SymbolDisplayPart[];
      documentation: ts.SymbolDisplayPart[];
      tags: ts.JSDocTagInfo[] | undefined;
      symbolKind: ts.ScriptElementKind;
    };
  };
}

export const internals = ts as unknown as Internals;
