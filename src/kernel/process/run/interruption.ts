/**
 * An interrupt of a run: its signal aborts, what waits is ended from the
 * inside out, and after a grace for cleaning up nothing of it goes on.
 */
import { now, soon, startTimer } from "../host/originals.js";
import { send } from "../output.js";
import type { Activation } from "./activation.js";
import { inRun, ownRun, type Run } from "./run.js";
import { heedRequests, onBrokenRun, segment } from "./segment.js";

/** Milliseconds that the notebook's `catch` and `finally` blocks may take. */
const GRACE = 300;

/** Milliseconds between two looks for activations whose callees have ended. */
const LOOK_AGAIN = 5;

export function interruptRun(run: Run): void {
  if (!run.beginInterruption()) {
    return;
  }
  send({ type: "interrupting", run: run.number });
  run.deadline = now() + GRACE;
  startTimer(() => run.endByForce(), GRACE);
  // Each has it once: a loop that catches everything gets no second one.
  const waiting = new Set(run.waiting);
  soon(() => {
    callIn(run, () => run.abort());
    throwInto(run, waiting);
  });
}

/**
 * For code that stands still and has just gone on.
 * @throws KernelInterrupt if the run has been interrupted meanwhile.
 */
export function endIfInterrupted(): void {
  heedRequests();
  const interruption = ownRun()?.interruption;
  if (interruption !== undefined) {
    throw interruption;
  }
}

function throwInto(run: Run, waiting: Set<Activation>): void {
  if (run.isOver) {
    return;
  }
  let some = false;
  for (const activation of waiting) {
    if (!activation.isWaiting) {
      // Either it has ended, or an error of what it waited for goes through it.
      waiting.delete(activation);
    } else if (activation.isLeaf) {
      waiting.delete(activation);
      some = true;
      inRun(run, () => activation.interrupt(run.interruption));
    }
  }
  if (waiting.size > 0) {
    const again = () => throwInto(run, waiting);
    if (some) {
      soon(again);
    } else {
      startTimer(again, LOOK_AGAIN);
    }
  }
}

function callIn(run: Run, work: () => void): void {
  try {
    inRun(run, () => segment(work));
  } catch {
    // Broken by a signal: the run is being interrupted already.
  }
}

onBrokenRun(interruptRun);
