/**
 * Solids as clouds of points on their surfaces, and as grids of voxels. Solid k is of the kind k mod
 * the number of kinds; its proportions are the same in a cloud and in a grid of one seed and part.
 */
import { DomainError } from "../../../errors.js";
import { RandomStream, uniformRotation } from "../../../numerics/index.js";
import { type CloudPoseOptions, type PosedClouds, posedClouds } from "../posed-clouds.js";
import type { Solid } from "./primitive.js";
import { drawSolid, SOLID_CLASSES } from "./solid-classes.js";

export interface SolidOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose solids are its own; "train" unless given. */
  readonly part?: string;
  /** Which kinds, by name; all unless given. Labels count in this list. */
  readonly kinds?: readonly string[];
}

export interface SolidCloudOptions extends SolidOptions, CloudPoseOptions {
  /** Of each cloud; 128 unless given. */
  readonly points?: number;
}

export interface SolidVoxelOptions extends SolidOptions {
  /** Voxels along each side of the cube [−1, 1]³; 16 unless given. */
  readonly size?: number;
  /** Whether each solid is turned, by a uniform rotation; true unless given. */
  readonly turned?: boolean;
  /** Places along each side of a voxel that are looked at; 2 unless given, so that its value is one of 0, 1/8, …, 1. */
  readonly places?: number;
}

export interface SolidVoxels {
  readonly name: string;
  readonly count: number;
  readonly size: number;
  readonly classes: number;
  readonly classNames: readonly string[];
  /** count × size × size × size, along x, y and z: the share of the voxel that is filled. */
  readonly values: Float32Array;
  readonly labels: Uint8Array;
  /** count × 3 × 3, by rows. */
  readonly turns: Float64Array;
}

/** `count` clouds of points, uniform on the surfaces, within the unit ball but for noise and shift. @throws DomainError for sizes that are none and names of no kind */
export function solidClouds(count: number, options: SolidCloudOptions = {}): PosedClouds {
  const { points = 128 } = options;
  const { kinds, stream } = start("solidClouds", options);
  const clouds = posedClouds("solidClouds", { count, points }, kinds, stream, options, (k, own) => {
    const solid = drawSolid(kinds[k % kinds.length], own.split("solid"));
    const places = own.split("points");
    const drawn = new Float64Array(3 * points);
    for (let i = 0; i < points; i++) drawn.set(solid.draw(places), 3 * i);
    return { label: k % kinds.length, points: drawn };
  });
  return { ...clouds, name: "solids" };
}

/** `count` grids of voxels. @throws DomainError for sizes that are none and names of no kind */
export function solidVoxels(count: number, options: SolidVoxelOptions = {}): SolidVoxels {
  const { size = 16, turned = true, places = 2 } = options;
  for (const [argument, number] of Object.entries({ count, size, places })) {
    if (!Number.isSafeInteger(number) || number < 1) {
      throw new DomainError(
        `solidVoxels: ${argument} is ${number}; expected a whole number from 1 on.`,
      );
    }
  }
  const { kinds, stream } = start("solidVoxels", options);
  const values = new Float32Array(count * size ** 3);
  const labels = Uint8Array.from({ length: count }, (_, k) => k % kinds.length);
  const turns = new Float64Array(9 * count);
  for (let k = 0; k < count; k++) {
    const own = stream.split(k);
    const solid = drawSolid(kinds[labels[k]], own.split("shape").split("solid"));
    const turn = turned
      ? uniformRotation(own.split("turn"))
      : Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    turns.set(turn, 9 * k);
    fill(values.subarray(k * size ** 3, (k + 1) * size ** 3), solid, turn, size, places);
  }
  const classes = { classes: kinds.length, classNames: kinds };
  return { name: "solid voxels", count, size, ...classes, values, labels, turns };
}

function fill(out: Float32Array, solid: Solid, turn: Float64Array, n: number, m: number): void {
  const fine = n * m;
  const share = 1 / m ** 3;
  const at = Float64Array.from({ length: fine }, (_, i) => (2 * i + 1) / fine - 1);
  for (let i = 0; i < fine; i++) {
    const x = at[i];
    for (let j = 0; j < fine; j++) {
      const y = at[j];
      const row = (Math.floor(i / m) * n + Math.floor(j / m)) * n;
      for (let l = 0; l < fine; l++) {
        const z = at[l];
        if (x * x + y * y + z * z > 1) continue;
        // Where the place was before the turn: by the transpose.
        const isFilled = solid.contains(
          turn[0] * x + turn[3] * y + turn[6] * z,
          turn[1] * x + turn[4] * y + turn[7] * z,
          turn[2] * x + turn[5] * y + turn[8] * z,
        );
        if (isFilled) out[row + Math.floor(l / m)] += share;
      }
    }
  }
}

function start(
  caller: string,
  { seed = 0, part = "train", kinds }: SolidOptions,
): { readonly kinds: readonly string[]; readonly stream: RandomStream } {
  const names = SOLID_CLASSES.map(({ name }) => name);
  const wrong = kinds?.find((kind) => !names.includes(kind));
  if (wrong !== undefined || kinds?.length === 0) {
    throw new DomainError(
      `${caller}: kinds ${wrong === undefined ? "is empty" : `holds ${JSON.stringify(wrong)}`}; expected some of ${names.join(", ")}.`,
    );
  }
  return {
    kinds: kinds ?? names,
    stream: RandomStream.fromSeed(seed).split("solids").split(part),
  };
}
