/**
 * Docstrings of packages, read when somebody asks for one.
 *
 * Four fifths of Node's declarations are comments, and to parse them takes half
 * the time until the first cell is checked. So packages are parsed without, and
 * the file behind a name that is inspected is parsed once more, with: both
 * trees have the same shape, and the docstrings are hung into the first.
 */
import ts from "typescript";

type Documented = ts.Node & { jsDoc?: ts.JSDoc[]; parent: ts.Node };

/** Files without their docstrings, and how they were parsed. */
const bare = new WeakMap<ts.SourceFile, ts.CreateSourceFileOptions>();

/** A file of a package, without docstrings. */
export function parseBare(
  name: string,
  text: string,
  how: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile {
  const options = typeof how === "object" ? how : { languageVersion: how };
  const { ParseNone } = ts.JSDocParsingMode;
  const file = ts.createSourceFile(name, text, { ...options, jsDocParsingMode: ParseNone });
  bare.set(file, options);
  return file;
}

/** Makes sure that what a symbol's docstring is made of is there. */
export function restoreDocstrings(checker: ts.TypeChecker, symbol: ts.Symbol): void {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  for (const each of new Set([symbol, target])) restore(each.declarations);
  if (!(target.flags & ts.SymbolFlags.Value)) return;
  const type = checker.getTypeOfSymbol(target);
  for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()])
    restore(signature.declaration && [signature.declaration]);
  // A member without a docstring has that of the class or interface above.
  const owner = (target as { parent?: ts.Symbol }).parent;
  if (owner && owner.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))
    restoreBases(checker.getDeclaredTypeOfSymbol(owner), new Set());
}

function restoreBases(type: ts.Type, seen: Set<ts.Type>): void {
  if (seen.has(type)) return;
  seen.add(type);
  restore(type.symbol?.declarations);
  for (const base of type.getBaseTypes() ?? []) restoreBases(base, seen);
}

function restore(declarations: readonly ts.Node[] = []): void {
  for (const declaration of declarations) {
    const file = declaration.getSourceFile();
    const how = bare.get(file);
    if (!how) continue;
    bare.delete(file);
    const full = ts.createSourceFile(file.fileName, file.text, {
      ...how,
      jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
    });
    graft(full, file);
  }
}

/** Hangs the docstrings of one tree into another of the same shape. */
function graft(from: Documented, to: Documented): void {
  if (from.jsDoc) {
    to.jsDoc = from.jsDoc;
    for (const docs of from.jsDoc) setParents(docs, to);
  }
  const children: Documented[] = [];
  ts.forEachChild(from, (child) => {
    children.push(child);
  });
  let index = 0;
  ts.forEachChild(to, (child) => {
    graft(children[index++], child);
  });
}

function setParents(node: ts.Node, parent: ts.Node): void {
  (node as Documented).parent = parent;
  ts.forEachChild(node, (child) => setParents(child, node));
}
