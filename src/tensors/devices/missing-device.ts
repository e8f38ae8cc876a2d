import { EnvironmentError } from "../../errors.js";
import type { DeviceName } from "./device-names.js";

/** A device is not here: why, and what to do, apart for who shows them apart. */
export class MissingDeviceError extends EnvironmentError {
  constructor(
    readonly device: DeviceName,
    readonly reason: string,
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(`${device}: ${reason}; ${remedy}.`, options);
  }
}
