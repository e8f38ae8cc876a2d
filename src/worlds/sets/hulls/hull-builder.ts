/**
 * A simplicial hull that grows by points. Facets live in flat arrays: d vertices each, ordered so
 * that the inside is on the negative side, and across from each vertex the neighbouring facet.
 * A new facet is an old visible one with one vertex replaced by the point, which keeps the order
 * right without looking at coordinates.
 */
import type { Matrix } from "../../../numerics/index.js";
import type { ExactPoints } from "./exact-points.js";
import { FacetPlanes } from "./facet-planes.js";

const NONE = -1;

export class HullBuilder {
  volume = 0;
  readonly #d: number;
  readonly #planes: FacetPlanes;
  readonly #nextPoint: Int32Array;
  readonly #highest: Float64Array;
  #capacity = 256;
  #vertices: Int32Array;
  #neighbours: Int32Array;
  /** First of the outside points of each facet, its highest; NONE for none. */
  #outside: Int32Array;
  /** 1 alive, 2 seen by the point in hand, 0 free. */
  #state: Uint8Array;
  /** New facet in place of a seen one's vertex. */
  #successor: Int32Array;
  #used = 0;
  readonly #free: number[] = [];
  readonly #waiting: number[] = [];

  /**
   * @param points scaled to a size about 1 by a power of two, 2^shift
   * @param exact the points before that
   * @param simplex d + 1 affinely independent points
   */
  constructor(points: Matrix, exact: ExactPoints, shift: number, simplex: readonly number[]) {
    const d = points.columns;
    this.#d = d;
    this.#planes = new FacetPlanes(points, exact, shift, this.#capacity);
    this.#nextPoint = new Int32Array(points.rows).fill(NONE);
    this.#highest = new Float64Array(points.rows);
    this.#vertices = new Int32Array(this.#capacity * d);
    this.#neighbours = new Int32Array(this.#capacity * d);
    this.#outside = new Int32Array(this.#capacity).fill(NONE);
    this.#state = new Uint8Array(this.#capacity);
    this.#successor = new Int32Array(this.#capacity * d);
    this.#start(simplex);
    const taken = new Set(simplex);
    const facets = Array.from({ length: d + 1 }, (_, f) => f);
    for (let p = 0; p < points.rows; p++) if (!taken.has(p)) this.#assign(p, facets);
  }

  get exactDecisions(): number {
    return this.#planes.exactDecisions;
  }

