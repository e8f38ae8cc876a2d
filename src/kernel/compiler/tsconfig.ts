/** The part of a project's `tsconfig.json` that changes what a cell means when it runs. */
import { dirname } from "node:path";
import ts from "typescript";

export interface MeaningfulOptions {
  experimentalDecorators?: boolean;
  useDefineForClassFields?: boolean;
}

/** Reads the nearest `tsconfig.json` of a folder, with what it extends; a broken one counts as none. */
export function meaningfulOptions(folder: string): MeaningfulOptions {
  const path = ts.findConfigFile(folder, ts.sys.fileExists);
  if (path === undefined) return {};
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, files: [], include: [] },
    ts.sys,
    dirname(path),
  );
  const { experimentalDecorators, useDefineForClassFields } = options;
  return { experimentalDecorators, useDefineForClassFields };
}
