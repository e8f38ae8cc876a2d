/** Asks the user for a line while the cell stands still. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { send } from "../output.js";
import { endIfInterrupted } from "../run/interruption.js";
import { presentRun } from "../run/run.js";
import { segment } from "../run/segment.js";
import { BELL, words } from "../side-data.js";

/** @param answers Where the side thread puts them; it rings the bell then. */
export function promptFrom(answers: MessagePort) {
  const take = () => receiveMessageOnPort(answers) as { message: string | null } | undefined;

  return function prompt(question = "", options: { password?: boolean } = {}): string {
    const run = presentRun();
    if (!run?.allowInput) {
      throw nobody();
    }
    while (take() !== undefined) {
      // The answer to a question that was interrupted.
    }
    send({
      type: "input",
      run: run.number,
      prompt: String(question),
      password: Boolean(options.password),
    });
    return segment(() => {
      for (;;) {
        const count = Atomics.load(words, BELL);
        endIfInterrupted();
        const answer = take();
        if (answer !== undefined) {
          if (answer.message === null) {
            throw nobody();
          }
          return answer.message;
        }
        Atomics.wait(words, BELL, count);
      }
    });
  };
}

function nobody(): Error {
  return new Error(
    "prompt: there is nobody to ask, because the front end that runs this cell takes no input. " +
      "Put the answer into a variable instead.",
  );
}
