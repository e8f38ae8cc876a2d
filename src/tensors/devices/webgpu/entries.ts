/**
 * Dawn's entries (`navigator.gpu` in a browser), one for each driver. An entry reads which drivers there
 * are when it is first asked, and remembers; and it ends when it is collected and takes drivers' threads
 * along: a process that has a GPU open then may be aborted. So an entry stays for as long as the process
 * does, and serves whoever asks for the same driver.
 */
import type { GpuEntry } from "../gpu-types.js";

export class Entries {
  readonly #create: () => GpuEntry;
  readonly #byDriver = new Map<string, GpuEntry>();
  /** Never collected. */
  readonly #all = new Set<GpuEntry>();

  constructor(create: () => GpuEntry) {
    this.#create = create;
  }

  /** @param driver the description of one that is not the system's own */
  of(driver: string | undefined): GpuEntry {
    const key = keyOf(driver);
    const known = this.#byDriver.get(key);
    if (known !== undefined) return known;
    const entry = this.#create();
    this.#all.add(entry);
    this.#byDriver.set(key, entry);
    return entry;
  }

  /** It found nothing: the next one looks anew, a driver may be there by then. */
  giveUp(driver: string | undefined): void {
    this.#byDriver.delete(keyOf(driver));
  }
}

/** All by which the loader of drivers chooses. */
function keyOf(driver: string | undefined): string {
  const { VK_DRIVER_FILES, VK_ADD_DRIVER_FILES, VK_ICD_FILENAMES } = process.env;
  return JSON.stringify([driver, VK_DRIVER_FILES, VK_ADD_DRIVER_FILES, VK_ICD_FILENAMES]);
}
