/** The object `kernel` of the notebook. */
import type { CheckMode } from "../../language/language.js";
import { send } from "../output.js";
import { presentRun } from "../run/run.js";
import type { Comms } from "./comms.js";

const modes: readonly CheckMode[] = ["error", "warn", "off"];
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
      if (!modes.includes(mode)) {
        throw new RangeError(
          `kernel.check: got ${JSON.stringify(mode)}; expected one of ` +
            `${modes.map((one) => `"${one}"`).join(", ")}.`,
        );
      }
      send({ type: "check", mode });
    },
    comms: comms.open as ReadonlyMap<string, unknown>,
    openComm: comms.openComm.bind(comms),
    onComm: comms.onComm.bind(comms),
  };
}
