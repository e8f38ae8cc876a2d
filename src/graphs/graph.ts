/**
 * Graphs with coloured vertices and coloured edges, directed or not.
 *
 * | symbol | name here                | shape                                            |
 * | n      | vertices                 |                                                  |
 * |        | colours                  | n, any whole numbers ≥ 0; all 0 by default       |
 * |        | offsets                  | n + 1; the arcs of i are offsets[i] … offsets[i+1] − 1 |
 * |        | neighbours               | head of each arc, ascending for each i           |
 * |        | arcColours               | colour of each arc, whole numbers ≥ 1            |
 *
 * An edge of a graph that is not directed is two arcs of one colour; a loop is one arc.
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix } from "../numerics/index.js";

/** [tail, head] or [tail, head, colour]. */
export type Edge = readonly [tail: number, head: number, colour?: number];

export interface GraphOptions {
  /** Default false: an edge i, j is an arc each way. */
  readonly directed?: boolean;
  /** One whole number ≥ 0 for each vertex; vertices of two colours are never exchanged. */
  readonly colours?: ArrayLike<number>;
  /** Whether an edge may join a vertex to itself; default false. */
  readonly loops?: boolean;
}

export class Graph {
  readonly vertices: number;
  readonly directed: boolean;
  readonly colours: Int32Array;
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly arcColours: Int32Array;

  private constructor(
    vertices: number,
    directed: boolean,
    colours: Int32Array,
    arcs: { offsets: Int32Array; neighbours: Int32Array; arcColours: Int32Array },
  ) {
    this.vertices = vertices;
    this.directed = directed;
    this.colours = colours;
    this.offsets = arcs.offsets;
    this.neighbours = arcs.neighbours;
    this.arcColours = arcs.arcColours;
  }

  /**
   * @throws DomainError for a vertex outside 0 … n − 1, a loop where none is allowed, an edge
   *   given twice with two colours, a colour that is no whole number; ShapeError for colours
   *   of another number
   */
  static fromEdges(vertices: number, edges: Iterable<Edge>, options: GraphOptions = {}): Graph {
    const { directed = false, loops = false } = options;
    requireWhole("Graph.fromEdges: the number of vertices", vertices, 0);
    const rows = Array.from({ length: vertices }, () => new Map<number, number>());
    let index = 0;
    for (const [tail, head, colour = 1] of edges) {
      const place = `edge ${index++} (${tail}, ${head})`;
      for (const vertex of [tail, head]) {
        if (!Number.isInteger(vertex) || vertex < 0 || vertex >= vertices) {
          throw new DomainError(
            `Graph.fromEdges: ${place} names vertex ${vertex}; expected 0 … ${vertices - 1}.`,
          );
        }
      }
      requireWhole(`Graph.fromEdges: the colour of ${place}`, colour, 1);
      if (tail === head && !loops) {
        throw new DomainError(
          `Graph.fromEdges: ${place} is a loop; expected none. Allow them with { loops: true }.`,
        );
      }
      for (const [from, to] of directed
        ? [[tail, head]]
        : [
            [tail, head],
            [head, tail],
          ]) {
        const before = rows[from].get(to);
        if (before !== undefined && before !== colour) {
          throw new DomainError(
            `Graph.fromEdges: ${place} has colour ${colour}, and ${before} before; expected one colour.`,
          );
        }
        rows[from].set(to, colour);
      }
    }
    return Graph.#fromRows(vertices, directed, rows, options.colours);
  }

