/**
 * How far minibatch noise alone would carry a cloud out of a subspace E that the
 * population's flow keeps.
 *
 * In one step a particle moves off E by (α/N)·(1/B) Σ_b n_b, where n_b = (I − P_E) ∂_zσ*ᵀ e
 * has mean 0 if the flow keeps E. Over N·T steps the squares add up to
 *
 *   leak = α² / (N B) · ∫₀ᵀ v(t) dt,   v = E_i E_x ‖n‖²,
 *
 * which is the scaling ∝ α²T/(NB). v is measured along a control run that is held in E.
 * What the flow's own contraction or growth off E does to the leak is left out.
 */
import { Matrix } from "../../numerics/index.js";
import { secondMoment } from "../distance/index.js";
import { freshSamples } from "../evaluation.js";
import { ensembleMean } from "../network.js";
import type { EnsembleRun, Snapshot } from "../training/run.js";

/** Fresh samples for the mean over x. */
const SAMPLES = 200;
/** Particles for the mean over i. */
const PARTICLES = 100;

/**
 * The predicted leak as an RMD² to the projection on E, from a control run in the scheme
 * "equivariant" with P_E; 0 for fixed data, whose batches are no samples.
 */
export function predictedLeak(control: EnsembleRun): number {
  const { settings, snapshots, particles } = control;
  if (settings.data.kind === "fixed") return 0;
  const { learningRate, batch, steps, horizon } = settings;
  let integral = 0;
  let before = 0;
  for (const snapshot of snapshots) {
    const time = ((snapshot.step - before) / Math.max(1, steps)) * horizon;
    integral += time * offSubspaceVariance(control, snapshot);
    before = snapshot.step;
  }
  const leak = (learningRate ** 2 / (settings.particles * batch)) * integral;
  const size = 2 * secondMoment(particles);
  return size === 0 ? 0 : leak / size;
}

/** v: mean over particles and fresh samples of ‖(I − P) ∂_zσ*ᵀ e‖². */
function offSubspaceVariance({ settings }: EnsembleRun, { particles, step }: Snapshot): number {
  const { unit, symmetry } = settings;
  const { inputs, outputs } = freshSamples(settings, SAMPLES);
  const error = ensembleMean(unit, particles, inputs).subtract(outputs).scale(2);
  const complement = Matrix.identity(unit.parameterDimension).subtract(symmetry.projector);
  const count = Math.min(PARTICLES, particles.rows);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    // Spread over the cloud, another part of it at each snapshot.
    const z = particles.row((Math.floor((i * particles.rows) / count) + step) % particles.rows);
    for (let s = 0; s < inputs.rows; s++) {
      const gradient = new Float64Array(unit.parameterDimension);
      unit.pullback(inputs.row(s), z, error.row(s), gradient);
      for (const value of complement.apply(gradient)) sum += value ** 2;
    }
  }
  return sum / (count * inputs.rows);
}