  /** Takes in every point that is still outside. */
  run(): void {
    for (let f = this.#waiting.pop(); f !== undefined; f = this.#waiting.pop()) {
      if (this.#state[f] === 1 && this.#outside[f] !== NONE) {
        this.#add(this.#outside[f], f);
      }
    }
    for (let k = 2; k <= this.#d; k++) this.volume /= k;
  }

  boundary(): Int32Array[] {
    const facets: Int32Array[] = [];
    for (let f = 0; f < this.#used; f++) {
      if (this.#state[f] === 1) {
        facets.push(this.#vertices.slice(f * this.#d, (f + 1) * this.#d));
      }
    }
    return facets;
  }

  #start(simplex: readonly number[]): void {
    const d = this.#d;
    for (let k = 0; k <= d; k++) {
      const f = this.#newFacet();
      const others = simplex.filter((_, place) => place !== k);
      // Neighbour across from the vertex at simplex place j is facet j.
      const across = simplex.map((_, place) => place).filter((place) => place !== k);
      this.#vertices.set(others, f * d);
      this.#neighbours.set(across, f * d);
      this.#planes.set(f, this.#vertices, f * d);
      const side = this.#side(f, simplex[k]);
      if (k === 0) this.volume += Math.abs(side);
      if (side > 0) {
        swap(this.#vertices, f * d, f * d + 1);
        swap(this.#neighbours, f * d, f * d + 1);
        this.#planes.set(f, this.#vertices, f * d);
      }
    }
  }

  #side(facet: number, point: number): number {
    return this.#planes.side(facet, this.#vertices, facet * this.#d, point);
  }

  /** To the first facet that the point sees; a point that sees none is inside. */
  #assign(point: number, facets: readonly number[]): void {
    for (const f of facets) {
      const height = this.#side(f, point);
      if (height <= 0) continue;
      this.#highest[point] = height;
      const top = this.#outside[f];
      if (top === NONE) {
        this.#outside[f] = point;
        this.#nextPoint[point] = NONE;
        this.#waiting.push(f);
      } else if (height > this.#highest[top]) {
        this.#outside[f] = point;
        this.#nextPoint[point] = top;
      } else {
        this.#nextPoint[point] = this.#nextPoint[top];
        this.#nextPoint[top] = point;
      }
      return;
    }
  }

  #add(point: number, first: number): void {
    const d = this.#d;
    const seen = [first];
    this.#state[first] = 2;
    this.volume += this.#side(first, point);
    const fresh: number[] = [];
    for (let s = 0; s < seen.length; s++) {
      const f = seen[s];
      for (let k = 0; k < d; k++) {
        const g = this.#neighbours[f * d + k];
        if (this.#state[g] === 2) continue;
        const side = this.#side(g, point);
        if (side > 0) {
          this.volume += side;
          this.#state[g] = 2;
          seen.push(g);
        }
      }
    }
    for (const f of seen) {
      for (let k = 0; k < d; k++) {
        if (this.#state[this.#neighbours[f * d + k]] === 1) fresh.push(this.#replace(f, k, point));
      }
    }
    for (const f of seen) this.#join(f);
    const orphans: number[] = [];
    for (const f of seen) {
      for (let p = this.#outside[f]; p !== NONE; p = this.#nextPoint[p]) {
        if (p !== point) orphans.push(p);
      }
      this.#outside[f] = NONE;
      this.#state[f] = 0;
    }
    for (const f of fresh) this.#state[f] = 1;
    this.#free.push(...seen);
    for (const p of orphans) this.#assign(p, fresh);
  }

  /** The facet that has `point` in place of the k-th vertex of f; the neighbour beyond learns of it. */
  #replace(f: number, k: number, point: number): number {
    const d = this.#d;
    const g = this.#newFacet();
    this.#state[g] = 3;
    const vertices = this.#vertices;
    for (let e = 0; e < d; e++) vertices[g * d + e] = vertices[f * d + e];
    vertices[g * d + k] = point;
    const beyond = this.#neighbours[f * d + k];
    this.#neighbours[g * d + k] = beyond;
    this.#successor[f * d + k] = g;
    for (let e = 0; e < d; e++) {
      if (this.#neighbours[beyond * d + e] === f) this.#neighbours[beyond * d + e] = g;
    }
    this.#planes.set(g, this.#vertices, g * d);
    return g;
  }

  /**
   * Neighbours among the new facets that replaced vertices of the seen facet f: round the ridge
   * without the vertices k and j, through seen facets, to the other end.
   */
  #join(f: number): void {
    const d = this.#d;
    const [vertices, neighbours, state] = [this.#vertices, this.#neighbours, this.#state];
    for (let k = 0; k < d; k++) {
      if (state[neighbours[f * d + k]] === 2) continue;
      const g = this.#successor[f * d + k];
      for (let j = 0; j < d; j++) {
        if (j === k) continue;
        let current = f;
        let out = j;
        let other = vertices[f * d + k];
        for (;;) {
          const next = neighbours[current * d + out];
          if (state[next] !== 2) break;
          let entry = 0;
          while (neighbours[next * d + entry] !== current) entry++;
          const left = vertices[next * d + entry];
          out = 0;
          while (vertices[next * d + out] !== other) out++;
          other = left;
          current = next;
        }
        neighbours[g * d + j] = this.#successor[current * d + out];
      }
    }
  }

  #newFacet(): number {
    const reused = this.#free.pop();
    if (reused !== undefined) {
      this.#state[reused] = 1;
      return reused;
    }
    if (this.#used === this.#capacity) this.#grow();
    this.#state[this.#used] = 1;
    return this.#used++;
  }

  #grow(): void {
    const capacity = 2 * this.#capacity;
    const longer = (old: Int32Array, factor: number) => {
      const array = new Int32Array(capacity * factor).fill(NONE);
      array.set(old);
      return array;
    };
    this.#vertices = longer(this.#vertices, this.#d);
    this.#neighbours = longer(this.#neighbours, this.#d);
    this.#outside = longer(this.#outside, 1);
    this.#successor = longer(this.#successor, this.#d);
    const state = new Uint8Array(capacity);
    state.set(this.#state);
    this.#state = state;
    this.#planes.grow(capacity);
    this.#capacity = capacity;
  }
}

function swap(array: Int32Array, a: number, b: number): void {
  [array[a], array[b]] = [array[b], array[a]];
}
