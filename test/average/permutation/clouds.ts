/** Clouds with every kind of degeneracy, and group elements to move them by. */
import { Matrix, type RandomStream, regularPolyhedron } from "../../../src/index.js";
import { randomMatrix } from "./listing.js";

export const SOLIDS: Readonly<Record<string, Matrix>> = {
  tetrahedron: regularPolyhedron("tetrahedron"),
  octahedron: regularPolyhedron("octahedron"),
  cube: regularPolyhedron("cube"),
  icosahedron: regularPolyhedron("icosahedron"),
  dodecahedron: regularPolyhedron("dodecahedron"),
  square: Matrix.fromRows([
    [1, 0, 0],
    [0, 1, 0],
    [-1, 0, 0],
    [0, -1, 0],
  ]),
};

/** Three blades, one end of each turned out: rotations by 120° and no reflection. */
export const PROPELLER = Matrix.fromRows(
  [0, 1, 2].flatMap((k) => {
    const at = (angle: number, radius: number, height: number): number[] => [
      radius * Math.cos(angle + (2 * Math.PI * k) / 3),
      radius * Math.sin(angle + (2 * Math.PI * k) / 3),
      height,
    ];
    return [at(0, 1, 0.2), at(0.4, 2, -0.3)];
  }),
);

/** Lattice points, repeated points, lines, planes, solids, generic clouds, one point, none. */
export function degenerateCloud(dimension: number, random: RandomStream): Matrix {
  const n = random.integer(8);
  const normal = randomMatrix(n, dimension, random);
  switch (random.integer(dimension === 3 ? 7 : 5)) {
    case 0:
      return normal;
    case 1:
      return new Matrix(n, dimension, normal.data.map(Math.round));
    case 2: {
      const rank = random.integer(dimension);
      return randomMatrix(n, rank, random).multiply(randomMatrix(rank, dimension, random));
    }
    case 3: {
      const few = normal.data.slice(0, Math.ceil(n / 2) * dimension);
      return new Matrix(
        n,
        dimension,
        normal.data.map((_, k) => few[k % Math.max(1, few.length)]),
      );
    }
    case 4: {
      const ones = new Matrix(
        n,
        1,
        new Float64Array(n).map(() => random.integer(3) - 1),
      );
      return ones.multiply(randomMatrix(1, dimension, random));
    }
    case 5: {
      const solids = Object.values(SOLIDS);
      return solids[random.integer(solids.length)].scale(1 + random.uniform());
    }
    default:
      return PROPELLER;
  }
}

/** Points x ↦ h x + b. */
export function moved(cloud: Matrix, h: Matrix, b?: Float64Array): Matrix {
  const out = cloud.multiply(h.transpose());
  if (b) for (let k = 0; k < out.data.length; k++) out.data[k] += b[k % cloud.columns];
  return out;
}

/** A boost by β along a direction with unit vector u, on (t, x): γ = 1 / √(1 − β²). */
export function boost(beta: number, direction: Float64Array): Matrix {
  const d = direction.length;
  const u = direction.map((value) => value / Math.hypot(...direction));
  const gamma = 1 / Math.sqrt(1 - beta * beta);
  const out = Matrix.identity(d + 1);
  out.data[0] = gamma;
  for (let i = 0; i < d; i++) {
    out.row(0)[i + 1] = -gamma * beta * u[i];
    out.row(i + 1)[0] = -gamma * beta * u[i];
    for (let j = 0; j < d; j++) out.row(i + 1)[j + 1] += (gamma - 1) * u[i] * u[j];
  }
  return out;
}

/** Massless and massive momenta (E, p), with lattice directions, repeated ones and solids. */
export function jet(random: RandomStream): Matrix {
  const directions = degenerateCloud(3, random)
    .toRows()
    .filter((p) => Math.hypot(...p) > 0);
  const mass = random.integer(2) * random.uniform();
  return Matrix.fromRows(directions.map((p) => [Math.hypot(mass, ...p), ...p]));
}
