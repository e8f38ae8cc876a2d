/** What TypeScript's parser lets pass and a cell cannot have, in TypeScript's words. */
import type ts from "typescript";
import type { BindingKind } from "./scope.js";

export interface Problem {
  node: ts.Node;
  /** TypeScript's number; 0 for what is not TypeScript's. */
  code: number;
  message: string;
}

const blockScoped: ReadonlySet<BindingKind> = new Set(["var", "let", "const", "using"]);

export function collision(name: ts.Identifier | ts.StringLiteral, kind: BindingKind): Problem {
  return blockScoped.has(kind)
    ? { node: name, code: 2451, message: `Cannot redeclare block-scoped variable '${name.text}'.` }
    : { node: name, code: 2300, message: `Duplicate identifier '${name.text}'.` };
}

const strictWords: ReadonlySet<string> = new Set(
  "implements interface let package private protected public static yield".split(" "),
);

/** Why a variable cannot have its name, if that is so. */
export function wrongName(node: ts.Identifier | ts.StringLiteral): Problem | undefined {
  const { text } = node;
  // The script's own names begin with this letter.
  if (text.startsWith("ɵ"))
    return { node, code: 0, message: "Names that begin with 'ɵ' are reserved for the notebook." };
  if (text === "await") return misplacedAwait(node);
  if (!strictWords.has(text)) return undefined;
  const message = `Identifier expected. '${text}' is a reserved word in strict mode.`;
  return { node, code: 1212, message };
}

/** Why a variable of this name cannot be declared or written, if that is so. */
export function wrongTarget(node: ts.Identifier | ts.StringLiteral): Problem | undefined {
  if (node.text !== "eval" && node.text !== "arguments") return wrongName(node);
  return { node, code: 1100, message: `Invalid use of '${node.text}' in strict mode.` };
}

export function misplacedAwait(node: ts.Node): Problem {
  const message =
    "'await' expressions are only allowed within async functions and at the top levels of modules.";
  return { node, code: 1308, message };
}

export function misplacedReturn(node: ts.Node): Problem {
  const message = "A 'return' statement can only be used within a function body.";
  return { node, code: 1108, message };
}

export function misplacedDelete({ expression }: ts.DeleteExpression): Problem {
  const message = "'delete' cannot be called on an identifier in strict mode.";
  return { node: expression, code: 1102, message };
}

export function misplacedImport(node: ts.Node): Problem {
  const message =
    "An import declaration can only be used at the top level of a namespace or module.";
  return { node, code: 1232, message };
}

export function misplacedNamespace(node: ts.Node): Problem {
  const message =
    "A namespace declaration is only allowed at the top level of a namespace or module.";
  return { node, code: 1235, message };
}

export function missingPattern(node: ts.Node): Problem {
  return { node, code: 1182, message: "A destructuring declaration must have an initializer." };
}

export function missingInitialiser(node: ts.Node, kind: string): Problem {
  return { node, code: 1155, message: `'${kind}' declarations must be initialized.` };
}

export function writtenImport(node: ts.Identifier): Problem {
  const message = `Cannot assign to '${node.text}' because it is an import.`;
  return { node, code: 2632, message };
}
