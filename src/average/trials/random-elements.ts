/** Elements of groups that are not compact, drawn as in the experiments of Lin et al. 2024. */
import { orthogonalGroup, specialOrthogonalGroup } from "../../groups/index.js";
import { determinant, Matrix, type RandomStream } from "../../numerics/index.js";

/** Below it a normal matrix is drawn again. */
const LEAST_DETERMINANT = 1e-3;

/**
 * The boost to the velocity β on (t, x, y, …), with a rotation or an orthogonal matrix of space before it. Each component
 * of β is uniform in ±speed, drawn again unless |β| < 1: with 0.99, γ is 2 in the median and reaches tens.
 */
export function randomLorentz(
  dimension: number,
  random: RandomStream,
  options: { readonly special?: boolean; readonly speed?: number } = {},
): Matrix {
  const { special = false, speed = 0.99 } = options;
  const q = dimension - 1;
  const space = (special ? specialOrthogonalGroup : orthogonalGroup)(q).sample(
    random.split("space"),
  );
  const draws = random.split("velocity");
  let beta = new Float64Array(q);
  let square = 1;
  while (square >= 1) {
    beta = Float64Array.from({ length: q }, () => speed * (2 * draws.uniform() - 1));
    square = beta.reduce((sum, b) => sum + b * b, 0);
  }
  return boost(beta).multiply(Matrix.identity(1).directSum(space));
}

/** (γ, γ βᵀ; γ β, I + γ²/(1 + γ) β βᵀ). */
function boost(beta: Float64Array): Matrix {
  const gamma = 1 / Math.sqrt(1 - beta.reduce((sum, b) => sum + b * b, 0));
  const out = Matrix.identity(beta.length + 1);
  const factor = gamma ** 2 / (1 + gamma);
  out.row(0)[0] = gamma;
  beta.forEach((b, i) => {
    out.row(0)[i + 1] = out.row(i + 1)[0] = gamma * b;
    for (let j = 0; j < beta.length; j++) out.row(i + 1)[j + 1] += factor * b * beta[j];
  });
  return out;
}

/** A matrix of standard normals with |det| > 0.001. */
export function randomInvertible(dimension: number, random: RandomStream): Matrix {
  for (;;) {
    const drawn = new Matrix(dimension, dimension, random.normals(dimension ** 2));
    if (Math.abs(determinant(drawn)) > LEAST_DETERMINANT) return drawn;
  }
}

/** The same with its first row scaled so that the determinant is 1. */
export function randomUnimodular(dimension: number, random: RandomStream): Matrix {
  const drawn = randomInvertible(dimension, random);
  const factor = 1 / determinant(drawn);
  const first = drawn.row(0);
  for (let k = 0; k < dimension; k++) first[k] *= factor;
  return drawn;
}
