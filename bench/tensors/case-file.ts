/** A case as the peers read it: numbers one after the other, and where each array begins. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Numbers } from "./cases.js";

type Named = Readonly<Record<string, Numbers>>;

export interface CaseFile {
  readonly name: string;
  /** Samples in a step. */
  readonly batch: number;
  readonly parameters: Named;
  /** What is the same in each step. */
  readonly fixed: Named;
  /** Steps take them in turn. */
  readonly batches: readonly Named[];
}

/** Writes `case.json` and `case.bin` to a folder. */
export function writeCase(folder: string, { parameters, fixed, batches, ...rest }: CaseFile): void {
  const parts: Uint8Array[] = [];
  let at = 0;
  const told = (group: Named) =>
    Object.fromEntries(
      Object.entries(group).map(([name, { shape, values }]) => {
        parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
        const type = values instanceof Float32Array ? "float32" : "int32";
        const entry = { shape, type, at };
        at += values.length;
        return [name, entry];
      }),
    );
  const text = JSON.stringify({
    ...rest,
    parameters: told(parameters),
    fixed: told(fixed),
    batches: batches.map(told),
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "case.json"), text);
  writeFileSync(join(folder, "case.bin"), Buffer.concat(parts));
}
