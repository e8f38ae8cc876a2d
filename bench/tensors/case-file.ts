/** A case as the peers read it: numbers one after the other, and where each array begins. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case, Numbers } from "./cases.js";

/** Writes `case.json` and `case.bin` to a folder. */
export function writeCase(folder: string, { parameters, fixed, batches, ...rest }: Case): void {
  const parts: Uint8Array[] = [];
  let at = 0;
  const told = (group: Readonly<Record<string, Numbers>>) =>
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
