/**
 * { x : B_1 x = 0, B_2 x = 0, … } modulo p.
 *
 * Block after block the unknowns are replaced by a basis of what still satisfies the
 * blocks so far, N ← N K with K the kernel of B N:
 *
 * 1. rows with one or two entries, of all blocks at once, in linear time;
 * 2. shortest rows first, rows are collected as long as the components that they form
 *    stay small; each component is solved densely, and equal ones once;
 * 3. the rest is rewritten in the new unknowns, where most of it vanishes, and so on
 *    with larger components.
 *
 * So dense elimination meets only what is truly coupled. Memory: the entries of B and
 * N, and for the largest component its unknowns squared.
 */
import { RandomStream } from "../../random/random-stream.js";
import { connectedComponents, DisjointSets } from "../components.js";
import type { CompressedRows } from "../compressed-rows.js";
import { type DenseKernel, denseKernel } from "./dense-kernel.js";
import { type Kernel, pairKernel } from "./pair-kernel.js";
import type { PrimeField } from "./prime-field.js";
import { annihilates, residueProduct, residueRows } from "./residue-rows.js";

/** How many unknowns a component may have in the first round; doubled in each further one. */
const FIRST_COMPONENT_BOUND = 512;
/** Components with more entries are not compared with each other. */
const LARGEST_COMPARED = 4000;

/** @param blocks whole-number matrices with `columns` columns each */
export function modularNullSpace(
  columns: number,
  blocks: readonly CompressedRows[],
  field: PrimeField,
): Kernel {
  const random = RandomStream.fromSeed(field.prime).split("null space");
  const residues = blocks.map((block) => residueRows(block, field));
  let kernel = pairKernel(columns, residues, field);
  for (const block of residues) {
    if (kernel.free.length === 0) break;
    if (annihilates(block, kernel.basis, field, random)) continue;
    let rest = residueProduct(block, kernel.basis, field, true);
    for (let bound = FIRST_COMPONENT_BOUND; rest.rows > 0; ) {
      let step: Kernel;
      if (hasShortRow(rest)) {
        step = pairKernel(rest.columns, [rest], field);
      } else {
        const chosen = rowsWithin(rest, bound);
        bound *= 2;
        if (chosen.length === 0) continue;
        step = componentKernel(rest, chosen, field);
      }
      kernel = {
        free: step.free.map((j) => kernel.free[j]),
        basis: residueProduct(kernel.basis, step.basis, field),
      };
      rest = residueProduct(rest, step.basis, field, true);
    }
  }
  return kernel;
}

function hasShortRow({ rows, rowStarts }: CompressedRows): boolean {
  for (let i = 0; i < rows; i++) if (rowStarts[i + 1] - rowStarts[i] <= 2) return true;
  return false;
}

/** Rows, shortest first, that together form no component with more than `bound` columns. */
function rowsWithin(matrix: CompressedRows, bound: number): number[] {
  const { rows, columns, rowStarts, columnIndices } = matrix;
  const order = Array.from({ length: rows }, (_, i) => i);
  const length = (i: number): number => rowStarts[i + 1] - rowStarts[i];
  order.sort((a, b) => length(a) - length(b) || a - b);
  const sets = new DisjointSets(columns);
  return order.filter((i) => {
    const roots = new Set<number>();
    let size = 0;
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
      const root = sets.find(columnIndices[k]);
      if (roots.has(root)) continue;
      roots.add(root);
      size += sets.sizeOf(root);
      if (size > bound) return false;
    }
    const [first] = roots;
    for (const root of roots) sets.join(first, root);
    return true;
  });
}

function componentKernel(
  matrix: CompressedRows,
  chosen: readonly number[],
  field: PrimeField,
): Kernel {
  const { columns, columnIndices } = matrix;
  const counts = new Int32Array(columns);
  for (const j of columnIndices) counts[j]++;
  const rowsOfBasis: (readonly [DenseKernel, number, readonly number[]])[] = new Array(columns);
  const known = new Map<string, DenseKernel>();
  for (const component of connectedComponents(matrix, chosen, counts)) {
    const solved = solveOnce(component.matrix, field, known);
    solved.pivots.forEach((pivot, row) => {
      rowsOfBasis[component.columns[pivot]] = [solved, row, component.columns];
    });
  }
  const place = new Int32Array(columns).fill(-1);
  let count = 0;
  let entries = 0;
  for (let j = 0; j < columns; j++) {
    if (rowsOfBasis[j] === undefined) place[j] = count++;
    entries += rowsOfBasis[j]?.[0].free.length ?? 1;
  }
  const free = new Int32Array(count);
  const rowStarts = new Int32Array(columns + 1);
  const indices = new Int32Array(entries);
  const values = new Float64Array(entries);
  let at = 0;
  for (let j = 0; j < columns; j++) {
    const source = rowsOfBasis[j];
    if (source === undefined) {
      free[place[j]] = j;
      indices[at] = place[j];
      values[at++] = 1;
    } else {
      const [solved, row, members] = source;
      const places = solved.free.map((f) => place[members[f]]);
      const order = places.map((_, k) => k).sort((a, b) => places[a] - places[b]);
      for (const k of order) {
        if (solved.coefficients[row][k] === 0) continue;
        indices[at] = places[k];
        values[at++] = solved.coefficients[row][k];
      }
    }
    rowStarts[j + 1] = at;
  }
  const basis = {
    rows: columns,
    columns: count,
    rowStarts,
    columnIndices: indices.slice(0, at),
    values: values.slice(0, at),
  };
  return { free, basis };
}

/** Tensor powers fall into many components that differ by their names only. */
function solveOnce(
  matrix: CompressedRows,
  field: PrimeField,
  known: Map<string, DenseKernel>,
): DenseKernel {
  if (matrix.values.length > LARGEST_COMPARED) return denseKernel(matrix, field, 1);
  const key = [matrix.columns, matrix.rowStarts, matrix.columnIndices, matrix.values].join(";");
  let solved = known.get(key);
  if (solved === undefined) {
    solved = denseKernel(matrix, field, 1);
    known.set(key, solved);
  }
  return solved;
}
