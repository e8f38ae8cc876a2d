/** What leaves nothing behind at run time. */
import ts from "typescript";

/** Interfaces, types, `declare …`, signatures, and namespaces of types alone. */
export function isErased(node: ts.Node): boolean {
  if (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isNamespaceExportDeclaration(node) ||
    ts.isIndexSignatureDeclaration(node)
  )
    return true;
  if (ts.canHaveModifiers(node)) {
    const { modifiers } = node;
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return true;
  }
  if (ts.isModuleDeclaration(node)) return !ts.isIdentifier(node.name) || !hasValues(node);
  if (ts.isImportDeclaration(node))
    return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isImportEqualsDeclaration(node) || ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (ts.isFunctionDeclaration(node)) return node.body === undefined;
  return false;
}

/** Whether a namespace is an object at run time. */
function hasValues({ body }: ts.ModuleDeclaration): boolean {
  if (!body || ts.isIdentifier(body)) return false;
  if (ts.isModuleDeclaration(body)) return hasValues(body);
  return body.statements.some((statement) => !isErased(statement));
}
