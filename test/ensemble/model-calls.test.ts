import { expect } from "chai";
import {
  ensembleSettings,
  jointSymmetry,
  matrixUnit,
  modelCalls,
  permutationRepresentation,
  type Scheme,
  symmetricGroup,
  teacherLaw,
} from "../../src/index.js";

describe("modelCalls", () => {
  const unit = matrixUnit(3, 3);
  const three = permutationRepresentation(symmetricGroup(3));
  const symmetry = jointSymmetry(unit, three, three);
  const data = teacherLaw(unit, symmetry.basis.transpose());

  // 3! = 6 elements; ⌊4 · 2.5⌋ = 10 steps of 7 samples are 70, over the orbit 420.
  const expected: [Scheme, number, number, number][] = [
    ["vanilla", 1, 1, 70],
    ["augmentation-sampled", 1, 1, 70],
    ["augmentation-orbit", 6, 1, 420],
    ["feature-averaging", 6, 6, 420],
    ["equivariant", 1, 1, 70],
  ];
  for (const [scheme, perSample, perPrediction, training] of expected) {
    it(`of ${scheme}: ${training} in training, ${perPrediction} for a prediction`, () => {
      const options = { unit, symmetry, data, scheme, particles: 4, seed: 1, horizon: 2.5 };
      const settings = ensembleSettings({ ...options, batch: 7, start: "weakly-invariant" });
      expect(modelCalls(settings)).to.deep.equal({ perSample, perPrediction, training });
    });
  }
});
