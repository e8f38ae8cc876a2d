/**
 * Batches for `bodyNetwork` that turn each canonical pose: a random orthogonal A, one for all of a
 * step, times the identity and quarter turns, one for each copy of a sample (Lin et al. 2024,
 * appendix I.2, which tames the jumps of a canonical form). Positions and velocities become x R as
 * rows, and the frame that carries outputs back becomes Q R.
 *
 * The reference turns by 0, +x, +y, +z, −x and −y, and not by −z: with six copies so do these.
 *
 * Of poses with weights they can draw: each pose of each copy of a sample is then one of the data's,
 * by its weight, as in training with a weighted frame (Dym, Lawrence and Siegel 2024).
 */
import { ShapeError } from "../../errors.js";
import { RandomStream } from "../../numerics/index.js";
import type { BatchMaker, SampleArrays } from "../program/index.js";

export interface BodyBatchesOptions {
  /** n, default 5. */
  readonly bodies?: number;
  /** d, default 3. */
  readonly dimension?: number;
  /** P, default 1. */
  readonly poses?: number;
  /**
   * How many poses the data hold of each sample, with as many "weights": those of the network are
   * drawn from them, in evaluations always the same. By default the data hold the network's.
   */
  readonly drawnFrom?: number;
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
  const { drawnFrom } = options;
  const held = drawnFrom ?? poses;
  const each: Record<string, number> = { positions: bodies * d, velocities: bodies * d };
  each.frames = d * d;
  const sizes: Record<string, number> = {
    ...{ positions: held * bodies * d, velocities: held * bodies * d, frames: held * d * d },
    ...{ charges: bodies, displacements: bodies * d },
    ...(drawnFrom !== undefined && { weights: drawnFrom }),
  };
  const copied = ["charges", "displacements"];
  const evaluation = RandomStream.fromSeed(0).split("drawn poses");
  const turns = quarterTurns(d);
  return {
    portable: { module: import.meta.url, name: "bodyBatches", options },
    count(data) {
      const weights = drawnFrom === undefined && data.weights !== undefined;
      return countOf(data, {
        ...sizes,
        ...(centroidLeak && { centres: d }),
        ...(weights && { weights: poses }),
      });
    },
    fill(data, { samples, copies, random }, inputs) {
      const weighted = drawnFrom === undefined && inputs.weights !== undefined;
      if (weighted && data.weights === undefined) {
        throw new ShapeError(
          `bodyBatches: the network is weighted, but the data's "weights" is missing; expected ${poses} for each sample.`,
        );
      }
      const names = weighted ? [...copied, "weights"] : copied;
      const matrix = turned && random ? randomOrthogonal(d, random.split("turn")) : undefined;
      if (drawnFrom !== undefined) inputs.weights?.fill(1 / poses);
      samples.forEach((sample, k) => {
        for (const name of names) {
          const size = name === "weights" ? poses : sizes[name];
          inputs[name].set(data[name].subarray(size * sample, size * (sample + 1)), size * k);
        }
        const turn = matrix && product(turns[copies[k] % turns.length], matrix, d);
        const draws = drawnFrom && (random ?? evaluation).split(sample).split(copies[k]);
        for (let pose = 0; pose < poses; pose++) {
          const first = sample * held;
          const from = draws ? drawn(data.weights, first, held, draws.uniform()) : first + pose;
          for (const name of [...POINTS, "frames"]) {
            const size = each[name];
            const rows = data[name].subarray(size * from, size * (from + 1));
            inputs[name].set(turn ? product(rows, turn, d) : rows, size * (k * poses + pose));
          }
        }
        if (!centroidLeak) return;
        const seen = poses * each.positions;
        for (let j = 0; j < seen; j++) {
          inputs.positions[k * seen + j] += data.centres[sample * d + (j % d)];
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

/** A place from `start` on among `count`, drawn by its weight with a number uniform in [0, 1). */
function drawn(weights: ArrayLike<number>, start: number, count: number, uniform: number): number {
  let total = 0;
  for (let k = start; k < start + count; k++) total += weights[k];
  let left = uniform * total;
  let last = start;
  for (let k = start; k < start + count; k++) {
    if (!(weights[k] > 0)) continue;
    last = k;
    left -= weights[k];
    if (left < 0) break;
  }
  return last;
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
