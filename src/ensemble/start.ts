/** θ(0): where the particles begin. */
import { Matrix } from "../numerics/index.js";
import { projectedCloud } from "./distance/index.js";
import type { EnsembleSettings } from "./options.js";
import { ensembleStreams } from "./streams.js";

/**
 * N × D. The equivariant scheme begins with its particles projected, whatever the start:
 * their other parts would never enter the loss.
 */
export function initialParticles(settings: EnsembleSettings): Matrix {
  const { unit, start, symmetry, scheme, particles, initialDeviation } = settings;
  let cloud: Matrix;
  if (start instanceof Matrix) {
    cloud = start.clone();
  } else {
    const size = particles * unit.parameterDimension;
    const draws = ensembleStreams(settings.seed).start.normals(size);
    cloud = new Matrix(particles, unit.parameterDimension, draws).scale(initialDeviation);
  }
  return start === "strongly-invariant" || scheme === "equivariant"
    ? projectedCloud(cloud, symmetry.projector)
    : cloud;
}
