/**
 * Node has WebAssembly, but TypeScript declares it only among the names of a
 * browser, most of which Node does not have. So its declaration is taken out
 * of that library, for projects that do not ask for the whole.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const library = "lib.dom.d.ts";

/** The declaration of WebAssembly; empty when the options have it anyway. */
export function webAssemblyDeclaration(options: ts.CompilerOptions): string {
  if (options.lib?.some((name) => /lib\.(dom|webworker)\.d\.ts$/.test(name))) {
    return "";
  }
  const text = readFileSync(join(dirname(ts.getDefaultLibFilePath(options)), library), "utf8");
  const begin = "declare namespace WebAssembly {";
  const start = text.indexOf(begin);
  const end = text.indexOf("\n}", start);
  if (start < 0 || end < 0) {
    return "";
  }
  // The one name of the browser's that it needs and Node's types do not have.
  const needed = "type BufferSource = ArrayBufferView | ArrayBuffer;";
  return `${begin} ${needed}${text.slice(start + begin.length, end)}\n}\n`;
}
