/** The graphs that the labellings are timed on; random ones come from fixed seeds. */
import {
  cfiGraph,
  circulantGraph,
  completeGraph,
  cyclicSquare,
  type Edge,
  Graph,
  gridGraph,
  hammingGraph,
  latinSquareGraph,
  paleyGraph,
  RandomStream,
  randomGraph,
  randomRegularGraph,
} from "../../src/index.js";

export interface Instance {
  readonly family: string;
  readonly name: string;
  readonly graph: Graph;
}

const stream = (label: string): RandomStream => RandomStream.fromSeed(8).split(label);

export function instances(): Instance[] {
  const list: Instance[] = [];
  const add = (family: string, name: string, graph: Graph): void => {
    const order = stream(`${family} ${name}`).permutation(graph.vertices);
    list.push({ family, name, graph: graph.reordered(order) });
  };
  for (const n of [100, 300, 1000]) {
    for (const p of [0.5, 0.1, 4 / n]) {
      const text = p < 0.1 ? "4/n" : String(p);
      add("random G(n, p)", `n = ${n}, p = ${text}`, randomGraph(n, p, stream(`${n} ${p}`)));
    }
  }
  for (const n of [100, 1000]) {
    add("random cubic", `n = ${n}`, randomRegularGraph(n, 3, stream(`cubic ${n}`)));
  }
  for (const q of [61, 101, 241]) add("Paley", `q = ${q}`, paleyGraph(q));
  for (const n of [8, 13, 20]) {
    add("Latin square", `cyclic, n = ${n}`, latinSquareGraph(cyclicSquare(n)));
  }
  for (const n of [8, 12]) {
    const square = isotope(n);
    add("Latin square", `turned, n = ${n}`, latinSquareGraph(square));
  }
  for (const n of [10, 20, 40]) {
    add(
      "CFI over random cubic",
      `${n} base vertices`,
      cfiGraph(randomRegularGraph(n, 3, stream(`cfi ${n}`))),
    );
  }
  for (const [rows, columns] of [
    [10, 10],
    [25, 40],
    [31, 32],
  ]) {
    add("grid", `${rows} × ${columns}`, gridGraph(rows, columns));
  }
  add("grid", "torus 30 × 30", gridGraph(30, 30, true));
  add("symmetric", "cube, 8 dimensions", hammingGraph(8, 2));
  add("symmetric", "H(3, 8)", hammingGraph(3, 8));
  add("symmetric", "K₁₀₀₀", completeGraph(1000));
  add("symmetric", "100 cycles of 7", copies(circulantGraph(7, [1]), 100));
  add("symmetric", "circulant 500 (1, 7, 30)", circulantGraph(500, [1, 7, 30]));
  return list;
}

/** The cyclic square with its 2 × 2 subsquares {0, n/2} turned in the first two rows that hold them. */
function isotope(n: number): number[][] {
  const square = cyclicSquare(n);
  const half = n / 2;
  for (const [i, j] of [
    [0, 0],
    [1, 2],
  ]) {
    const [a, b] = [square[i][j], square[i][j + half]];
    for (const row of [square[i], square[i + half]]) {
      for (const column of [j, j + half]) row[column] = row[column] === a ? b : a;
    }
  }
  return square;
}

function copies(graph: Graph, count: number): Graph {
  const edges: Edge[] = [];
  for (let k = 0; k < count; k++) {
    for (let v = 0; v < graph.vertices; v++) {
      for (let a = graph.offsets[v]; a < graph.offsets[v + 1]; a++) {
        edges.push([k * graph.vertices + v, k * graph.vertices + graph.neighbours[a]]);
      }
    }
  }
  return Graph.fromEdges(graph.vertices * count, edges);
}
