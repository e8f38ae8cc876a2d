/** The expressions that a request wants evaluated when its cell has succeeded. */
import type { CellSource, Language, Script } from "../language/language.js";
import type { Failure } from "../process/messages.js";
import { syntaxFailure } from "./type-failure.js";
import type { Outcome, Output } from "./types.js";

/** Runs one expression; resolves to why it has failed, if it has. */
export type RunExpression = (
  script: Script,
  cell: CellSource,
  show: (output: Output) => void,
) => Promise<Failure | undefined>;

/** Evaluates them in their order; `nextRun` gives each a number of its own. */
export async function evaluateExpressions(
  expressions: Readonly<Record<string, string>>,
  language: Language,
  nextRun: () => number,
  run: RunExpression,
): Promise<Outcome["userExpressions"]> {
  const answers: Outcome["userExpressions"] = {};
  for (const [name, code] of Object.entries(expressions)) {
    const cell = { id: nextRun(), label: `expression ${name}`, code };
    const compiled = await language.compile(cell);
    if ("errors" in compiled) {
      answers[name] = syntaxFailure(compiled.errors, code);
      continue;
    }
    let bundle: Outcome["userExpressions"][string] = { data: {}, metadata: {} };
    const failure = await run(compiled.script, cell, (output) => {
      if (output.type === "result") {
        bundle = { data: output.data, metadata: output.metadata };
      }
    });
    answers[name] = failure ?? bundle;
  }
  return answers;
}
