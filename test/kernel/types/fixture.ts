/** A notebook in a folder of its own, with the files that a test wants beside it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../../../src/kernel/language/language.js";
import { createTypeService, type TypeService } from "../../../src/kernel/types/service.js";

const folders: string[] = [];

/** Removes the folders of all notebooks; to be called when a suite has ended. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export class NotebookFixture {
  readonly cwd: string;
  readonly service: TypeService;
  #count = 0;

  constructor(files: Record<string, string> = {}, options: { isCancelled?: () => boolean } = {}) {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "kernel-types-")));
    folders.push(root);
    this.cwd = join(root, "notebooks");
    mkdirSync(this.cwd);
    this.write(files);
    this.service = createTypeService({ cwd: this.cwd, ...options });
  }

  /** Writes files, by paths relative to the notebook's folder. */
  write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.cwd, path)), { recursive: true });
      writeFileSync(join(this.cwd, path), text);
    }
  }

  check(code: string): Diagnostic[] {
    return this.service.check({ id: this.#count + 1, label: `cell[${this.#count + 1}]`, code });
  }

  /** Checks and commits a cell; its errors as `line:column code`. */
  run(code: string): string[] {
    const cell = { id: ++this.#count, label: `cell[${this.#count}]`, code };
    const diagnostics = this.service.check(cell);
    this.service.commit(cell);
    return diagnostics.map(place);
  }

  /** The type of an expression, as the checker writes it. */
  typeOf(expression: string): string {
    const name = "whatIsIt";
    const code = `const ${name} = ${expression};`;
    const { signature } = this.service.inspect(code, code.indexOf(name) + 1)!;
    return signature.replace(`const ${name}: `, "");
  }
}

export function place({ line, column, code }: Diagnostic): string {
  return `${line}:${column} ${code}`;
}
