/**
 * On which side of a facet's hyperplane does a point lie, for certain?
 *
 *   side(p) = det(f_1 − f_0, …, f_{d−1} − f_0, p − f_0) = Σ_j normal_j (p_j − f_0j)
 *
 * Normals are cofactors by Laplace's expansion. Every number on the way is bounded by the product
 * of the rows' sums of absolute values (of `reach`, and that of p − f_0), so rounding moves
 * `side` by at most 4 (d + 2) ε times that, for coordinates of size about 1. On a grid of whole
 * multiples of 2^e there is no rounding at all as long as the bound is below 2^53 units. Where
 * neither decides, ExactPoints do.
 */
import type { Matrix } from "../../../numerics/index.js";
import type { ExactPoints } from "./exact-points.js";

/** Minors by the set of their columns: minor[sets[s]] = Σ sign · edge[entry] · minor[from]. */
interface Expansion {
  readonly sets: Int32Array;
  /** First term of each set, and the end. */
  readonly starts: Int32Array;
  readonly from: Int32Array;
  /** d · row + column. */
  readonly entry: Int32Array;
  readonly sign: Float64Array;
}

/** Below it products may have lost digits to underflow. */
const UNDERFLOW = 1e-280;

const expansions = new Map<number, Expansion>();

export class FacetPlanes {
  readonly #points: Float64Array;
  readonly #dimension: number;
  readonly #expansion: Expansion;
  readonly #tolerance: number;
  readonly #grid: number;
  readonly #exact: ExactPoints;
  readonly #edges: Float64Array;
  readonly #minors: Float64Array;
  #normals: Float64Array;
  #reach: Float64Array;
  /** Decisions that needed whole numbers. */
  exactDecisions = 0;

  constructor(points: Matrix, exact: ExactPoints, shift: number, capacity: number) {
    const d = points.columns;
    this.#points = points.data;
    this.#dimension = d;
    this.#expansion = expansionOf(d);
    this.#tolerance = 4 * (d + 2) * Number.EPSILON;
    const unit = d * (exact.exponent + shift);
    this.#grid = unit > -900 ? 2 ** (53 + unit) : 0;
    this.#exact = exact;
    this.#edges = new Float64Array(d * d);
    this.#minors = new Float64Array(1 << d);
    this.#normals = new Float64Array(capacity * d);
    this.#reach = new Float64Array(capacity);
  }

  grow(capacity: number): void {
    const [normals, reach] = [this.#normals, this.#reach];
    this.#normals = new Float64Array(capacity * this.#dimension);
    this.#reach = new Float64Array(capacity);
    this.#normals.set(normals);
    this.#reach.set(reach);
  }

  /** Computes the plane of the facet through vertices[start] … vertices[start + d − 1]. */
  set(facet: number, vertices: Int32Array, start: number): void {
    const d = this.#dimension;
    const x = this.#points;
    const { sets, starts, from, entry, sign } = this.#expansion;
    const edges = this.#edges;
    const base = vertices[start] * d;
    let reach = 1;
    for (let i = 0; i < d - 1; i++) {
      const tip = vertices[start + 1 + i] * d;
      let sum = 0;
      for (let j = 0; j < d; j++) {
        const edge = x[tip + j] - x[base + j];
        edges[i * d + j] = edge;
        sum += Math.abs(edge);
      }
      reach *= sum;
    }
    this.#reach[facet] = reach;
    const minors = this.#minors;
    minors[0] = 1;
    for (let k = 0; k < sets.length; k++) {
      let minor = 0;
      for (let t = starts[k]; t < starts[k + 1]; t++) {
        minor += sign[t] * edges[entry[t]] * minors[from[t]];
      }
      minors[sets[k]] = minor;
    }
    const all = (1 << d) - 1;
    for (let j = 0; j < d; j++) {
      const minor = minors[all ^ (1 << j)];
      this.#normals[facet * d + j] = (d - 1 - j) % 2 === 0 ? minor : -minor;
    }
  }

  /** `side` of a point: its sign is certain, and zero only for a point in the hyperplane. */
  side(facet: number, vertices: Int32Array, start: number, point: number): number {
    const d = this.#dimension;
    const x = this.#points;
    const base = vertices[start] * d;
    let side = 0;
    let length = 0;
    for (let j = 0; j < d; j++) {
      const difference = x[point * d + j] - x[base + j];
      side += this.#normals[facet * d + j] * difference;
      length += Math.abs(difference);
    }
    const bound = this.#reach[facet] * length;
    if (Math.abs(side) > this.#tolerance * bound && bound > UNDERFLOW) return side;
    if (bound < this.#grid) return side;
    this.exactDecisions++;
    const indices = [...vertices.subarray(start, start + d), point];
    const determinant = this.#exact.determinant(indices);
    if (determinant === 0n) return 0;
    const size = Math.max(Math.abs(side), Number.MIN_VALUE);
    return determinant > 0n ? size : -size;
  }
}

/** Minors of the first r rows by the set of their columns, for r = 1 … d − 1. */
function expansionOf(d: number): Expansion {
  let known = expansions.get(d);
  if (known === undefined) {
    const terms: number[][] = [];
    const sets = Array.from({ length: 1 << d }, (_, set) => set).filter((set) => {
      const size = countBits(set);
      return size >= 1 && size < d;
    });
    sets.sort((a, b) => countBits(a) - countBits(b));
    const starts = [0];
    for (const set of sets) {
      const size = countBits(set);
      let place = 0;
      for (let j = 0; j < d; j++) {
        if (!(set & (1 << j))) continue;
        place++;
        terms.push([set ^ (1 << j), d * (size - 1) + j, (size - place) % 2 === 0 ? 1 : -1]);
      }
      starts.push(terms.length);
    }
    known = {
      sets: Int32Array.from(sets),
      starts: Int32Array.from(starts),
      from: Int32Array.from(terms, (term) => term[0]),
      entry: Int32Array.from(terms, (term) => term[1]),
      sign: Float64Array.from(terms, (term) => term[2]),
    };
    expansions.set(d, known);
  }
  return known;
}

function countBits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}
