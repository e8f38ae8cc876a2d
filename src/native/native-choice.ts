/**
 * Whether a kernel's native library is used: where it was built and proves itself, unless
 * INTERTWINE_NATIVE=off; INTERTWINE_NATIVE=on makes it an error that it cannot be.
 */
import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../errors.js";
import { type LibraryName, readNativeRecord } from "./native-library.js";

/** Whether the machine's own library is used, and which one or why not. */
export interface NativeUse {
  used: boolean;
  detail: string;
}

export interface Verified<Build> {
  build: Build;
  detail: string;
}

/** A library that was verified and gives WebAssembly's bits. @throws EnvironmentError that says why not */
export function verified<Build>(
  library: URL,
  name: LibraryName,
  open: (file: string) => Build,
  agrees: (build: Build) => boolean,
): Verified<Build> {
  const { compiler, flags } = readNativeRecord(library, name);
  const build = open(fileURLToPath(library));
  if (!agrees(build)) {
    throw new EnvironmentError(
      `gives other bits than WebAssembly (${compiler} ${flags.join(" ")}); report it, and build it with another compiler: "CC=… npm run native"`,
    );
  }
  return { build, detail: `${compiler}, the same bits as WebAssembly` };
}

/** The choice for one kernel, made once in a thread. */
export class NativeChoice<Build> {
  #choice: (NativeUse & { build?: Build }) | undefined;

  /** @param caller who is named in an error, with the name of the kernel */
  constructor(
    readonly caller: string,
    readonly name: LibraryName,
    readonly find: () => Verified<Build>,
  ) {}

  /** @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
  report(): NativeUse {
    this.#choice ??= this.#choose(process.env.INTERTWINE_NATIVE);
    const { used, detail } = this.#choice;
    return { used, detail };
  }

  /** Undefined where WebAssembly is to be taken. @throws as `report` */
  build(): Build | undefined {
    this.report();
    return this.#choice?.build;
  }

  #choose(wish: string | undefined): NativeUse & { build?: Build } {
    if (wish === "off") return { used: false, detail: "switched off by INTERTWINE_NATIVE=off" };
    if (wish !== undefined && wish !== "" && wish !== "on") {
      throw new EnvironmentError(
        `${this.caller}: got INTERTWINE_NATIVE=${wish}; expected "on", "off" or nothing.`,
      );
    }
    try {
      return { used: true, ...this.find() };
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      if (wish === "on") {
        throw new EnvironmentError(
          `${this.caller}: INTERTWINE_NATIVE=on, but the native ${this.name} kernel cannot be used: ${error.message}.`,
          { cause: error },
        );
      }
      return { used: false, detail: error.message };
    }
  }
}
