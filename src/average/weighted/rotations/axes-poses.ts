/**
 * Poses from a chain of axes: the axes completed to an element of O(d) or SO(d), the form,
 * and what its stabiliser is.
 *
 * | symbol | name here   | meaning                                        |
 * | r      | chain.rank  | dimension of what the points span              |
 * | g      | element     | d × d, columns u_1, …, u_d                      |
 * | c      | form        | (x − b) g, with the coordinates ≥ r exactly 0  |
 */
import { determinant, Matrix } from "../../../numerics/index.js";
import type { LinearPose, Stabiliser } from "../../minimal/linear-pose.js";
import { completeAxes } from "../../minimal/span/completion.js";
import { compactStabiliser } from "../../minimal/span/stabilisers.js";
import type { Chain } from "./chains.js";

/** What the axes were chosen for. */
export interface AxesPlace {
  /** n × d, in units of `unit`. */
  readonly points: Matrix;
  readonly unit: number;
  readonly shift: Float64Array;
  /** The longest point, in units. */
  readonly largest: number;
}

export interface AxesOptions {
  /** Determinants of the elements: [1] for SO(d), [1, −1] for O(d). */
  readonly signs: readonly number[];
  /** What leaves points of this rank alone; made once for a frame. */
  stabiliser(rank: number): Stabiliser;
}

/** Stabilisers of SO(d) (`special`) or O(d) by rank, each made once. */
export function stabilisersByRank(special: boolean, d: number): AxesOptions["stabiliser"] {
  const made: Stabiliser[] = [];
  return (rank) => {
    made[rank] ??= compactStabiliser(special ? "SO" : "O", d, rank);
    return made[rank];
  };
}

/**
 * One pose, or one for each determinant where the last axis is free and the points
 * reach beyond the others; their weights sum to the chain's.
 */
export function axesPoses(
  { points, unit, shift, largest }: AxesPlace,
  chain: Chain,
  { signs, stabiliser: stabiliserOf }: AxesOptions,
): LinearPose[] {
  const { rows: n, columns: d } = points;
  const { rank, kept, dropped } = chain;
  const free = chain.rows.length < d;
  const determinants = free && rank === d ? signs : signs.slice(0, 1);
  const stabiliser = stabiliserOf(rank);
  return determinants.map((sign) => {
    const axes = completed(chain.axes, free ? sign : undefined);
    const form = new Matrix(n, d);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < rank; k++) {
        let inner = 0;
        for (let c = 0; c < d; c++) inner += points.data[i * d + c] * axes.data[k * d + c];
        form.data[i * d + k] = inner * unit;
      }
    }
    const element = axes.transpose();
    return {
      form,
      weight: chain.weight / determinants.length,
      element,
      inverse: axes,
      rank,
      carry: stabiliser.moved.length === 0 ? element : withoutColumns(element, stabiliser.moved),
      shift,
      stabiliser,
      basis: {
        rows: Int32Array.from(chain.rows),
        kept: kept / largest,
        dropped: largest === 0 ? 0 : dropped / largest,
      },
    };
  });
}

/** The matrix with zeros in these columns. */
export function withoutColumns(matrix: Matrix, columns: Int32Array): Matrix {
  const out = matrix.clone();
  for (const column of columns) {
    for (let i = 0; i < out.rows; i++) out.data[i * out.columns + column] = 0;
  }
  return out;
}

/** Rows that go on to an orthonormal basis; the last has the sign that makes `sign` the determinant. */
function completed(axes: Matrix, sign: number | undefined): Matrix {
  const d = axes.columns;
  const whole = new Matrix(d, d);
  whole.data.set(axes.data);
  completeAxes(whole.data, axes.rows, d);
  if (sign !== undefined && orientation(whole) * sign < 0) {
    const last = whole.row(d - 1);
    for (let c = 0; c < d; c++) last[c] = -last[c];
  }
  return whole;
}

/** The determinant, in closed form where frames are made by the thousand. */
function orientation(axes: Matrix): number {
  const [a, b, c, d, e, f, g, h, i] = axes.data;
  if (axes.rows === 2) return a * d - b * c;
  if (axes.rows === 3) return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return determinant(axes);
}
