/**
 * A robot on a grid with walls, which may slip.
 *
 * | symbol   | name here   | meaning                                                              |
 * | s        | cell        | a free cell, row by row from the top                                  |
 * | a        | action      | ↑ → ↓ ←                                                               |
 * | p(s′|s,a)| moves       | 1 − slip for the step that was meant, slip/2 for each one across it; a step into a wall stays |
 * | π(a|s)   | policy      | cells × 4; each action alike when left out                            |
 *
 * Letters (s, a) stand at 4 s + a. A turn or a mirror that maps the grid to itself, together with
 * what it does to the four actions, is an equivariance of p(s′|s,a).
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { requireLaw, requireProbability, requireSize } from "./channel-arguments.js";

/** A channel with names for its letters. */
export interface NamedChannel {
  /** |X| × |Y|, rows sum to one. */
  readonly kernel: Matrix;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

export interface GridWorldOptions {
  readonly rows: number;
  readonly columns: number;
  /** Cells that cannot be entered, as [row, column] from the top left. */
  readonly walls?: readonly (readonly [number, number])[];
  /** Default 0. */
  readonly slip?: number;
  /** What leaves on one side comes in on the other; default false. */
  readonly wraps?: boolean;
}

export interface GridWorld {
  /** [row, column] of each free cell. */
  readonly cells: readonly (readonly [number, number])[];
  /** (cell, action) → next cell. */
  readonly moves: NamedChannel;
  /**
   * Cell → next cell.
   * @param policy cells × 4
   * @throws ShapeError, DomainError for a policy whose rows are no laws
   */
  underPolicy(policy?: Matrix): NamedChannel;
}

export const GRID_ACTIONS: readonly string[] = ["↑", "→", "↓", "←"];
const STEPS = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
];

/** @throws DomainError for sizes below 1, walls outside the grid or everywhere, a slip that is no probability */
export function gridWorld(options: GridWorldOptions): GridWorld {
  const { rows, columns, walls = [], slip = 0, wraps = false } = options;
  requireSize("gridWorld", "rows", rows);
  requireSize("gridWorld", "columns", columns);
  requireProbability("gridWorld", "slip", slip);
  const place = numberedCells(rows, columns, walls);
  const cells: [number, number][] = [];
  place.forEach((number, k) => {
    if (number >= 0) cells.push([Math.floor(k / columns), k % columns]);
  });
  const count = cells.length;
  const next = (cell: number, action: number): number => {
    let [row, column] = cells[cell].map((at, axis) => at + STEPS[action][axis]);
    if (wraps) [row, column] = [(row + rows) % rows, (column + columns) % columns];
    const inside = row >= 0 && row < rows && column >= 0 && column < columns;
    const target = inside ? place[row * columns + column] : -1;
    return target < 0 ? cell : target;
  };
  const kernel = new Matrix(4 * count, count);
  for (let cell = 0; cell < count; cell++) {
    for (let action = 0; action < 4; action++) {
      const start = (4 * cell + action) * count;
      kernel.data[start + next(cell, action)] += 1 - slip;
      for (const turn of [1, 3]) kernel.data[start + next(cell, (action + turn) % 4)] += slip / 2;
    }
  }
  const names = cells.map(([row, column]) => `${row},${column}`);
  return {
    cells,
    moves: {
      kernel,
      inputNames: names.flatMap((name) => GRID_ACTIONS.map((action) => `${name}${action}`)),
      outputNames: names,
    },
    underPolicy: (policy?: Matrix): NamedChannel => ({
      kernel: averaged(
        kernel,
        policy ?? new Matrix(count, 4, new Float64Array(4 * count).fill(0.25)),
      ),
      inputNames: names,
      outputNames: names,
    }),
  };
}

/** The number of each cell, −1 for walls; rows × columns. */
function numberedCells(
  rows: number,
  columns: number,
  walls: readonly (readonly [number, number])[],
): Int32Array {
  const place = new Int32Array(rows * columns);
  for (const [row, column] of walls) {
    const known = Number.isInteger(row) && row >= 0 && row < rows;
    if (!known || !(Number.isInteger(column) && column >= 0 && column < columns)) {
      throw new DomainError(
        `gridWorld: got a wall at ${row}, ${column}; expected a cell of the ${rows} × ${columns} grid, from 0, 0 on.`,
      );
    }
    place[row * columns + column] = -1;
  }
  let count = 0;
  for (let k = 0; k < place.length; k++) if (place[k] === 0) place[k] = count++;
  if (count > 0) return place;
  throw new DomainError("gridWorld: there are walls everywhere; expected a free cell.");
}

function averaged(moves: Matrix, policy: Matrix): Matrix {
  const count = moves.columns;
  if (policy.rows !== count || policy.columns !== 4) {
    throw new ShapeError(
      `GridWorld.underPolicy: the policy is ${policy.rows} × ${policy.columns}; expected ${count} × 4.`,
    );
  }
  const out = new Matrix(count, count);
  for (let cell = 0; cell < count; cell++) {
    requireLaw("GridWorld.underPolicy", `row ${cell} of the policy`, policy.row(cell));
    const to = out.row(cell);
    for (let action = 0; action < 4; action++) {
      moves.row(4 * cell + action).forEach((probability, target) => {
        to[target] += policy.at(cell, action) * probability;
      });
    }
  }
  return out;
}
