/**
 * Marks in the raw output on descriptors 1 and 2, so that the kernel knows
 * during which run native code and child processes have printed. A mark is an
 * application program command (ECMA-48, APC … ST) that contains a secret of
 * this process, so that no output can be taken for one.
 */
import { StringDecoder } from "node:string_decoder";

/** Name of the environment variable by which the process learns the secret. */
export const nonceVariable = "INTERTWINE_PROCESS_NONCE";

const START = "\x1b_intertwine:";
const END = "\x1b\\";

export function markerOf(nonce: string, run: number, edge: "start" | "end"): string {
  return `${START}${nonce}:${run}:${edge}${END}`;
}

/** Takes the marks out of one descriptor's output, however it is cut into chunks. */
export class MarkerParser {
  /** Number of the last run whose end the output has reached; 0 before the first. */
  ended = 0;
  private run = 0;
  private held = "";
  private readonly decoder = new StringDecoder("utf8");
  private readonly prefix: string;

  /** `receive` gets the text with the number of the run that was the latest when it was printed. */
  constructor(
    nonce: string,
    private readonly receive: (run: number, text: string) => void,
  ) {
    this.prefix = `${START}${nonce}:`;
  }

  push(chunk: Uint8Array): void {
    const text = this.held + this.decoder.write(Buffer.from(chunk));
    let position = 0;
    for (;;) {
      const start = text.indexOf(this.prefix, position);
      const end = start < 0 ? -1 : text.indexOf(END, start);
      if (end < 0) {
        const hold = start < 0 ? text.length - this.overlap(text, position) : start;
        this.deliver(text.slice(position, hold));
        this.held = text.slice(hold);
        return;
      }
      this.deliver(text.slice(position, start));
      const [run, edge] = text.slice(start + this.prefix.length, end).split(":");
      this.run = Number(run);
      if (edge === "end") {
        this.ended = this.run;
      }
      position = end + END.length;
    }
  }

  private deliver(text: string): void {
    if (text !== "") {
      this.receive(this.run, text);
    }
  }

  /** Length of the longest end of the text, from `from` on, that may begin a mark. */
  private overlap(text: string, from: number): number {
    const longest = Math.min(this.prefix.length - 1, text.length - from);
    for (let length = longest; length > 0; length--) {
      if (text.endsWith(this.prefix.slice(0, length))) {
        return length;
      }
    }
    return 0;
  }
}
