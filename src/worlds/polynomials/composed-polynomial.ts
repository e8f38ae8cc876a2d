/**
 * Polynomials that depend on a few features only: the targets of the recovery experiments
 * in Otto, Zolman, Kutz, Brunton (arXiv 2311.00212).
 *
 *   F = φ_d ∘ y : ℝᵐ → ℝ
 *
 * | symbol | name here    | shape                                                          |
 * | φ_d    | outer        | coefficients of all monomials of degree ≤ d in r variables,    |
 * |        |              | uniform in [0, 1]                                              |
 * | y      | features     | ortho: y_k = u_k · x, u_k orthonormal, uniformly turned;       |
 * |        |              | quad: y_k = |x − c_k|², c_k uniform in [−1, 1]ᵐ                |
 * | w*     | coefficients | of F on `basis`, all monomials of degree ≤ d (ortho), 2d (quad)|
 * | n_lib  | basis.size   |                                                                |
 *
 * The law: F is unchanged by every motion of ℝᵐ that keeps y. Dimensions of the symmetric
 * algebra (for d ≥ 1, r ≤ m): ortho in t(m): m − r; ortho in se(m): (m − r) + C(m − r, 2);
 * quad in se(m): C(m − r + 1, 2).
 */
import { DomainError } from "../../errors.js";
import {
  binomial,
  Matrix,
  MonomialBasis,
  qrWithColumnPivoting,
  RandomStream,
  standardDeviation,
  uniformPoints,
} from "../../numerics/index.js";

export type FeatureKind = "ortho" | "quad";

export interface ComposedPolynomialOptions {
  readonly features: FeatureKind;
  /** m */
  readonly inputs: number;
  /** r, at most m. */
  readonly latent: number;
  /** d */
  readonly degree: number;
  readonly seed: number;
}

export interface ComposedPolynomial {
  readonly options: ComposedPolynomialOptions;
  readonly basis: MonomialBasis;
  /** w*, basis.size numbers. */
  readonly coefficients: Float64Array;
  /** u_k or c_k in rows, r × m. */
  readonly features: Matrix;
  /** Coefficients of φ_d on the monomials of degree ≤ d in r variables. */
  readonly outer: Float64Array;
  /**
   * Points uniform in [−1, 1]ᵐ in rows, and F there; the first n of more points are the same n.
   * @param options.noise standard deviation of normal errors as a share of the values' own; default 0
   */
  data(
    count: number,
    options?: { readonly noise?: number },
  ): { points: Matrix; values: Float64Array };
}

/** @throws DomainError for sizes out of range */
export function composedPolynomial(options: ComposedPolynomialOptions): ComposedPolynomial {
  const { features: kind, inputs: m, latent: r, degree: d, seed } = options;
  const whole = [m, r, d].every((value) => Number.isInteger(value) && value >= 1);
  if (!whole || r > m || (kind !== "ortho" && kind !== "quad")) {
    throw new DomainError(
      `composedPolynomial: got ${kind} features, m = ${m}, r = ${r}, d = ${d}; expected "ortho" or "quad" and whole numbers with 1 ≤ r ≤ m, 1 ≤ d.`,
    );
  }
  const stream = RandomStream.fromSeed(seed).split("composed polynomial");
  const basis = new MonomialBasis(m, kind === "ortho" ? d : 2 * d);
  const outerBasis = new MonomialBasis(r, d);
  const coefficientStream = stream.split("coefficients");
  const outer = Float64Array.from({ length: outerBasis.size }, () => coefficientStream.uniform());
  const features =
    kind === "ortho"
      ? orthonormalRows(r, m, stream.split("features"))
      : uniformPoints(r, m, stream.split("features"));
  const inner = Array.from({ length: r }, (_, k) =>
    kind === "ortho" ? linearFeature(features.row(k)) : distanceFeature(features.row(k)),
  );
  const coefficients = composed(basis, outerBasis, outer, inner);
  return {
    ...{ options, basis, coefficients, features, outer },
    data(count, { noise = 0 } = {}) {
      if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
        throw new DomainError(
          `composedPolynomial: noise is ${noise}; expected a share of the values' scatter from 0 on.`,
        );
      }
      const points = uniformPoints(count, m, stream.split("points"));
      const values = basis.values(points).apply(coefficients);
      if (noise === 0) return { points, values };
      const size = noise * standardDeviation(values);
      const errors = stream.split("noise").normals(count);
      return { points, values: values.map((value, i) => value + size * errors[i]) };
    },
  };
}

/** The dimension of the algebra of motions that keep the features, in t(m) or se(m). */
export function featureSymmetryDimension(
  features: FeatureKind,
  group: "T" | "SE",
  inputs: number,
  latent: number,
): number {
  const free = inputs - latent;
  if (features === "quad") return group === "T" ? 0 : binomial(free + 1, 2);
  return group === "T" ? free : free + binomial(free, 2);
}

/** r orthonormal rows, the same however they are turned: the Q factor of a Gaussian matrix. */
function orthonormalRows(r: number, m: number, stream: RandomStream): Matrix {
  const { Q, R } = qrWithColumnPivoting(new Matrix(m, r, stream.normals(m * r)));
  const rows = Q.transpose();
  for (let k = 0; k < r; k++) {
    if (R.at(k, k) < 0) for (let i = 0; i < m; i++) rows.data[k * m + i] *= -1;
  }
  return rows;
}

/** A polynomial as terms: which variables are multiplied, and the factor. */
interface FeatureTerm {
  readonly variables: readonly number[];
  readonly factor: number;
}

function linearFeature(u: Float64Array): FeatureTerm[] {
  return Array.from(u, (factor, i) => ({ variables: [i], factor }));
}

/** |x|² − 2 c · x + |c|². */
function distanceFeature(c: Float64Array): FeatureTerm[] {
  const constant = { variables: [], factor: c.reduce((sum, value) => sum + value * value, 0) };
  const linear = Array.from(c, (value, i) => ({ variables: [i], factor: -2 * value }));
  const square = Array.from(c, (_, i) => ({ variables: [i, i], factor: 1 }));
  return [constant, ...linear, ...square];
}

/** Σ_e outer_e y^e on the basis: each y^e is y^(e − k) times a feature. */
function composed(
  basis: MonomialBasis,
  outerBasis: MonomialBasis,
  outer: Float64Array,
  inner: readonly (readonly FeatureTerm[])[],
): Float64Array {
  const sum = new Float64Array(basis.size);
  const powers: Float64Array[] = [];
  outerBasis.exponents.forEach((exponent, place) => {
    const k = exponent.findIndex((e) => e > 0);
    let power: Float64Array;
    if (k < 0) {
      power = new Float64Array(basis.size);
      power[basis.indexOf(new Uint8Array(basis.variables))] = 1;
    } else {
      const lowered = exponent.slice();
      lowered[k]--;
      power = timesFeature(basis, powers[outerBasis.indexOf(lowered)], inner[k]);
    }
    powers.push(power);
    for (let i = 0; i < sum.length; i++) sum[i] += outer[place] * power[i];
  });
  return sum;
}

function timesFeature(
  basis: MonomialBasis,
  polynomial: Float64Array,
  feature: readonly FeatureTerm[],
): Float64Array {
  const out = new Float64Array(basis.size);
  polynomial.forEach((coefficient, place) => {
    if (coefficient === 0) return;
    for (const { variables, factor } of feature) {
      const exponent = basis.exponents[place].slice();
      for (const variable of variables) exponent[variable]++;
      out[basis.indexOf(exponent)] += coefficient * factor;
    }
  });
  return out;
}
