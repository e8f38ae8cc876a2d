/**
 * The eight shapes of four unit cubes of the Tetris set of e3nn, as the middles of the cubes; also
 * the shapes of Winter, Bertolini, Le, Noé and Clevert (NeurIPS 2022, arXiv 2202.07559).
 *
 * `turnsToItself` counts the rotations that map a shape to itself when its points may be relabelled:
 * its pose is known up to these. The line has a circle of them besides. As its points are listed in
 * one order, all but the line have none that keep every point, and the line the turns about itself.
 * The two chiral shapes are mirror images: all their distances agree.
 */
import { DomainError } from "../../errors.js";
import { RandomStream } from "../../numerics/index.js";
import { type CloudPoseOptions, type PosedClouds, posedClouds } from "./posed-clouds.js";

export interface TetrisShape {
  readonly name: string;
  /** 4 × 3. */
  readonly points: readonly (readonly [number, number, number])[];
  readonly turnsToItself: number;
  /** Whether turns about an axis by every angle do so as well. */
  readonly isAxial: boolean;
}

export const TETRIS_SHAPES: readonly TetrisShape[] = [
  shape("chiral 1", 2, [0, 0, 0], [0, 0, 1], [1, 0, 0], [1, 1, 0]),
  shape("chiral 2", 2, [0, 0, 0], [0, 0, 1], [1, 0, 0], [1, -1, 0]),
  shape("square", 8, [0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]),
  shape("line", 8, [0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 0, 3]),
  shape("corner", 3, [0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]),
  shape("L", 1, [0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 0]),
  shape("T", 2, [0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 1]),
  shape("zigzag", 2, [0, 0, 0], [1, 0, 0], [1, 1, 0], [2, 1, 0]),
];

export interface TetrisOptions extends CloudPoseOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose clouds are its own; "train" unless given. */
  readonly part?: string;
  /** Which shapes, by name; all unless given. Labels count in this list. */
  readonly shapes?: readonly string[];
}

/**
 * `count` clouds of four points, cloud k of shape k mod 8. As published, the noise is 0.01 and the
 * shift 5 unless given.
 * @throws DomainError for sizes that are none and names of no shape
 */
export function tetrisClouds(count: number, options: TetrisOptions = {}): PosedClouds {
  const { seed = 0, part = "train", shapes = TETRIS_SHAPES.map(({ name }) => name) } = options;
  if (shapes.length === 0) {
    throw new DomainError("tetrisClouds: shapes is empty; expected one name or more.");
  }
  const chosen = shapes.map((name) => Float64Array.from(tetrisShape(name).points.flat()));
  const stream = RandomStream.fromSeed(seed).split("tetris").split(part);
  const poses = { noise: 0.01, shift: 5, ...options };
  const sizes = { count, points: 4 };
  const clouds = posedClouds("tetrisClouds", sizes, shapes, stream, poses, (k) => ({
    label: k % chosen.length,
    points: chosen[k % chosen.length],
  }));
  return { ...clouds, name: "Tetris" };
}

/** The shape of that name. @throws DomainError for another name */
export function tetrisShape(name: string): TetrisShape {
  const found = TETRIS_SHAPES.find((one) => one.name === name);
  if (found) return found;
  const names = TETRIS_SHAPES.map((one) => one.name).join(", ");
  throw new DomainError(`tetrisShape: got ${JSON.stringify(name)}; expected one of ${names}.`);
}

function shape(
  name: string,
  turnsToItself: number,
  ...points: readonly [number, number, number][]
): TetrisShape {
  return { name, points, turnsToItself, isAxial: name === "line" };
}
