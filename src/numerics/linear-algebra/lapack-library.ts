/**
 * Opens the machine's LAPACK through koffi. The routines are Fortran's: every
 * argument is a pointer, and the lengths of character arguments come last
 * (libraries in C ignore them).
 */
import { createRequire } from "node:module";
import { EnvironmentError } from "../../errors.js";

type Routine = (...args: (string | number | Float64Array | Int32Array)[]) => void;

export interface LapackLibrary {
  /** File name under which the library opened. */
  readonly file: string;
  readonly dsyevd: Routine;
  readonly dgesdd: Routine;
  readonly dgeqp3: Routine;
  readonly dorgqr: Routine;
}

interface Koffi {
  load(file: string): { func(prototype: string): Routine };
}

const PROTOTYPES = {
  dsyevd:
    "void dsyevd_(const char *jobz, const char *uplo, int *n, double *a, int *lda, double *w, double *work, int *lwork, int *iwork, int *liwork, int *info, size_t l1, size_t l2)",
  dgesdd:
    "void dgesdd_(const char *jobz, int *m, int *n, double *a, int *lda, double *s, double *u, int *ldu, double *vt, int *ldvt, double *work, int *lwork, int *iwork, int *info, size_t l1)",
  dgeqp3:
    "void dgeqp3_(int *m, int *n, double *a, int *lda, int *jpvt, double *tau, double *work, int *lwork, int *info)",
  dorgqr:
    "void dorgqr_(int *m, int *n, int *k, double *a, int *lda, double *tau, double *work, int *lwork, int *info)",
};

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
      const library = koffi.load(file);
      const routines = Object.entries(PROTOTYPES).map(([name, text]) => [name, library.func(text)]);
      opened = { file, ...Object.fromEntries(routines) } as LapackLibrary;
      return opened;
    } catch (error) {
      failures.push(`${file} (${error instanceof Error ? error.message : error})`);
    }
  }
  throw new EnvironmentError(
    `useLinearAlgebra: no LAPACK opens; tried ${failures.join(", ")}. Install OpenBLAS (Debian: apt-get install libopenblas0-pthread; macOS has Accelerate), name a library in INTERTWINE_LAPACK, or stay with useLinearAlgebra("eigen").`,
  );
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
