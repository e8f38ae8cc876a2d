/**
 * Colours in a traceback, by the sequences of terminals (ECMA-48, SGR), which
 * front ends show: in the classic Notebook and in VS Code nothing else tells
 * an error from what was printed. Replies to programs stay plain.
 */
import type { Failure } from "../../process/messages.js";

const ESCAPE = "\x1b";

/** The name of the error stands out, and the marks under the code that it is about. */
export function coloured({ ename, evalue, traceback }: Failure): Failure {
  const paint = (line: string): string => {
    if (/^\s*(\^|~+)$/.test(line)) {
      return red(line, "31");
    }
    const [head] =
      /^\S+:\d+:\d+ (?=TS\d+: )/.exec(line) ?? (line.startsWith(`${ename}: `) ? [""] : []);
    if (head === undefined) {
      return line;
    }
    const end = line.indexOf(":", head.length);
    return head + red(line.slice(head.length, end), "1;31") + line.slice(end);
  };
  return { ename, evalue, traceback: traceback.map(paint) };
}

function red(text: string, style: string): string {
  return `${ESCAPE}[${style}m${text}${ESCAPE}[0m`;
}
