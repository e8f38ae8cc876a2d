/**
 * The errors that the library throws. One class for each kind, so that a
 * caller can tell a wrong argument from a solver that gave up. Every message
 * names the function, what it got, what it expected and what to do.
 */
export class IntertwineError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options as ErrorOptions);
    this.name = new.target.name;
  }
}

/** An array, matrix or batch has the wrong shape. */
export class ShapeError extends IntertwineError {}

/** A value lies outside what the function is defined for (NaN included). */
export class DomainError extends IntertwineError {}

/** An iteration ended without reaching its tolerance. */
export class ConvergenceError extends IntertwineError {}

/** A file is missing, truncated, altered or of another format. */
export class DataError extends IntertwineError {}

/** Something that the machine should have is not there. */
export class EnvironmentError extends IntertwineError {}

/** The caller's AbortSignal ended the work; what was done so far is kept. */
export class AbortedError extends IntertwineError {}

const KINDS = {
  IntertwineError,
  ShapeError,
  DomainError,
  ConvergenceError,
  DataError,
  EnvironmentError,
  AbortedError,
};

/** An error of the named kind: what crossed from another thread has lost its class. */
export function errorOfKind(name: string, message: string): Error {
  const Kind = KINDS[name as keyof typeof KINDS];
  return Kind ? new Kind(message) : new Error(`${name}: ${message}`);
}
