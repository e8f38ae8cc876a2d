/** The object `kernel` of the notebook. */
import { type CheckMode, checkModes } from "../../language/language.js";
import { send } from "../output.js";
import { presentRun } from "../run/run.js";
import type { Comms } from "./comms.js";

const never = new AbortController().signal;

/** Aborts when the run that this code belongs to is interrupted. */
export function presentSignal(): AbortSignal {
  return presentRun()?.signal ?? never;
}

export function notebookKernel(comms: Comms) {
  return {
    get signal(): AbortSignal {
      return presentSignal();
    },
    check(mode: CheckMode): void {
      if (!checkModes.includes(mode)) {
        throw new RangeError(
          `kernel.check: got ${JSON.stringify(mode)}; expected one of ` +
            `${checkModes.map((one) => `"${one}"`).join(", ")}.`,
        );
      }
      send({ type: "check", mode });
    },
    comms: comms.open as ReadonlyMap<string, unknown>,
    openComm: comms.openComm.bind(comms),
    onComm: comms.onComm.bind(comms),
  };
}
