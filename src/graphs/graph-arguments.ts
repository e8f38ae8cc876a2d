/** What `Graph` asks of its arguments. */
import { DomainError } from "../errors.js";

export function isVertex(value: number, vertices: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < vertices;
}

export function requireWhole(what: () => string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least || value > 2 ** 31 - 1) {
    throw new DomainError(`${what()} is ${value}; expected a whole number ≥ ${least}.`);
  }
}

export function same(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}
