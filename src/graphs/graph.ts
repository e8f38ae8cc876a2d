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
import {
  type Arcs,
  arcsFromList,
  oneColour,
  reorderArcs,
  reverseArcs,
  withoutRepeats,
} from "./arcs.js";
import { isVertex, requireWhole, same } from "./graph-arguments.js";

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

  private constructor(vertices: number, directed: boolean, colours: Int32Array, arcs: Arcs) {
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
    requireWhole(() => "Graph.fromEdges: the number of vertices", vertices, 0);
    const tails: number[] = [];
    const heads: number[] = [];
    const arcColours: number[] = [];
    let index = 0;
    for (const [tail, head, colour = 1] of edges) {
      if (!(isVertex(tail, vertices) && isVertex(head, vertices))) {
        throw new DomainError(
          `Graph.fromEdges: edge ${index} (${tail}, ${head}) names vertex ${isVertex(tail, vertices) ? head : tail}; expected 0 … ${vertices - 1}.`,
        );
      }
      requireWhole(
        () => `Graph.fromEdges: the colour of edge ${index} (${tail}, ${head})`,
        colour,
        1,
      );
      if (tail === head && !loops) {
        throw new DomainError(
          `Graph.fromEdges: edge ${index} (${tail}, ${head}) is a loop; expected none. Allow them with { loops: true }.`,
        );
      }
      tails.push(tail);
      heads.push(head);
      arcColours.push(colour);
      if (!directed && tail !== head) {
        tails.push(head);
        heads.push(tail);
        arcColours.push(colour);
      }
      index++;
    }
    const [arcs, conflict] = withoutRepeats(arcsFromList(vertices, tails, heads, arcColours));
    if (arcs === undefined) {
      throw new DomainError(
        `Graph.fromEdges: edge (${conflict}) is given twice, with two colours; expected one.`,
      );
    }
    return Graph.#checked(directed, arcs, options.colours);
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
    const offsets = new Int32Array(n + 1);
    const neighbours: number[] = [];
    const arcColours: number[] = [];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const colour = adjacency.at(i, j);
        requireWhole(() => `Graph.fromAdjacency: entry (${i}, ${j})`, colour, 0);
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
        neighbours.push(j);
        arcColours.push(colour);
      }
      offsets[i + 1] = neighbours.length;
    }
    const arcs = {
      offsets,
      neighbours: Int32Array.from(neighbours),
      arcColours: Int32Array.from(arcColours),
    };
    return Graph.#checked(directed, arcs, options.colours);
  }

  /** Arcs as this room sorts them: each once, both ways unless directed. That is not checked. */
  static fromSortedArcs(directed: boolean, arcs: Arcs, colours?: Int32Array): Graph {
    const n = arcs.offsets.length - 1;
    return new Graph(n, directed, colours ?? new Int32Array(n), arcs);
  }

  static #checked(directed: boolean, arcs: Arcs, given?: ArrayLike<number>): Graph {
    const vertices = arcs.offsets.length - 1;
    if (given !== undefined && given.length !== vertices) {
      throw new ShapeError(
        `Graph: got ${given.length} colours for ${vertices} vertices; expected as many.`,
      );
    }
    const colours = new Int32Array(vertices);
    for (let i = 0; given !== undefined && i < vertices; i++) {
      requireWhole(() => `Graph: colours[${i}]`, given[i], 0);
      colours[i] = given[i];
    }
    return new Graph(vertices, directed, colours, arcs);
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
    const colours = oneColour(this.colours)
      ? this.colours
      : this.colours.map((_, k) => this.colours[order[k]]);
    const turned = reorderArcs(this, order, place, this.directed);
    return new Graph(n, this.directed, colours, this.directed ? reverseArcs(turned) : turned);
  }

  /** The graph with all arcs turned round; a graph that is not directed is its own. */
  reversed(): Graph {
    if (!this.directed) return this;
    return new Graph(this.vertices, true, this.colours, reverseArcs(this));
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