  /**
   * Entries of a square matrix as arc colours: 0 is no arc, other whole numbers are colours.
   * Real weights become colours by `weightedGraph`.
   * @throws ShapeError unless square; DomainError for NaN, entries that are no whole numbers ≥ 0,
   *   a loop where none is allowed, and for a matrix that is not symmetric unless `directed`
   */
  static fromAdjacency(adjacency: Matrix, options: GraphOptions = {}): Graph {
    const { directed = false, loops = false } = options;
    const n = adjacency.rows;
    if (adjacency.columns !== n) {
      throw new ShapeError(
        `Graph.fromAdjacency: got a ${n} × ${adjacency.columns} matrix; expected a square one.`,
      );
    }
    const rows = Array.from({ length: n }, () => new Map<number, number>());
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const colour = adjacency.at(i, j);
        requireWhole(`Graph.fromAdjacency: entry (${i}, ${j})`, colour, 0);
        if (colour === 0) continue;
        if (i === j && !loops) {
          throw new DomainError(
            `Graph.fromAdjacency: entry (${i}, ${i}) is ${colour}, a loop; expected 0. Allow loops with { loops: true }.`,
          );
        }
        if (!directed && adjacency.at(j, i) !== colour) {
          throw new DomainError(
            `Graph.fromAdjacency: entry (${i}, ${j}) is ${colour} and (${j}, ${i}) is ${adjacency.at(j, i)}; expected a symmetric matrix. Say { directed: true } for a directed graph.`,
          );
        }
        rows[i].set(j, colour);
      }
    }
    return Graph.#fromRows(n, directed, rows, options.colours);
  }

  static #fromRows(
    vertices: number,
    directed: boolean,
    rows: readonly ReadonlyMap<number, number>[],
    given?: ArrayLike<number>,
  ): Graph {
    if (given !== undefined && given.length !== vertices) {
      throw new ShapeError(
        `Graph: got ${given.length} colours for ${vertices} vertices; expected as many.`,
      );
    }
    const colours = Int32Array.from({ length: vertices }, (_, i) => {
      const colour = given === undefined ? 0 : given[i];
      requireWhole(`Graph: colours[${i}]`, colour, 0);
      return colour;
    });
    const offsets = new Int32Array(vertices + 1);
    rows.forEach((row, i) => {
      offsets[i + 1] = offsets[i] + row.size;
    });
    const neighbours = new Int32Array(offsets[vertices]);
    const arcColours = new Int32Array(offsets[vertices]);
    rows.forEach((row, i) => {
      neighbours.set(Int32Array.from(row.keys()).sort(), offsets[i]);
      for (let k = offsets[i]; k < offsets[i + 1]; k++) arcColours[k] = row.get(neighbours[k])!;
    });
    return new Graph(vertices, directed, colours, { offsets, neighbours, arcColours });
  }

  /** How many edges: arcs when directed, else pairs and loops. */
  get edges(): number {
    if (this.directed) return this.neighbours.length;
    return (this.neighbours.length + this.loops) / 2;
  }

  /** How many loops. */
  get loops(): number {
    let loops = 0;
    for (let i = 0; i < this.vertices; i++) if (this.arcColour(i, i) !== 0) loops++;
    return loops;
  }

  degree(vertex: number): number {
    return this.offsets[vertex + 1] - this.offsets[vertex];
  }

  /** Colour of the arc tail → head; 0 where there is none. */
  arcColour(tail: number, head: number): number {
    let low = this.offsets[tail];
    let high = this.offsets[tail + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.neighbours[middle] < head) low = middle + 1;
      else high = middle;
    }
    return low < this.offsets[tail + 1] && this.neighbours[low] === head ? this.arcColours[low] : 0;
  }

  /** Arc colours as an n × n matrix, 0 where there is no arc. */
  adjacency(): Matrix {
    const matrix = Matrix.zeros(this.vertices);
    for (let i = 0; i < this.vertices; i++) {
      for (let k = this.offsets[i]; k < this.offsets[i + 1]; k++) {
        matrix.data[i * this.vertices + this.neighbours[k]] = this.arcColours[k];
      }
    }
    return matrix;
  }

  /**
   * The graph whose vertex k is this graph's vertex order[k].
   * @throws DomainError unless `order` is a permutation of 0 … n − 1
   */
  reordered(order: ArrayLike<number>): Graph {
    const n = this.vertices;
    const place = new Int32Array(n).fill(-1);
    for (let k = 0; k < order.length; k++) place[order[k]] = k;
    if (order.length !== n || place.includes(-1)) {
      throw new DomainError(
        `Graph.reordered: got an order of ${order.length} numbers that is no permutation of 0 … ${n - 1}.`,
      );
    }
    const rows = Array.from({ length: n }, (_, k) => {
      const row = new Map<number, number>();
      for (let a = this.offsets[order[k]]; a < this.offsets[order[k] + 1]; a++) {
        row.set(place[this.neighbours[a]], this.arcColours[a]);
      }
      return row;
    });
    const colours = Int32Array.from({ length: n }, (_, k) => this.colours[order[k]]);
    return Graph.#fromRows(n, this.directed, rows, colours);
  }

  /** Whether vertices, colours and arcs are the same, without any reordering. */
  equals(other: Graph): boolean {
    return (
      this.vertices === other.vertices &&
      this.directed === other.directed &&
      same(this.colours, other.colours) &&
      same(this.offsets, other.offsets) &&
      same(this.neighbours, other.neighbours) &&
      same(this.arcColours, other.arcColours)
    );
  }
}

function requireWhole(what: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least || value > 2 ** 31 - 1) {
    throw new DomainError(`${what} is ${value}; expected a whole number ≥ ${least}.`);
  }
}

function same(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}
