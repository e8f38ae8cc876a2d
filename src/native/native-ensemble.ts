/**
 * Which build of the ensemble kernel this process uses: the machine's own library where
 * it was built and proves itself, WebAssembly otherwise. Their bits are the same, so that
 * only the time depends on it. INTERTWINE_NATIVE=off leaves the library aside;
 * INTERTWINE_NATIVE=on makes it an error that it cannot be used.
 */
import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../errors.js";
import { type EnsembleBuild, webAssemblyEnsemble } from "./ensemble-kernel.js";
import { libraryFile, openNativeLibrary, readNativeRecord } from "./native-library.js";
import { agreesWithWebAssembly } from "./self-check.js";

/** Whether the machine's own library is used, and which one or why not. */
export interface NativeEnsemble {
  used: boolean;
  detail: string;
}

interface Choice extends NativeEnsemble {
  build?: EnsembleBuild;
}

let choice: Choice | undefined;

/** A library that was verified and gives WebAssembly's bits. @throws EnvironmentError that says why not */
export function verifiedNativeEnsemble(library: URL = libraryFile()): {
  build: EnsembleBuild;
  detail: string;
} {
  const { compiler, flags } = readNativeRecord(library);
  const build = openNativeLibrary(fileURLToPath(library));
  if (!agreesWithWebAssembly(build)) {
    throw new EnvironmentError(
      `gives other bits than WebAssembly (${compiler} ${flags.join(" ")}); report it, and build it with another compiler: "CC=… npm run native"`,
    );
  }
  return { build, detail: `${compiler}, the same bits as WebAssembly` };
}

/** Opens the library at the first call in this thread. @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
export function nativeEnsemble(): NativeEnsemble {
  const { used, detail } = chosen();
  return { used, detail };
}

/** The build for one more network. @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
export function ensembleBuild(): EnsembleBuild {
  return chosen().build ?? webAssemblyEnsemble();
}

function chosen(): Choice {
  choice ??= choose(process.env.INTERTWINE_NATIVE);
  return choice;
}

function choose(wish: string | undefined): Choice {
  if (wish === "off") return { used: false, detail: "switched off by INTERTWINE_NATIVE=off" };
  if (wish !== undefined && wish !== "" && wish !== "on") {
    throw new EnvironmentError(
      `trainEnsemble: got INTERTWINE_NATIVE=${wish}; expected "on", "off" or nothing.`,
    );
  }
  try {
    return { used: true, ...verifiedNativeEnsemble() };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    if (wish === "on") {
      throw new EnvironmentError(
        `trainEnsemble: INTERTWINE_NATIVE=on, but the native ensemble kernel cannot be used: ${error.message}.`,
        { cause: error },
      );
    }
    return { used: false, detail: error.message };
  }
}
