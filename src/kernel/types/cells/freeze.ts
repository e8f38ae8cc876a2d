/**
 * A cell reduced to what others can see of it: its declarations with their
 * types written out.
 *
 * `const y = f(x)` needs the cell of `x` only to infer a type. When that cell
 * owns no name any more it would live on just for this, and the cells that it
 * uses as well; in a notebook where two cells are run in turn a thousand times
 * that chain has no end. With `declare const y: number` it ends here. A type
 * that refers to another cell's class goes on needing that cell.
 */
import ts from "typescript";
import type { BoundFile, Checker } from "../program/internals.js";
import type { CellProgram } from "../program/program.js";
import { type Cell, declaredNames, lendNames, ownSymbol } from "./cell.js";

const asWritten =
  ts.NodeBuilderFlags.NoTruncation |
  ts.NodeBuilderFlags.UseStructuralFallback |
  ts.NodeBuilderFlags.WriteClassExpressionAsTypeLiteral |
  ts.NodeBuilderFlags.UseFullyQualifiedType;

const printer = ts.createPrinter({ removeComments: true });

/** The cell in its reduced form, or undefined when that would not mean the same. */
export function freeze(
  program: CellProgram,
  cell: Cell,
  cellOf: (file: ts.SourceFile) => Cell | undefined,
): Cell | undefined {
  const { checker } = program;
  const written = new Writer(checker, cell, cellOf);
  const text = written.declarations();
  if (text === undefined) return undefined;
  const file = program.parse(cell.file.fileName.replace(/\.ts$/, "f.ts"), text);
  program.admit(file);
  const frozen: Cell = { ...cell, file, names: declaredNames(file), uses: written.uses };
  for (const name of frozen.names) frozen.uses.delete(name);
  lendNames(frozen);
  return isSame(checker, cell, frozen) ? frozen : undefined;
}

class Writer {
  readonly uses = new Map<string, Cell>();
  readonly #parts: string[] = [];
  readonly #done = new Set<string>();

  constructor(
    readonly checker: Checker,
    readonly cell: Cell,
    readonly cellOf: (file: ts.SourceFile) => Cell | undefined,
  ) {}

  declarations(): string | undefined {
    for (const statement of this.cell.file.statements) {
      if (ts.isVariableStatement(statement) && this.#dependsOnOthers(statement)) continue;
      if (ts.isFunctionDeclaration(statement) && this.#dependsOnOthers(statement)) {
        if (!this.#writeFunction(statement)) return undefined;
      } else if (
        ts.isFunctionDeclaration(statement) ||
        ts.isVariableStatement(statement) ||
        isTypeLike(statement)
      ) {
        this.#keep(statement);
      }
    }
    for (const name of this.cell.names) {
      if (!this.#done.has(name) && !this.#writeVariable(name)) return undefined;
    }
    return this.#parts.join("\n");
  }

  /** Takes a statement as it is, with what it uses. */
  #keep(statement: ts.Statement): void {
    this.#parts.push(statement.getFullText(this.cell.file));
    forEachIdentifier(statement, ({ text }) => {
      const owner = this.cell.uses.get(text);
      if (owner) this.uses.set(text, owner);
      for (const name of this.cell.names) if (name === text) this.#mark(text, statement);
    });
  }

  #mark(name: string, statement: ts.Statement): void {
    const declarations = ownSymbol(this.cell, name)?.declarations ?? [];
    if (declarations.some((at) => at.pos >= statement.pos && at.end <= statement.end))
      this.#done.add(name);
  }

  #dependsOnOthers(statement: ts.Statement): boolean {
    let depends = false;
    forEachIdentifier(statement, ({ text }) => {
      depends ||= this.cell.uses.has(text);
    });
    return depends;
  }

