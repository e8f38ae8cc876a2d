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
import { DomainError } from "../errors.js";
import { Matrix } from "../numerics/index.js";
import { type Arcs, oneColour, reorderArcs, reverseArcs } from "./arcs.js";
import {
  arcsOfAdjacency,
  arcsOfEdges,
  type Edge,
  type GraphOptions,
  requireColours,
} from "./graph-arguments.js";

export class Graph {
  readonly vertices: number;
  readonly directed: boolean;
  readonly colours: Int32Array;
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly arcColours: Int32Array;

  #oneArcColour: boolean | undefined;
  #loops: number | undefined;

  private constructor(directed: boolean, arcs: Arcs, colours: Int32Array) {
    this.vertices = colours.length;
    this.directed = directed;
    this.colours = colours;
    this.offsets = arcs.offsets;
    this.neighbours = arcs.neighbours;
    this.arcColours = arcs.arcColours;
    this.#oneArcColour = arcs.oneArcColour;
    this.#loops = arcs.loops;
  }

  /**
   * @throws DomainError for a vertex outside 0 … n − 1, a loop where none is allowed, an edge
   *   given twice with two colours, a colour that is no whole number; ShapeError for colours
   *   of another number
   */
  static fromEdges(vertices: number, edges: Iterable<Edge>, options: GraphOptions = {}): Graph {
    const arcs = arcsOfEdges(vertices, edges, options);
    return new Graph(options.directed ?? false, arcs, requireColours(vertices, options.colours));
  }

  /**
   * Entries of a square matrix as arc colours: 0 is no arc, other whole numbers are colours.
   * Real weights become colours by `weightedGraph`.
   * @throws ShapeError unless square; DomainError for NaN, entries that are no whole numbers ≥ 0,
   *   a loop where none is allowed, and for a matrix that is not symmetric unless `directed`
   */
  static fromAdjacency(adjacency: Matrix, options: GraphOptions = {}): Graph {
    const arcs = arcsOfAdjacency(adjacency, options);
    const colours = requireColours(adjacency.rows, options.colours);
    return new Graph(options.directed ?? false, arcs, colours);
  }

  /** Arcs as this room sorts them: each once, both ways unless directed. That is not checked. */
  static fromSortedArcs(directed: boolean, arcs: Arcs, colours?: Int32Array): Graph {
    return new Graph(directed, arcs, colours ?? new Int32Array(arcs.offsets.length - 1));
  }

  /** How many edges: arcs when directed, else pairs and loops. */
  get edges(): number {
    if (this.directed) return this.neighbours.length;
    return (this.neighbours.length + this.loops) / 2;
  }

  /** How many loops. */
  get loops(): number {
    if (this.#loops === undefined) {
      this.#loops = 0;
      for (let i = 0; i < this.vertices; i++) if (this.arcColour(i, i) !== 0) this.#loops++;
    }
    return this.#loops;
  }

  /** Whether all arcs have one colour. */
  get oneArcColour(): boolean {
    this.#oneArcColour ??= oneColour(this.arcColours);
    return this.#oneArcColour;
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
    const place = new Int32Array(n);
    for (let k = 0; k < order.length; k++) place[order[k]] = k;
    let permutes = order.length === n;
    for (let k = 0; k < n && permutes; k++) permutes = place[order[k]] === k;
    if (!permutes) {
      throw new DomainError(
        `Graph.reordered: got an order of ${order.length} numbers that is no permutation of 0 … ${n - 1}.`,
      );
    }
    const colours = oneColour(this.colours)
      ? this.colours
      : this.colours.map((_, k) => this.colours[order[k]]);
    const turned = reorderArcs(this, order);
    return new Graph(this.directed, this.directed ? reverseArcs(turned) : turned, colours);
  }

  /** The graph with all arcs turned round; a graph that is not directed is its own. */
  reversed(): Graph {
    return this.directed ? new Graph(true, reverseArcs(this), this.colours) : this;
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

function same(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}
