/** How the process of the cells ended, in words for the person whose variables are gone. */
import type { Failure } from "../process/messages.js";

export interface End {
  /** Whether the kernel had asked for it. */
  asked: boolean;
  failure: Failure;
}

export interface ProcessEnd {
  code: number | null;
  signal: string | null;
  /** Why the process could not start. */
  why?: string;
  /** The end of its standard error. */
  words: string;
  asked: boolean;
}

/** Name of the failure to start at all. */
export const NOT_STARTED = "ProcessNotStarted";

const afterwards =
  "The variables of this notebook are gone; a new process is ready: run the cells again from the top.";

export function describeEnd(end: ProcessEnd): End {
  const [ename, evalue] = cause(end);
  return {
    asked: end.asked,
    failure: {
      ename,
      evalue,
      traceback: [`${ename}: ${evalue}`, ...(ename === NOT_STARTED ? [] : ["", afterwards])],
    },
  };
}

function cause({ code, signal, why, words }: ProcessEnd): [string, string] {
  if (why !== undefined) {
    return [NOT_STARTED, `the process of the cells could not be started: ${why}`];
  }
  if (/heap out of memory|allocation failed|heap limit/i.test(words)) {
    return [
      "OutOfMemory",
      "the cell needed more memory than JavaScript's heap may have. Keep less at once, hold " +
        "numbers in typed arrays (they are outside the heap), or raise the limit: start JupyterLab " +
        "with NODE_OPTIONS=--max-old-space-size=8192 for 8 GiB.",
    ];
  }
  if (signal === "SIGKILL") {
    return [
      "ProcessKilled",
      "the process of the cells was killed (SIGKILL), as systems do when memory runs out.",
    ];
  }
  const how = signal === null ? `with status ${code}` : `by ${signal}`;
  const last = lastOf(words);
  return [
    "ProcessEnded",
    `the process of the cells ended ${how}.${last === "" ? "" : ` Its last words: ${last}`}`,
  ];
}

/** What it said last, without the stacks below, which show nothing of the notebook's. */
function lastOf(words: string): string {
  const [said] = words.split(/^-+ (?:Native|JavaScript) stack trace/m);
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !/^Node\.js v/.test(line));
  return lines.slice(-3).join(" ").trim();
}
