/**
 * The minimal frame of S_n on the rows of a matrix: sort them (Lin et al., Equivariance via
 * Minimal Frame Averaging, 2024, section on S_n).
 *
 * | symbol | name here | meaning                                               |
 * | X      | input     | n × d, rows in any order                              |
 * | C      | form      | the rows in lexicographic order                       |
 * | m_b    |           | sizes of the blocks of equal rows; ∏ m_b! orders agree |
 *
 * Law: the form does not depend on the order of the rows. Orders within a block are never
 * listed: their mean replaces each row of an output by the mean over its block.
 */
import { Matrix, requireFinite } from "../../numerics/index.js";
import type { FrameReport } from "../frame-report.js";
import type { InspectableFrame } from "../minimal/inspectable-frame.js";
import type { PermutationPose } from "../minimal/permutation-pose.js";
import {
  classSizes,
  ordersWithin,
  type RowClasses,
  requireTolerance,
  rowClasses,
} from "./row-classes.js";

export interface SortedRowsOptions {
  /**
   * Numbers of a column that can be linked by steps of at most this much, relative to the
   * column's largest absolute number, count as equal. Default 0: exact ties alone, −0 and 0
   * among them. With a tolerance the form is the same up to the steps that it bridged.
   */
  readonly tolerance?: number;
}

/**
 * S_n on the rows of n × d matrices; −0 becomes 0 in the form. No rows are an input as well.
 * @throws DomainError for a tolerance outside [0, 1); `poses` for NaN or Infinity
 */
export function sortedRowsFrame(
  options: SortedRowsOptions = {},
): InspectableFrame<Matrix, PermutationPose<Matrix>> {
  const { tolerance = 0 } = options;
  requireTolerance("sortedRowsFrame", tolerance);
  const classesOf = (input: Matrix): RowClasses =>
    rowClasses("sortedRowsFrame", "input", input, (largest) => tolerance * largest);
  return {
    name: "minimal frame of S_n on rows",
    poses(input) {
      if (tolerance > 0) return [sortedPose(input, classesOf(input).classes)];
      requireFinite("sortedRowsFrame", "input", input);
      const order = lexicographicOrder(input);
      return [poseOf(input, order, (a, b) => compareRows(input, a, b) === 0)];
    },
    inspect(input): FrameReport {
      const found = classesOf(input);
      const sizes = classSizes(found.classes, found.count).filter((size) => size > 1);
      const order = ordersWithin(sizes);
      return {
        frame: this.name,
        calls: 1,
        stabiliser: { order, description: wordsForBlocks(sizes) },
        conditioning: 1,
        distance: distanceToSwap(input, found),
        errorBound: Number.EPSILON,
        findings: findingsOf(input, found, tolerance),
      };
    },
  };
}

function sortedPose(input: Matrix, classes: Int32Array): PermutationPose<Matrix> {
  const order = Int32Array.from(classes, (_, i) => i).sort(
    (a, b) => classes[a] - classes[b] || a - b,
  );
  return poseOf(input, order, (a, b) => classes[a] === classes[b]);
}

/** As the classes of exact ties would have it: rows in ascending order, equal ones as they come. */
function lexicographicOrder(input: Matrix): Int32Array {
  const order = Int32Array.from({ length: input.rows }, (_, i) => i);
  return order.sort((a, b) => compareRows(input, a, b) || a - b);
}

function compareRows({ data, columns }: Matrix, a: number, b: number): number {
  for (let k = 0; k < columns; k++) {
    const x = data[a * columns + k];
    const y = data[b * columns + k];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function poseOf(
  input: Matrix,
  order: Int32Array,
  equal: (a: number, b: number) => boolean,
): PermutationPose<Matrix> {
  const form = reorderedRows(input, order);
  const blocks = new Int32Array(order.length);
  for (let k = 1; k < order.length; k++) {
    blocks[k] = equal(order[k], order[k - 1]) ? blocks[k - 1] : k;
  }
  let kept: Int32Array | undefined;
  return {
    form,
    weight: 1,
    order,
    blocks,
    orbitals(): Int32Array {
      kept ??= blockOrbitals(blocks);
      return kept;
    },
  };
}

/** Rows order[0], order[1], … with −0 as 0. */
export function reorderedRows(input: Matrix, order: Int32Array): Matrix {
  const form = new Matrix(input.rows, input.columns);
  const { columns } = input;
  for (let k = 0, to = 0; k < order.length; k++) {
    const start = order[k] * columns;
    for (let j = start; j < start + columns; j++) form.data[to++] = input.data[j] + 0;
  }
  return form;
}

/** Orbits on pairs where each block is exchanged freely: by blocks, the diagonal apart. */
export function blockOrbitals(blocks: Int32Array): Int32Array {
  const n = blocks.length;
  const numbers = new Map<number, number>();
  const orbitals = new Int32Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      const key = 2 * (blocks[k] * n + blocks[l]) + (k === l ? 1 : 0);
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      orbitals[k * n + l] = numbers.get(key)!;
    }
  }
  return orbitals;
}

/** Such as "3! · 2! orders of equal rows". */
export function wordsForBlocks(sizes: Iterable<number>): string {
  const factors = Array.from(sizes, (size) => `${size}!`);
  if (factors.length === 0) return "trivial";
  const shown = factors.length > 6 ? [...factors.slice(0, 5), "…"] : factors;
  return `${shown.join(" · ")} orders of equal rows`;
}

/**
 * Two rows change places when their first numbers cross, and the form jumps unless the rest
 * of them is equal: each moves by half of the gap.
 */
function distanceToSwap(input: Matrix, { classes, first }: RowClasses): number {
  const order = Int32Array.from(classes, (_, i) => i).sort((a, b) => classes[a] - classes[b]);
  let distance = Number.POSITIVE_INFINITY;
  for (let k = 1; k < order.length; k++) {
    const [low, high] = [order[k - 1], order[k]];
    if (classes[low] === classes[high]) continue;
    if (first[low] === first[high]) return 0;
    const rest = (row: number): Float64Array => input.row(row).subarray(1);
    if (rest(low).every((value, j) => value === rest(high)[j])) continue;
    distance = Math.min(distance, (input.at(high, 0) - input.at(low, 0)) / Math.SQRT2);
  }
  return distance;
}

function findingsOf(input: Matrix, found: RowClasses, tolerance: number): string[] {
  const findings: string[] = [];
  if (found.count < input.rows) {
    findings.push(
      `${input.rows} rows are ${found.count} different ones; outputs of equal rows are averaged.`,
    );
  }
  if (found.spread > 0) {
    findings.push(
      `The tolerance ${tolerance} bridged steps of up to ${found.spread.toPrecision(3)}: the frame is equivariant up to them.`,
    );
  }
  if (distanceToSwap(input, found) === 0) {
    findings.push(
      "Rows that differ begin with the same number: the smallest change of it can exchange them, and the form jumps.",
    );
  }
  return findings;
}
