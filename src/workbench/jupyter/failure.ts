import type { Output } from "./outputs.js";

/** Whether an output reports an error. */
export function isError(output: Output): boolean {
  return output.output_type === "error";
}

/** Content of an `error` message and of a failed reply. */
export function failure(ename: string, evalue: string): Record<string, unknown> {
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

/** For kernels that only print: what they printed to stderr is the error. */
export function failureOf(
  reply: Record<string, unknown>,
  outputs: readonly Output[],
): Record<string, unknown> {
  if (typeof reply.ename === "string") {
    return reply;
  }
  const printed = outputs
    .flatMap((output) =>
      output.output_type === "stream" && output.name === "stderr" ? [output.text] : [],
    )
    .join("")
    .trim();
  return failure("CellFailed", printed || "the kernel reported an error without a message");
}
