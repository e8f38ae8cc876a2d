/** The WGSL functions that programs may call; a program takes those that it names, and theirs. */
import { COMPARISONS } from "./comparisons.js";
import { EXPONENTIALS } from "./exponentials.js";
import { POWERS } from "./powers.js";
import { RANDOM } from "./random.js";
import { TURNS } from "./turns.js";

const LIBRARY: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...COMPARISONS, ...EXPONENTIALS, ...TURNS, ...POWERS, ...RANDOM }).map(
    ([name, text]) => [name, text.trim()],
  ),
);
const NAMES = /\b[a-z][a-zA-Z0-9]*(?=\()/g;

/** `text` behind the functions that it calls. */
export function withFunctions(text: string): string {
  const wanted = new Map<string, string>();
  const collect = (part: string): void => {
    for (const [name] of part.matchAll(NAMES)) {
      const body = LIBRARY.get(name);
      if (body === undefined || wanted.has(name)) continue;
      wanted.set(name, body);
      collect(body);
    }
  };
  collect(text);
  return `${[...wanted.values()].join("\n")}\n${text}`;
}