  #writeFunction(statement: ts.FunctionDeclaration): boolean {
    const name = statement.name?.text;
    if (name === undefined || this.#done.has(name)) return true;
    const symbol = ownSymbol(this.cell, name);
    if (!symbol) return false;
    this.#done.add(name);
    const type = this.checker.getTypeOfSymbol(symbol);
    const { factory } = ts;
    for (const signature of type.getCallSignatures()) {
      const node = this.checker.signatureToSignatureDeclaration(
        signature,
        ts.SyntaxKind.FunctionDeclaration,
        this.cell.file,
        asWritten,
      ) as ts.FunctionDeclaration | undefined;
      if (!node) return false;
      const declaration = factory.createFunctionDeclaration(
        [factory.createModifier(ts.SyntaxKind.DeclareKeyword)],
        undefined,
        name,
        node.typeParameters,
        node.parameters,
        node.type,
        undefined,
      );
      const source = signature.declaration ?? statement;
      this.#parts.push(`${docstring(source)}${this.#print(declaration)}`);
    }
    return true;
  }

  #writeVariable(name: string): boolean {
    const symbol = ownSymbol(this.cell, name);
    const declaration = symbol?.valueDeclaration;
    if (!symbol || !declaration || !(symbol.flags & ts.SymbolFlags.Variable)) return false;
    const type = this.checker.getTypeOfSymbol(symbol);
    const isLiteral = isFreshLiteral(type);
    if (type.isUnion() && type.types.some(isFreshLiteral)) return false;
    const node = this.checker.typeToTypeNode(type, this.cell.file, asWritten);
    if (!node) return false;
    const list = ts.findAncestor(declaration, ts.isVariableDeclarationList);
    const isLet = list && (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Let;
    const isVar = list && (list.flags & ts.NodeFlags.BlockScoped) === 0;
    const keyword = isVar ? "var" : isLet ? "let" : "const";
    const docs = list ? docstring(list.parent) : "";
    const written = this.#print(node);
    // A constant that takes the type of a literal widens where it is used; a declared one does not.
    this.#parts.push(
      isLiteral
        ? `${docs}const ${name} = ${written};`
        : `${docs}declare ${keyword} ${name}: ${written};`,
    );
    return true;
  }

  /** The text of a node that the checker made, whose names know what they stand for. */
  #print(node: ts.Node): string {
    const visit = (at: ts.Node): void => {
      if (ts.isIdentifier(at)) {
        const symbol = (at as { symbol?: ts.Symbol }).symbol;
        const file = symbol?.declarations?.[0]?.getSourceFile();
        const owner = file && this.cellOf(file);
        if (owner && owner !== this.cell && ownSymbol(owner, at.text) === symbol)
          this.uses.set(at.text, owner);
      }
      ts.forEachChild(at, visit);
    };
    visit(node);
    return printer.printNode(ts.EmitHint.Unspecified, node, this.cell.file);
  }
}

function isFreshLiteral(type: ts.Type): boolean {
  return (type as { freshType?: ts.Type }).freshType === type;
}

function isTypeLike(statement: ts.Statement): boolean {
  return (
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  );
}

function forEachIdentifier(node: ts.Node, visit: (identifier: ts.Identifier) => void): void {
  if (ts.isIdentifier(node)) visit(node);
  ts.forEachChild(node, (child) => forEachIdentifier(child, visit));
}

function docstring(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments.map((comment) => `${comment.getText()}\n`).join("");
}

/** Whether every name means in one cell what it means in the other. */
function isSame(checker: Checker, cell: Cell, frozen: Cell): boolean {
  const file: BoundFile = frozen.file;
  if (file.parseDiagnostics.length > 0 || file.bindDiagnostics.length > 0) return false;
  if (frozen.names.length !== cell.names.length) return false;
  return cell.names.every((name) => {
    const before = ownSymbol(cell, name);
    const after = ownSymbol(frozen, name);
    if (!before || !after) return false;
    // What is kept as text needs no comparison: a class is not even assignable to its copy.
    if (!(before.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Function))) return true;
    const [old, young] = [checker.getTypeOfSymbol(before), checker.getTypeOfSymbol(after)];
    if ((young.flags & ts.TypeFlags.Any) !== (old.flags & ts.TypeFlags.Any)) return false;
    return checker.isTypeAssignableTo(old, young) && checker.isTypeAssignableTo(young, old);
  });
}
