/** `import()`, `import.meta` and `require` of the cells, seen from the notebook's folder. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";

export interface NotebookMeta {
  url: string;
  dirname: string;
  filename: string;
  resolve(specifier: string): string;
}

export type NotebookImport = ((specifier: string, options?: object) => Promise<unknown>) & {
  meta: NotebookMeta;
};

export function notebookImports(folder: string) {
  const filename = join(folder, "notebook.ts");
  const url = pathToFileURL(filename).href;
  const require = createRequire(url);
  const load = new Script("(specifier, options) => import(specifier, options)", {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER as never,
  }).runInThisContext() as NotebookImport;
  const meta: NotebookMeta = {
    url,
    dirname: dirname(filename),
    filename,
    resolve: (specifier) => {
      if (/^\.{0,2}\//.test(specifier)) {
        return new URL(specifier, url).href;
      }
      const found = require.resolve(specifier);
      return /^[/\\]|^[a-z]:\\/i.test(found) ? pathToFileURL(found).href : `node:${found}`;
    },
  };
  load.meta = meta;
  return { load, require, meta };
}
