/**
 * The routines of BLAS and LAPACK that are used here. They are Fortran's: every argument is
 * a pointer, and the lengths of character arguments come last (libraries in C ignore them).
 */
export type Argument = string | number | Float64Array | Int32Array;
export type Routine = (...args: Argument[]) => void;

const TEXT = "const char *";
const INT = "int *";
const REAL = "double *";
const LENGTH = "size_t";

const times = (count: number, type: string): string[] => Array.from({ length: count }, () => type);

/** Types of the arguments, in order. */
export const ROUTINES = {
  dsyevd: [...times(2, TEXT), INT, REAL, INT, ...[REAL, REAL, INT, INT, INT, INT, LENGTH, LENGTH]],
  dgesdd: [
    ...[TEXT, INT, INT, REAL, INT, REAL, REAL, INT, REAL, INT],
    ...[REAL, INT, INT, INT, LENGTH],
  ],
  dgebrd: [INT, INT, REAL, INT, ...times(5, REAL), INT, INT],
  dbdsdc: [
    ...[TEXT, TEXT, INT, REAL, REAL, REAL, INT, REAL, INT],
    ...[REAL, INT, REAL, INT, INT, LENGTH, LENGTH],
  ],
  dormbr: [
    ...[TEXT, TEXT, TEXT, INT, INT, INT, REAL, INT, REAL, REAL, INT],
    ...[REAL, INT, INT, LENGTH, LENGTH, LENGTH],
  ],
  dgeqp3: [INT, INT, REAL, INT, INT, REAL, REAL, INT, INT],
  dorgqr: [INT, INT, INT, REAL, INT, REAL, REAL, INT, INT],
  dgelqf: [INT, INT, REAL, INT, REAL, REAL, INT, INT],
  dorglq: [INT, INT, INT, REAL, INT, REAL, REAL, INT, INT],
  dormlq: [
    ...[TEXT, TEXT, INT, INT, INT, REAL, INT, REAL, REAL, INT],
    ...[REAL, INT, INT, LENGTH, LENGTH],
  ],
  dpotrf: [TEXT, INT, REAL, INT, INT, LENGTH],
  dtrsm: [...[TEXT, TEXT, TEXT, TEXT, INT, INT, REAL, REAL, INT, REAL, INT], ...times(4, LENGTH)],
  dgemm: [
    ...[TEXT, TEXT, INT, INT, INT, REAL, REAL, INT, REAL, INT, REAL, REAL, INT],
    ...times(2, LENGTH),
  ],
} satisfies Record<string, string[]>;

export type RoutineName = keyof typeof ROUTINES;
