/**
 * Logarithms of rotations, g ∈ SO(n), ξ = log g skew with exp ξ = g and all
 * rotation angles in [0, π].
 *
 * | symbol | name here | meaning                                              |
 * | S      | symmetric | (g + gᵀ) / 2, eigenvalues cos θ, each twice           |
 * | K      | skew      | (g − gᵀ) / 2, with eigenvalues ± i sin θ              |
 * | W      | backward  | the invariant space of the angles near π              |
 * | Ω      |           | log(−g) on W: angles θ − π, small there               |
 *
 * On W, log g = Ω − π sgn Ω with the polar factor sgn Ω = Ω (−Ω²)^(−1/2), a complex
 * structure. Where θ = π to rounding the plane and its orientation are not
 * determined by g; then the eigenvectors are paired as they come, and in three
 * dimensions the axis has a positive first coordinate that is not zero.
 */
import { DomainError } from "../../../errors.js";
import { Matrix, matrixLogarithm, symmetricEigen } from "../../../numerics/index.js";

/** How far gᵀ g may lie from I. */
export const ROTATION_TOLERANCE = 1e-8;
/** ‖Ω v‖ below which the angle of v is π. */
const HALF_TURN_ROUNDING = 1e-14;

/** log g. @throws DomainError when g is not orthogonal, or a reflection */
export function rotationLogarithm(g: Matrix): Matrix {
  const n = g.rows;
  const defect = g.transpose().multiply(g).maxDifference(Matrix.identity(n));
  if (!(defect <= ROTATION_TOLERANCE)) {
    throw new DomainError(`it is not orthogonal: gᵀ g differs from I by ${defect.toPrecision(3)}`);
  }
  if (n === 1) {
    requireRotation(g.at(0, 0) > 0);
    return Matrix.zeros(1);
  }
  if (n === 2) return planeLogarithm(g);
  if (n === 3) return spaceLogarithm(g);
  return generalLogarithm(g);
}

/** φJ with φ in (−π, π]. */
function planeLogarithm(g: Matrix): Matrix {
  requireRotation(g.at(0, 0) * g.at(1, 1) - g.at(0, 1) * g.at(1, 0) > 0);
  const angle = Math.atan2(g.at(1, 0) - g.at(0, 1), g.at(0, 0) + g.at(1, 1));
  const chosen = angle === -Math.PI ? Math.PI : angle;
  return new Matrix(2, 2, Float64Array.of(0, 0 - chosen, chosen, 0));
}

/** θ times the cross product with the axis, by 2 sin θ · axis = (g_32 − g_23, g_13 − g_31, g_21 − g_12). */
function spaceLogarithm(g: Matrix): Matrix {
  requireRotation(tripleProduct(g) > 0);
  const turn = [
    (g.at(2, 1) - g.at(1, 2)) / 2,
    (g.at(0, 2) - g.at(2, 0)) / 2,
    (g.at(1, 0) - g.at(0, 1)) / 2,
  ];
  const sine = Math.hypot(...turn);
  const cosine = (g.trace() - 1) / 2;
  const angle = Math.atan2(sine, cosine);
  const axis =
    cosine > -0.5 ? turn.map((x) => (sine === 0 ? 0 : x / sine)) : backwardAxis(g, cosine, turn);
  return crossMatrix(axis.map((x) => angle * x));
}

/** The axis for angles beyond 2π/3, from S = cos θ I + (1 − cos θ) a aᵀ. */
function backwardAxis(g: Matrix, cosine: number, turn: readonly number[]): number[] {
  let widest = 0;
  for (let k = 1; k < 3; k++) if (g.at(k, k) > g.at(widest, widest)) widest = k;
  const column = [0, 1, 2].map(
    (i) => (g.at(i, widest) + g.at(widest, i)) / 2 - (i === widest ? cosine : 0),
  );
  const length = Math.hypot(...column);
  const axis = column.map((x) => x / length);
  const along = axis[0] * turn[0] + axis[1] * turn[1] + axis[2] * turn[2];
  const undetermined = Math.abs(along) <= HALF_TURN_ROUNDING;
  const first = axis.find((x) => Math.abs(x) > 1e-8) ?? 1;
  return (undetermined ? first : along) < 0 ? axis.map((x) => -x) : axis;
}

