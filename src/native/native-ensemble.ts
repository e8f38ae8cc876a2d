/**
 * Which build of the ensemble kernel this process uses: the machine's own library where
 * it was built and proves itself, WebAssembly otherwise. Their bits are the same, so that
 * only the time depends on it. INTERTWINE_NATIVE=off leaves the library aside;
 * INTERTWINE_NATIVE=on makes it an error that it cannot be used.
 */
import { type EnsembleBuild, webAssemblyEnsemble } from "./ensemble-kernel.js";
import { NativeChoice, type NativeUse, type Verified, verified } from "./native-choice.js";
import { libraryFile, openNativeLibrary } from "./native-library.js";
import { agreesWithWebAssembly } from "./self-check.js";

/** A library that was verified and gives WebAssembly's bits. @throws EnvironmentError that says why not */
export function verifiedNativeEnsemble(library: URL = libraryFile()): Verified<EnsembleBuild> {
  return verified(library, "ensemble", openNativeLibrary, agreesWithWebAssembly);
}

const choice = new NativeChoice("trainEnsemble", "ensemble", () => verifiedNativeEnsemble());

/** Opens the library at the first call in this thread. @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
export function nativeEnsemble(): NativeEnsemble {
  return choice.report();
}

/** The build for one more network. @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
export function ensembleBuild(): EnsembleBuild {
  return choice.build() ?? webAssemblyEnsemble();
}

/** Whether the machine's own library is used, and which one or why not. */
export type NativeEnsemble = NativeUse;
