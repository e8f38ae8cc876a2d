import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An IDX file of 2 × 3 bytes: 10, 20, … 60. */
export const SMALL_IDX = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60);

/** A folder for the tests of one `describe`, and a way to put files into it. */
export function folderOfFiles() {
  const folder = mkdtempSync(join(tmpdir(), "intertwine-idx-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const put = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  return { folder, put };
}
