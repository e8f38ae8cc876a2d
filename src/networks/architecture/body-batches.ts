/**
 * Batches for `bodyNetwork` that turn each canonical pose: a random orthogonal A, one for all of a
 * step, times the identity and quarter turns, one for each copy of a sample (Lin et al. 2024,
 * appendix I.2, which tames the jumps of a canonical form). Positions and velocities become x R as
 * rows, and the frame that carries outputs back becomes Q R.
 *
 * The reference turns by 0, +x, +y, +z, −x and −y, and not by −z: with six copies so do these.
 */
import { ShapeError } from "../../errors.js";
import type { RandomStream } from "../../numerics/index.js";
import type { BatchMaker, SampleArrays } from "../program/index.js";

export interface BodyBatchesOptions {
  /** n, default 5. */
  readonly bodies?: number;
  /** d, default 3. */
  readonly dimension?: number;
  /** P, default 1. */
  readonly poses?: number;
  /** Turns the poses of a training step; default true. Evaluations are never turned. */
  readonly turned?: boolean;
  /**
   * Adds "centres" (d numbers for each sample) to the positions as they are, after any turn, as the
   * reference does by mistake: the network is then not equivariant. Default false.
   */
  readonly centroidLeak?: boolean;
}

const POINTS = ["positions", "velocities"] as const;

/** The data: arrays with the names and shapes of the network's inputs. */
export function bodyBatches(options: BodyBatchesOptions = {}): BatchMaker {
  const { bodies = 5, dimension: d = 3, poses = 1, turned = true, centroidLeak = false } = options;
  const sizes: Record<string, number> = {
    ...{ positions: poses * bodies * d, velocities: poses * bodies * d, frames: poses * d * d },
    ...{ charges: bodies, displacements: bodies * d },
  };
  const copied = ["charges", "displacements"];
  const turns = quarterTurns(d);
  return {
    portable: { module: import.meta.url, name: "bodyBatches", options },
    count(data) {
      const all = centroidLeak ? { ...sizes, centres: d } : sizes;
      return countOf(data, all);
    },
    fill(data, { samples, copies, random }, inputs) {
      const names = data.weights && inputs.weights ? [...copied, "weights"] : copied;
      const matrix = turned && random ? randomOrthogonal(d, random.split("turn")) : undefined;
      samples.forEach((sample, k) => {
        for (const name of names) {
          const size = name === "weights" ? poses : sizes[name];
          inputs[name].set(data[name].subarray(size * sample, size * (sample + 1)), size * k);
        }
        const turn = matrix && product(turns[copies[k] % turns.length], matrix, d);
        for (const name of [...POINTS, "frames"]) {
          const size = sizes[name];
          const rows = data[name].subarray(size * sample, size * (sample + 1));
          inputs[name].set(turn ? product(rows, turn, d) : rows, size * k);
        }
        if (!centroidLeak) return;
        for (let j = 0; j < sizes.positions; j++) {
          inputs.positions[k * sizes.positions + j] += data.centres[sample * d + (j % d)];
        }
      });
    },
  };
}

function countOf(data: SampleArrays, sizes: Readonly<Record<string, number>>): number {
  const counts = Object.entries(sizes).map(([name, size]) => {
    const array = data[name];
    if (array && array.length % size === 0) return array.length / size;
    throw new ShapeError(
      `bodyBatches: the data's "${name}" ${array ? `holds ${array.length} numbers` : "is missing"}; expected ${size} for each sample.`,
    );
  });
  if (counts.every((count) => count === counts[0])) return counts[0];
  throw new ShapeError(
    `bodyBatches: the arrays ${Object.keys(sizes).join(", ")} hold ${counts.join(", ")} samples; expected the same number.`,
  );
}

/** The identity, quarter turns in the planes of two coordinates one way, then the other way. */
function quarterTurns(d: number): Float64Array[] {
  const identity = Float64Array.from({ length: d * d }, (_, k) => Number(k % (d + 1) === 0));
  const planes: [number, number][] = [];
  for (let i = 0; i < d; i++) for (let j = i + 1; j < d; j++) planes.push([i, j]);
  // For d = 3 about x, y and z.
  planes.reverse();
  const turn = ([i, j]: [number, number], sign: number): Float64Array => {
    const matrix = identity.slice();
    matrix[i * d + i] = matrix[j * d + j] = 0;
    matrix[i * d + j] = -sign;
    matrix[j * d + i] = sign;
    return matrix;
  };
  return [
    identity,
    ...planes.map((plane) => turn(plane, 1)),
    ...planes.map((plane) => turn(plane, -1)),
  ];
}

/** By the Haar measure: rows of normals, made orthonormal one after the other. */
function randomOrthogonal(d: number, random: RandomStream): Float64Array {
  const matrix = random.normals(d * d);
  for (let i = 0; i < d; i++) {
    const row = matrix.subarray(i * d, (i + 1) * d);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = matrix.subarray(j * d, (j + 1) * d);
        const along = row.reduce((sum, entry, k) => sum + entry * other[k], 0);
        for (let k = 0; k < d; k++) row[k] -= along * other[k];
      }
    }
    const length = Math.sqrt(row.reduce((sum, entry) => sum + entry * entry, 0));
    for (let k = 0; k < d; k++) row[k] /= length;
  }
  return matrix;
}

/** Rows times a matrix. */
function product(rows: ArrayLike<number>, matrix: ArrayLike<number>, d: number): Float64Array {
  const out = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r += d) {
    for (let k = 0; k < d; k++) {
      for (let j = 0; j < d; j++) out[r + j] += rows[r + k] * matrix[k * d + j];
    }
  }
  return out;
}
