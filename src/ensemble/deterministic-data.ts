/**
 * Data that take the chance out of training: with them, and at temperature 0, the steps
 * are the Euler scheme of the mean-field flow ∂_t μ = ς ∇·(D_μ R(μ, ·) μ) for the law of
 * the particles, and what remains of the difference to a symmetric flow is rounding.
 */
import { DomainError } from "../errors.js";
import { gaussHermite, Matrix } from "../numerics/index.js";
import { type FixedData, fixedData, type TeacherLaw } from "./data-law.js";
import { ensembleMean } from "./network.js";
import type { JointSymmetry } from "./symmetry.js";
import type { Unit } from "./unit/unit.js";

const LARGEST_GRID = 100_000;

/**
 * The teacher's law by a tensor Gauss–Hermite rule: points^d weighted inputs, symmetric
 * wherever the law is. Exact for polynomials of degree 2·points − 1 in each coordinate.
 * @throws DomainError for more than 10^5 nodes
 */
export function quadratureData(unit: Unit, law: TeacherLaw, points: number): FixedData {
  const d = unit.inputDimension;
  const total = points ** d;
  if (!(total <= LARGEST_GRID)) {
    throw new DomainError(
      `quadratureData: ${points} points in each of ${d} dimensions are ${total} nodes; expected at most ${LARGEST_GRID}. Take fewer points.`,
    );
  }
  const rule = gaussHermite(points);
  const nodes = new Matrix(total, d);
  const weights = new Float64Array(total).fill(1);
  for (let index = 0; index < total; index++) {
    let rest = index;
    for (let l = 0; l < d; l++) {
      const k = rest % points;
      rest = Math.floor(rest / points);
      nodes.data[index * d + l] = rule.nodes[k];
      weights[index] *= rule.weights[k];
    }
  }
  const inputs = nodes.multiply(law.factor.transpose());
  for (let index = 0; index < total; index++) {
    for (let l = 0; l < d; l++) inputs.data[index * d + l] += law.mean[l];
  }
  return fixedData(inputs, ensembleMean(unit, law.particles, inputs), {
    name: `${law.name} by ${total} quadrature nodes`,
    weights,
  });
}

/** The orbit of every point, (ρ_g x, ρ̂_g y) with weight w λ_g: data with an invariant law. */
export function symmetrisedData(data: FixedData, symmetry: JointSymmetry): FixedData {
  const order = symmetry.weights.length;
  const inputs = new Matrix(order * data.inputs.rows, data.inputs.columns);
  const outputs = new Matrix(order * data.outputs.rows, data.outputs.columns);
  const weights = new Float64Array(inputs.rows);
  for (let s = 0; s < data.inputs.rows; s++) {
    for (let g = 0; g < order; g++) {
      const row = s * order + g;
      inputs.row(row).set(symmetry.input[g].apply(data.inputs.row(s)));
      outputs.row(row).set(symmetry.output[g].apply(data.outputs.row(s)));
      weights[row] = data.weights[s] * symmetry.weights[g];
    }
  }
  return fixedData(inputs, outputs, { name: `${data.name}, symmetrised`, weights });
}
