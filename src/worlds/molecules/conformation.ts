/**
 * Places of the atoms of a tree of bonds: lengths by the pair, angles by the kind of the atom, torsions
 * uniform.
 *
 * | atom                | neighbours and lone pairs point to      | angle                     |
 * | with a double bond  | corners of a triangle, in one plane     | 120°, cosine −1/2         |
 * | without             | corners of a tetrahedron                | 109.47°, cosine −1/3      |
 *
 * Across a double bond both planes are one. Which corner stays empty is drawn, and with it which of
 * two mirror images a molecule is. Places are drawn again while two atoms that are not bonded come
 * closer than 0.8 Å. In Å, without sines: the same bits everywhere.
 */
import { type RandomStream, uniformDirection, vectorProduct } from "../../numerics/index.js";
import { bondLength, type TreeMolecule } from "./tree-molecule.js";

type Direction = readonly [number, number, number];

const NEAREST = 0.8;
const ATTEMPTS = 200;
const TRIANGLE = corners(-1 / 2, Math.sqrt(3) / 2, [
  [1, 0],
  [-1, 0],
]);
const TETRAHEDRON = corners(-1 / 3, Math.sqrt(8) / 3, [
  [1, 0],
  [-1 / 2, Math.sqrt(3) / 2],
  [-1 / 2, -Math.sqrt(3) / 2],
]);

/** 3 numbers for each atom, the first at the origin; undefined where 200 draws of it clashed. */
export function conformation(
  molecule: TreeMolecule,
  random: RandomStream,
): Float64Array | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const positions = drawPositions(molecule, random);
    if (!clashes(molecule, positions)) return positions;
  }
  return undefined;
}

/** Where an atom came from, and a direction across it in the plane of its first corner. */
interface Frame {
  readonly back: Direction;
  readonly across: Direction;
  /** Corners that are free, in the order in which they are taken. */
  readonly slots: (readonly [number, number, number])[];
}

function drawPositions({ types, bonds }: TreeMolecule, random: RandomStream): Float64Array {
  const positions = new Float64Array(3 * types.length);
  const isFlat = new Uint8Array(types.length);
  for (const { parent, child, order } of bonds) {
    if (order === 2) isFlat[parent] = isFlat[child] = 1;
  }
  const slotsOf = (atom: number) => {
    const all = isFlat[atom] === 1 ? TRIANGLE : TETRAHEDRON;
    return random.permutation(all.length).map((slot) => all[slot]);
  };
  const frames: Frame[] = Array(types.length);
  const root = slotsOf(0);
  // The first atom has a corner more, where others have their parent.
  root.splice(random.integer(root.length + 1), 0, [1, 0, 0]);
  frames[0] = { back: [0, 0, 1], across: [1, 0, 0], slots: root };
  for (const { parent, child, order } of bonds) {
    const { back, across, slots } = frames[parent];
    const [along, one, two] = slots.pop()!;
    const third = vectorProduct(back, across);
    const toward = combine(along, back, one, across, two, third);
    const length = bondLength(types[parent], types[child], order);
    for (let a = 0; a < 3; a++)
      positions[3 * child + a] = positions[3 * parent + a] + length * toward[a];
    // Across the new bond, in the plane of the parent's own first corner.
    const reference = along === 1 ? across : perpendicular(back, toward);
    const [cosine, sine] =
      order === 2 ? ([random.uniform() < 0.5 ? -1 : 1, 0] as const) : uniformDirection(random);
    frames[child] = {
      back: [-toward[0], -toward[1], -toward[2]],
      across: combine(cosine, reference, sine, vectorProduct(toward, reference), 0, third),
      slots: slotsOf(child),
    };
  }
  return positions;
}

function clashes({ types, bonds }: TreeMolecule, positions: Float64Array): boolean {
  const parents = new Int32Array(types.length).fill(-1);
  for (const { parent, child } of bonds) parents[child] = parent;
  for (let i = 0; i < types.length; i++) {
    for (let j = 0; j < i; j++) {
      if (parents[i] === j || parents[j] === i) continue;
      let square = 0;
      for (let a = 0; a < 3; a++) square += (positions[3 * i + a] - positions[3 * j + a]) ** 2;
      if (square < NEAREST * NEAREST) return true;
    }
  }
  return false;
}

/** Directions as (along the parent's bond, across, third), of the angle with that cosine and sine. */
function corners(
  cosine: number,
  sine: number,
  around: readonly (readonly [number, number])[],
): (readonly [number, number, number])[] {
  return around.map(([c, s]) => [cosine, sine * c, sine * s]);
}

function combine(
  a: number,
  u: Direction,
  b: number,
  v: Direction,
  c: number,
  w: Direction,
): Direction {
  return [
    a * u[0] + b * v[0] + c * w[0],
    a * u[1] + b * v[1] + c * w[1],
    a * u[2] + b * v[2] + c * w[2],
  ];
}

/** The unit vector of what of `v` is perpendicular to the unit vector `u`. */
function perpendicular(v: Direction, u: Direction): Direction {
  const along = v[0] * u[0] + v[1] * u[1] + v[2] * u[2];
  const rest = combine(1, v, -along, u, 0, u);
  const length = Math.sqrt(rest[0] * rest[0] + rest[1] * rest[1] + rest[2] * rest[2]);
  return [rest[0] / length, rest[1] / length, rest[2] / length];
}
