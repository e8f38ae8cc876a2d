/** Asks the user for a line while the cell stands still. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { SideMessage } from "../messages.js";
import { send } from "../output.js";
import { presentRun } from "../run/run.js";
import { segment } from "../run/segment.js";

/** @param bell Counts the answers that the side thread has put into `answers`. */
export function promptFrom(answers: MessagePort, bell: Int32Array) {
  const take = () =>
    receiveMessageOnPort(answers) as { message: SideMessage & { type: "input" } } | undefined;

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
        const count = Atomics.load(bell, 0);
        const answer = take();
        if (answer !== undefined) {
          if (answer.message.text === null) {
            throw nobody();
          }
          return answer.message.text;
        }
        Atomics.wait(bell, 0, count);
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
