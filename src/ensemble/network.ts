/**
 * The network of a particle cloud and its mean over the group.
 *
 *   Φ_μ(x) = ∫ σ*(x; z) μ(dz),   Q_GΦ(x) = ∫ ρ̂_g⁻¹ Φ(ρ_g x) dλ_G.
 */
import { Matrix } from "../numerics/index.js";
import type { JointSymmetry } from "./symmetry.js";
import type { Unit } from "./unit/unit.js";

/** Φ at each row of `inputs`: the mean of the unit over the particles, n × c. */
export function ensembleMean(unit: Unit, particles: Matrix, inputs: Matrix): Matrix {
  const out = new Matrix(inputs.rows, unit.outputDimension);
  const value = new Float64Array(unit.outputDimension);
  for (let s = 0; s < inputs.rows; s++) {
    const sum = out.row(s);
    for (let i = 0; i < particles.rows; i++) {
      unit.value(inputs.row(s), particles.row(i), value);
      for (let k = 0; k < value.length; k++) sum[k] += value[k];
    }
    for (let k = 0; k < value.length; k++) sum[k] /= particles.rows;
  }
  return out;
}

/** Q_GΦ at each row of `inputs`, n × c. */
export function averagedMean(
  unit: Unit,
  symmetry: JointSymmetry,
  particles: Matrix,
  inputs: Matrix,
): Matrix {
  let mean = new Matrix(inputs.rows, unit.outputDimension);
  symmetry.weights.forEach((weight, g) => {
    const image = ensembleMean(unit, particles, inputs.multiply(symmetry.input[g].transpose()));
    // Rows y become ρ̂_g⁻¹ y = ρ̂_gᵀ y.
    mean = mean.add(image.multiply(symmetry.output[g]), weight);
  });
  return mean;
}
