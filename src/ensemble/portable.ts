/**
 * A run's settings as plain data: for worker threads, which take no functions and no
 * classes, and for the fingerprint under which a run is stored.
 */
import { sha256 } from "../files.js";
import { Matrix } from "../numerics/index.js";
import type { EnsembleSettings } from "./options.js";
import { unitOfShape } from "./unit/perceptron-unit.js";

/** Raised when a run's bits change: by the kernel's arithmetic, or by what is drawn for a seed. */
export const BITS_VERSION = 1;

/** Settings after `packMatrices`: matrices as plain objects, the unit as its name and shape. */
export type PortableSettings = Record<string, unknown>;

/** Whether another thread can carry out the run: the unit must be compiled, the data no function. */
export function isPortable({ unit, data }: EnsembleSettings): boolean {
  return unit.shape !== undefined && data.kind !== "sampled";
}

export function toPortable(settings: EnsembleSettings): PortableSettings {
  const { unit, data, ...rest } = settings;
  return packMatrices({
    ...rest,
    unit: { name: unit.name, shape: unit.shape },
    data: data.kind === "sampled" ? { kind: data.kind, name: data.name } : data,
  }) as PortableSettings;
}

export function fromPortable(portable: PortableSettings): EnsembleSettings {
  const settings = unpackMatrices(portable) as EnsembleSettings;
  return { ...settings, unit: unitOfShape(settings.unit.name, settings.unit.shape!) };
}

/**
 * SHA-256 of everything that the run's bits depend on. Of a unit or a law that is a
 * function only its name can enter.
 */
export function fingerprint(settings: EnsembleSettings): string {
  return sha256(JSON.stringify([BITS_VERSION, toPortable(settings)], inFixedOrder));
}

interface PackedMatrix {
  isMatrix: true;
  rows: number;
  columns: number;
  data: Float64Array;
}

/** Plain objects for matrices, at any depth of plain objects and arrays. */
export function packMatrices(value: unknown): unknown {
  if (value instanceof Matrix) {
    const { rows, columns, data } = value;
    return { isMatrix: true, rows, columns, data } satisfies PackedMatrix;
  }
  return mapped(value, packMatrices);
}

/** The inverse of packMatrices. */
export function unpackMatrices(value: unknown): unknown {
  if (typeof value === "object" && value !== null && "isMatrix" in value) {
    const { rows, columns, data } = value as PackedMatrix;
    return new Matrix(rows, columns, data);
  }
  return mapped(value, unpackMatrices);
}

function mapped(value: unknown, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]));
  }
  return value;
}

/** JSON with sorted keys and numbers to the last bit. */
function inFixedOrder(_key: string, value: unknown): unknown {
  if (value instanceof Float64Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value;
}