function generalLogarithm(g: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(g.add(g.transpose()).scale(0.5));
  const cut = widestGap(values);
  requireRotation(cut % 2 === 0);
  if (cut === 0) return skewPart(matrixLogarithm(g));
  const W = columns(vectors, 0, cut);
  const near = skewPart(matrixLogarithm(W.transpose().multiply(g).multiply(W).scale(-1)));
  const backward = W.multiply(near.subtract(polarFactor(near).scale(Math.PI)));
  const out = backward.multiply(W.transpose());
  if (cut === values.length) return skewPart(out);
  const V = columns(vectors, cut, values.length);
  const forward = skewPart(matrixLogarithm(V.transpose().multiply(g).multiply(V)));
  return skewPart(out.add(V.multiply(forward).multiply(V.transpose())));
}

/** How many of the ascending cosines lie before the widest gap between −0.9 and −0.3. */
function widestGap(values: Float64Array): number {
  const inside = Array.from(values).filter((value) => value > -0.9 && value < -0.3);
  const below = values.filter((value) => value <= -0.9).length;
  const marks = [-0.9, ...inside, -0.3];
  let best = 0;
  for (let k = 1; k + 1 < marks.length; k++) {
    if (marks[k + 1] - marks[k] > marks[best + 1] - marks[best]) best = k;
  }
  return below + best;
}

/**
 * sgn Ω for a skew matrix of even size: J with J² = −I, J Ω = Ω J, and −JΩ positive.
 * Planes in which Ω vanishes are turned from their first eigenvector to the second.
 */
function polarFactor(skew: Matrix): Matrix {
  const n = skew.rows;
  const { values, vectors } = symmetricEigen(skew.transpose().multiply(skew));
  const out = Matrix.zeros(n);
  const rates = values.map((value) => Math.sqrt(Math.max(0, value)));
  // Squares lose what lies below √ε: small rates are decided on their own space, at its scale.
  const largest = rates[n - 1] ?? 0;
  if (largest <= HALF_TURN_ROUNDING) return pairing(Matrix.identity(n));
  let split = rates.findIndex((rate) => rate > 1e-4 * largest);
  if (split % 2 === 1) split--;
  const upper = columns(vectors, split, n);
  const scaled = Matrix.diagonal(rates.slice(split).map((rate) => 1 / rate));
  const large = skew.multiply(upper).multiply(scaled).multiply(upper.transpose());
  const first = out.add(orthogonalised(large, n - split));
  if (split === 0) return skewPart(first);
  const lower = columns(vectors, 0, split);
  const inner = skewPart(lower.transpose().multiply(skew).multiply(lower));
  const small = polarFactor(inner);
  return skewPart(first.add(lower.multiply(small).multiply(lower.transpose())));
}

/** One Newton step towards J² = −I on the space of J, which is skew of the given rank. */
function orthogonalised(J: Matrix, rank: number): Matrix {
  if (rank === 0) return J;
  return J.scale(1.5).add(J.multiply(J).multiply(J), 0.5);
}

/** Σ over neighbouring columns (p, q) of q pᵀ − p qᵀ. */
function pairing(basis: Matrix): Matrix {
  const out = Matrix.zeros(basis.rows);
  for (let k = 0; k + 1 < basis.columns; k += 2) {
    const [p, q] = [basis.column(k), basis.column(k + 1)];
    for (let i = 0; i < basis.rows; i++) {
      for (let j = 0; j < basis.rows; j++) {
        out.data[i * basis.rows + j] += q[i] * p[j] - p[i] * q[j];
      }
    }
  }
  return out;
}

/** (A − Aᵀ) / 2. */
function skewPart(matrix: Matrix): Matrix {
  return matrix.subtract(matrix.transpose()).scale(0.5);
}

function columns(matrix: Matrix, from: number, to: number): Matrix {
  const out = new Matrix(matrix.rows, to - from);
  for (let i = 0; i < matrix.rows; i++) {
    out.data.set(matrix.row(i).subarray(from, to), i * (to - from));
  }
  return out;
}

/** The matrix of x ↦ w × x. */
function crossMatrix([x, y, z]: readonly number[]): Matrix {
  return new Matrix(3, 3, Float64Array.of(0, 0 - z, y, z, 0, 0 - x, 0 - y, x, 0));
}

function tripleProduct(g: Matrix): number {
  const [a, b, c, d, e, f, h, i, j] = g.data;
  return a * (e * j - f * i) - b * (d * j - f * h) + c * (d * i - e * h);
}

function requireRotation(isRotation: boolean): void {
  if (!isRotation) {
    throw new DomainError("it reverses the orientation, which no exp does");
  }
}
