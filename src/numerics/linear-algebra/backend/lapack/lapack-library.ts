/** Opens the machine's LAPACK through koffi. */
import { createRequire } from "node:module";
import { EnvironmentError } from "../../../../errors.js";
import { type KoffiLibrary, misjudgedCore, takeCore } from "./openblas-core.js";
import { ROUTINES, type Routine, type RoutineName } from "./routines.js";

export interface LapackLibrary extends Readonly<Record<RoutineName, Routine>> {
  /** File name under which the library opened, with the processor core it works for where that is ours to say. */
  readonly file: string;
}

interface Koffi {
  load(file: string | null): KoffiLibrary;
}

const FILES: Record<string, string[]> = {
  linux: [
    "libopenblas.so.0",
    "libopenblas.so",
    "libmkl_rt.so.2",
    "libmkl_rt.so",
    "liblapack.so.3",
    "liblapack.so",
  ],
  darwin: [
    "/System/Library/Frameworks/Accelerate.framework/Accelerate",
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
    "libopenblas.dylib",
    "libmkl_rt.dylib",
  ],
  win32: ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll", "mkl_rt.dll", "liblapack.dll"],
};

let opened: LapackLibrary | undefined;

/** The first library that opens; INTERTWINE_LAPACK names one to use instead. @throws EnvironmentError */
export function openLapackLibrary(): LapackLibrary {
  if (opened) return opened;
  const named = process.env.INTERTWINE_LAPACK;
  const files = named ? [named] : (FILES[process.platform] ?? FILES.linux);
  const failures: string[] = [];
  const koffi = requireKoffi();
  for (const file of files) {
    try {
      opened = open(koffi, file);
      return opened;
    } catch (error) {
      failures.push(`${file} (${error instanceof Error ? error.message : error})`);
    }
  }
  throw new EnvironmentError(
    `useLinearAlgebra: no LAPACK opens; tried ${failures.join(", ")}. Install OpenBLAS (Debian: apt-get install libopenblas0-pthread; macOS has Accelerate), name a library in INTERTWINE_LAPACK, or stay with useLinearAlgebra("eigen").`,
  );
}

function open(koffi: Koffi, file: string): LapackLibrary {
  let library = koffi.load(file);
  const core = misjudgedCore(library);
  if (core !== undefined) {
    library.unload();
    takeCore(koffi.load(null), core);
    library = koffi.load(file);
  }
  const routines = Object.entries(ROUTINES).map(([name, types]) => [
    name,
    library.func(`void ${name}_(${types.join(", ")})`),
  ]);
  const detail = core === undefined ? file : `${file}, set to its ${core} kernels`;
  return { file: detail, ...Object.fromEntries(routines) } as LapackLibrary;
}

function requireKoffi(): Koffi {
  try {
    return createRequire(import.meta.url)("koffi") as Koffi;
  } catch (cause) {
    throw new EnvironmentError(
      `useLinearAlgebra: the package koffi does not load here; run "npm install", or stay with useLinearAlgebra("eigen").`,
      { cause },
    );
  }
}
