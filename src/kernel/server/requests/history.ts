/**
 * The cells of this kernel's life. There is one session; the protocol's
 * session 0 is the current one, and ours has the number 1, too.
 */
export interface HistoryRequest {
  access: "range" | "tail" | "search";
  output: boolean;
  /** Range: first and last line, the last excluded; the session they are of. */
  session?: number;
  start?: number;
  stop?: number;
  /** Tail and search: how many of the last; all when left out. */
  n?: number;
  /** Search: a glob with `*`, `?` and `[…]`. */
  pattern?: string;
  unique?: boolean;
}

/** Session, line, and the code, with its output when that was asked for. */
export type HistoryEntry = [number, number, string | [string, string | null]];

interface Line {
  line: number;
  code: string;
  output: string | null;
}

const SESSION = 1;

export class History {
  private readonly lines: Line[] = [];

  add(line: number, code: string): void {
    this.lines.push({ line, code, output: null });
  }

  /** Notes the result of a line as text. */
  setOutput(line: number, output: string): void {
    for (const entry of this.lines) {
      if (entry.line === line) {
        entry.output = output;
      }
    }
  }

  find(request: HistoryRequest): HistoryEntry[] {
    return this.select(request).map(({ line, code, output }) => [
      SESSION,
      line,
      request.output ? [code, output] : code,
    ]);
  }

  private select({ access, session = 0, start, stop, n, pattern, unique }: HistoryRequest): Line[] {
    switch (access) {
      case "range": {
        const from = start ?? 0;
        const to = stop ?? Number.POSITIVE_INFINITY;
        const ours = session === 0 || session === SESSION;
        return ours ? this.lines.filter(({ line }) => line >= from && line < to) : [];
      }
      case "tail":
        return last(this.lines, n);
      case "search": {
        const matcher = globToRegExp(pattern ?? "*");
        const found = this.lines.filter(({ code }) => matcher.test(code));
        return last(unique ? newestOfEach(found) : found, n);
      }
    }
  }
}

/** Of lines with the same code the last. */
function newestOfEach(lines: Line[]): Line[] {
  const newest = new Map(lines.map((line) => [line.code, line]));
  return lines.filter((line) => newest.get(line.code) === line);
}

function last(lines: Line[], n: number | undefined): Line[] {
  return n === undefined ? lines : lines.slice(Math.max(0, lines.length - Math.max(0, n)));
}

/** A glob as SQLite has it, which IPython's history uses: the whole text has to match. */
function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/\[(\^?)([^\]]+)\]|\*+|\?|[\\^$.|+(){}[\]/]/g, (part, not, set) => {
    if (set !== undefined) {
      return `[${not}${(set as string).replace(/[\\[\]]/g, "\\$&")}]`;
    }
    return part[0] === "*" ? ".*" : part === "?" ? "." : `\\${part}`;
  });
  try {
    return new RegExp(`^${source}$`, "su");
  } catch {
    // Such as a range that goes backwards: taken as it stands.
    return new RegExp(`^${glob.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")}$`, "s");
  }
}
