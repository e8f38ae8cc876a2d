/**
 * Products of matrices by tiles, C[b] = A[b] B[b]: a workgroup makes a tile of C from strips of A
 * and B that it shares, a thread a small block of it in registers. What A and B are is told by
 * two functions, so that convolutions are products too. Sums run along the inner axis in order,
 * whatever the tile; a long inner axis is cut into parts of fixed lengths, and those added.
 */
import type { Shader } from "../shader/shader.js";
import { THREADS } from "../shader/shader.js";

export interface Tile {
  readonly rows: number;
  readonly columns: number;
  /** Of the strips. */
  readonly depth: number;
  /** Of a thread's block. */
  readonly blockRows: number;
  readonly blockColumns: number;
}

const tile = (
  rows: number,
  columns: number,
  depth: number,
  blockRows: number,
  blockColumns: number,
): Tile => ({ rows, columns, depth, blockRows, blockColumns });

/** All of 256 threads; strips together at most 16 KiB. */
export const TILES: readonly (readonly [Tile, work: number])[] = [
  [tile(16, 16, 16, 1, 1), 0.3],
  [tile(32, 32, 16, 2, 2), 0.55],
  [tile(16, 64, 16, 1, 4), 0.5],
  [tile(64, 16, 16, 4, 1), 0.5],
  [tile(32, 64, 16, 2, 4), 0.7],
  [tile(64, 64, 16, 4, 4), 0.85],
  [tile(128, 128, 8, 8, 8), 1],
];
/** Workgroups that a large device works on at once: two on each of 132 processors. */
const RESIDENT = 264;
/** From where a product with few tiles is cut along its inner axis. */
const SHORTEST_PART = 256;
const MOST_PARTS = 64;

export interface ProductSize {
  readonly batch: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

export interface TilePlan {
  readonly tile: Tile;
  readonly parts: number;
  readonly chunk: number;
}

/** By the sizes alone, so that every device adds in the same order. */
export function planTiles({ batch, rows, inner, columns }: ProductSize): TilePlan {
  let best = TILES[0][0];
  let least = Number.POSITIVE_INFINITY;
  for (const [candidate, efficiency] of TILES) {
    const waves = Math.ceil((batch * tilesOf(candidate, rows, columns)) / RESIDENT);
    const cost = (waves * candidate.rows * candidate.columns) / efficiency;
    if (cost < least) [best, least] = [candidate, cost];
  }
  const workgroups = batch * tilesOf(best, rows, columns);
  const wanted = Math.min(
    Math.floor(inner / SHORTEST_PART),
    Math.ceil(RESIDENT / Math.max(workgroups, 1)),
    MOST_PARTS,
  );
  if (wanted < 2) return { tile: best, parts: 1, chunk: Math.max(inner, 1) };
  const chunk = Math.ceil(inner / wanted / best.depth) * best.depth;
  return { tile: best, parts: Math.ceil(inner / chunk), chunk };
}

const tilesOf = (one: Tile, rows: number, columns: number): number =>
  Math.ceil(rows / one.rows) * Math.ceil(columns / one.columns);

export interface TileProgram {
  /** Declares fn loadA(base, batch, row, l) and fn loadB(base, batch, l, column), 0-based, inside. */
  readonly loads: string;
  /** Whether neighbours along the inner axis lie side by side in A; in B. */
  readonly alongA: boolean;
  readonly alongB: boolean;
  /** fn store(base, index, value). */
  readonly store: string;
}

export interface TileText {
  readonly before: string;
  readonly main: string;
  readonly workgroups: number;
}

export function tileText(
  shader: Shader,
  size: ProductSize,
  { tile: one, parts, chunk }: TilePlan,
  program: TileProgram,
): TileText {
  const { depth, blockRows, blockColumns } = one;
  const [down, across] = [one.rows / blockRows, one.columns / blockColumns];
  // One more place a row, so that threads that load along the inner axis meet in different banks.
  const [pitchA, pitchB] = [one.rows + 1, one.columns + 1];
  const tilesDown = Math.ceil(size.rows / one.rows);
  const tilesAcross = Math.ceil(size.columns / one.columns);
  const items = size.batch * parts * tilesDown * tilesAcross;
  const sizes = { ...size, tilesAcross, tilesDown, parts, chunk, items };
  const names = Object.entries(sizes).map(
    ([name, value]) => `let ${name} = ${shader.parameter(value)};`,
  );
  const block = (write: (m: number, n: number) => string): string =>
    Array.from({ length: blockRows * blockColumns }, (_, k) =>
      write(Math.floor(k / blockColumns), k % blockColumns),
    ).join("\n      ");
  const line = (length: number, write: (k: number) => string): string =>
    Array.from({ length }, (_, k) => write(k)).join(" ");
  const strip = (across: number, along: string, write: string): string => `
    for (var q = t; q < ${across * depth}u; q += ${THREADS}u) {
      let l = select(q / ${across}u, q % ${depth}u, ${along});
      let k = select(q % ${across}u, q / ${depth}u, ${along});
      ${write}
    }`;
  const before = `
var<workgroup> stripA: array<f32, ${pitchA * depth}>;
var<workgroup> stripB: array<f32, ${pitchB * depth}>;
${program.loads}
${program.store}`;
  const main = `
  ${names.join("\n  ")}
  let alongA = ${shader.parameter(program.alongA ? 1 : 0)} != 0u;
  let alongB = ${shader.parameter(program.alongB ? 1 : 0)} != 0u;
  if (group >= items) { return; }
  let column0 = (group % tilesAcross) * ${one.columns}u;
  let row0 = ((group / tilesAcross) % tilesDown) * ${one.rows}u;
  let slice = group / (tilesAcross * tilesDown);
  let b = slice / parts;
  let start = (slice % parts) * chunk;
  let end = min(inner, start + chunk);
  let x = t % ${across}u;
  let y = t / ${across}u;
  ${block((m, n) => `var c${m}_${n} = 0.0;`)}
  for (var l0 = start; l0 < end; l0 += ${depth}u) {
    ${strip(
      one.rows,
      "alongA",
      `var value = 0.0;
      if (l0 + l < end && row0 + k < rows) { value = loadA(base, b, row0 + k, l0 + l); }
      stripA[l * ${pitchA}u + k] = value;`,
    )}
    ${strip(
      one.columns,
      "alongB",
      `var value = 0.0;
      if (l0 + l < end && column0 + k < columns) { value = loadB(base, b, l0 + l, column0 + k); }
      stripB[l * ${pitchB}u + k] = value;`,
    )}
    workgroupBarrier();
    for (var l = 0u; l < ${depth}u; l++) {
      ${line(blockRows, (m) => `let a${m} = stripA[l * ${pitchA}u + y + ${m * down}u];`)}
      ${line(blockColumns, (n) => `let b${n} = stripB[l * ${pitchB}u + x + ${n * across}u];`)}
      ${block((m, n) => `c${m}_${n} += a${m} * b${n};`)}
    }
    workgroupBarrier();
  }
  let slab = slice * rows;
  ${line(
    blockRows,
    (m) => `
  if (row0 + y + ${m * down}u < rows) {
    let at = (slab + row0 + y + ${m * down}u) * columns + column0 + x;
    ${line(
      blockColumns,
      (n) =>
        `if (column0 + x + ${n * across}u < columns) { store(base, at + ${n * across}u, c${m}_${n}); }`,
    )}
  }`,
  )}`;
  return { before, main, workgroups: items };
}
