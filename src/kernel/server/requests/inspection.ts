/** What is known of a name, as front ends show it: beside the cursor, or in the pager. */
import type { Inspection } from "../../language/language.js";
import type { MimeBundle } from "../../process/messages.js";

export function inspectionBundle({ signature, documentation }: Inspection): MimeBundle {
  const parts = documentation === "" ? [] : [documentation];
  return {
    "text/plain": [signature, ...parts].join("\n\n"),
    "text/markdown": [`\`\`\`typescript\n${signature}\n\`\`\``, ...parts].join("\n\n"),
  };
}

/** The name in a cell that only asks what it is, as in IPython: `Math.hypot?`. */
export function askedName(code: string): string | undefined {
  return /^\s*([\p{ID_Start}$_][\p{ID_Continue}$.]*)\?\s*$/u.exec(code)?.[1];
}
