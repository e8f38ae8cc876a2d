/**
 * Keys of vertices from the eigenspaces of the Laplacian: what combinatorial frames sort by.
 *
 * | symbol   | name here  | shape | meaning                                               |
 * | L        |            | n × n | D − A, arc colours as weights                         |
 * | P^(λ)    |            | n × n | projector on the eigenspace of λ                      |
 * | FA       | "rounded"  |       | √P^(λ)_ii to 2 decimals, over λ ascending (Puny et al., Frame Averaging, 2022, graphs) |
 * | OAP      | "refined"  |       | (P^(λ)_ii, P^(λ)_ij sorted over j) over λ (Ma et al., A Canonicalization Perspective, 2024) |
 *
 * Law: an automorphism takes each vertex to one with the same key, so that classes of keys
 * are unions of orbits.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Graph } from "../../../graphs/index.js";
import { Matrix, symmetricEigen } from "../../../numerics/index.js";
import { type RowClasses, rowClasses } from "../row-classes.js";

export type VertexKey = "rounded" | "refined";

/** Eigenvalues closer than this, relative to the largest, are one eigenspace. */
export const EIGENSPACE_TOLERANCE = 1e-9;

/** Entries of projectors, at most 1, that are closer than this are equal. */
const KEY_TOLERANCE = 1e-8;

const DECIMALS = 100;

/** Keeps numbers that end in 5 after the decimals from going down by rounding. */
const HALF_UP = 1e-7;

/**
 * Vertices by key, classes in ascending order of keys.
 * @throws DomainError for a directed graph, ShapeError for what is none
 */
export function vertexKeyClasses(graph: Graph, key: VertexKey): RowClasses {
  if (!(graph instanceof Graph)) {
    throw new ShapeError("spectralGraphFrame: the input is no Graph; expected one.");
  }
  if (graph.directed) {
    throw new DomainError(
      "spectralGraphFrame: got a directed graph; expected an undirected one, whose Laplacian is symmetric.",
    );
  }
  const spaces = eigenprojectors(laplacian(graph));
  const columns = [Float64Array.from(graph.colours), ...spaces.flatMap(KEYS[key])];
  const rows = new Matrix(graph.vertices, columns.length);
  columns.forEach((column, j) => {
    column.forEach((value, i) => {
      rows.data[i * columns.length + j] = value;
    });
  });
  return rowClasses("spectralGraphFrame", "keys", rows, () =>
    key === "rounded" ? 0 : KEY_TOLERANCE,
  );
}

const KEYS = {
  rounded: (P: Matrix): Float64Array[] => [
    diagonal(P).map((p) => Math.round(DECIMALS * Math.sqrt(Math.max(0, p)) + HALF_UP)),
  ],
  refined: (P: Matrix): Float64Array[] => {
    const sorted = Array.from({ length: P.rows }, (_, i) => P.row(i).slice().sort());
    return [
      diagonal(P),
      ...Array.from({ length: P.rows }, (_, j) => Float64Array.from(sorted, (row) => row[j])),
    ];
  },
};

function laplacian(graph: Graph): Matrix {
  const out = graph.adjacency().scale(-1);
  const n = graph.vertices;
  for (let i = 0; i < n; i++) {
    out.data[i * n + i] = 0;
    out.data[i * n + i] = -out.row(i).reduce((sum, value) => sum + value, 0);
  }
  return out;
}

function diagonal(P: Matrix): Float64Array {
  return Float64Array.from({ length: P.rows }, (_, i) => P.at(i, i));
}

/** Eigenvalues ascending; a gap beyond the tolerance begins a new space. */
function eigenprojectors(L: Matrix): Matrix[] {
  const { values, vectors } = symmetricEigen(L);
  const reach = EIGENSPACE_TOLERANCE * Math.max(1, ...values.map(Math.abs));
  const projectors: Matrix[] = [];
  values.forEach((value, k) => {
    if (k === 0 || value - values[k - 1] > reach) projectors.push(new Matrix(L.rows, L.rows));
    const P = projectors[projectors.length - 1];
    const u = vectors.column(k);
    u.forEach((a, i) => {
      u.forEach((b, j) => {
        P.data[i * L.rows + j] += a * b;
      });
    });
  });
  return projectors;
}
