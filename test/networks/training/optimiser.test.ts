import { expect } from "chai";
import { DomainError } from "../../../src/errors.js";
import { adamSettings, adamStep, PerceptronKernel } from "../../../src/networks/index.js";

/** An affine network with one input: parameters W and b, moved by the gradient that is put in. */
function moved(options: Parameters<typeof adamSettings>[0], gradients: [number, number][]) {
  const kernel = new PerceptronKernel([1, 1], "tanh");
  kernel.parameters.set([1, 2]);
  const settings = adamSettings(options);
  return gradients.map((gradient, step) => {
    kernel.gradient.set(gradient);
    kernel.adam(adamStep(settings, step, gradients.length, kernel));
    return Array.from(kernel.parameters);
  });
}

describe("Adam", () => {
  // By hand, β₁ = ½, β₂ = ¾, ε = 0.5, r = 1, on W with gradients 4 and −2:
  // m₁ = 2, v₁ = 4; m̂ = 4, v̂ = 16: step 4 / (4 + .5) = 8/9.
  // m₂ = 0, v₂ = 4; m̂ = 0: step 0.
  // On b with gradients 0 and 6: step 0; m = 3, v = 9; m̂ = 3/(3/4) = 4, v̂ = 9/(7/16): 4 / (12/√7 + .5).
  const hand = {
    learningRate: 1,
    schedule: "constant",
    decays: [0.5, 0.75],
    epsilon: 0.5,
  } as const;
  const gradients: [number, number][] = [
    [4, 0],
    [-2, 6],
  ];

  it("takes the steps that one computes by hand", () => {
    const [first, second] = moved(hand, gradients);
    expect(first[0]).to.be.closeTo(1 - 8 / 9, 1e-15);
    expect(first[1]).to.equal(2);
    expect(second[0]).to.be.closeTo(1 - 8 / 9, 1e-15);
    expect(second[1]).to.be.closeTo(2 - 4 / (12 / Math.sqrt(7) + 0.5), 1e-15);
  });

  it("decays weights, not biases: by themselves, or through the gradient", () => {
    const decoupled = moved({ ...hand, weightDecay: 0.25 }, gradients);
    expect(decoupled[0][0]).to.be.closeTo(0.75 - 8 / 9, 1e-15);
    expect(decoupled[0][1]).to.equal(2);
    // g = 4 + 0.25 · 1 = 4.25: m̂ = 4.25, v̂ = 4.25².
    const through = moved({ ...hand, weightDecay: 0.25, decayKind: "gradient" }, gradients);
    expect(through[0][0]).to.be.closeTo(1 - 4.25 / 4.75, 1e-15);
    expect(through[0][1]).to.equal(2);
  });

  it("falls along a cosine from the whole rate", () => {
    const kernel = new PerceptronKernel([1, 1], "tanh");
    const settings = adamSettings({ learningRate: 0.2, weightDecay: 0.5 });
    const rates = [0, 1, 2, 3].map((step) => adamStep(settings, step, 4, kernel));
    const expected = [0.2, 0.1 * (1 + Math.SQRT1_2), 0.1, 0.1 * (1 - Math.SQRT1_2)];
    rates.forEach(({ rate, decoupledDecay, corrections }, step) => {
      expect(rate).to.be.closeTo(expected[step], 1e-16);
      expect(decoupledDecay).to.equal(rate * 0.5);
      expect(corrections[0]).to.be.closeTo(1 - 0.9 ** (step + 1), 1e-15);
      expect(corrections[1]).to.be.closeTo(1 - 0.999 ** (step + 1), 1e-15);
    });
    const constant = adamSettings({ learningRate: 0.2, schedule: "constant" });
    expect(adamStep(constant, 3, 4, kernel).rate).to.equal(0.2);
  });

  it("names an option that cannot be", () => {
    const fails = (options: Parameters<typeof adamSettings>[0], name: string) =>
      expect(() => adamSettings(options)).to.throw(DomainError, name);
    fails({ learningRate: 0 }, "learningRate");
    fails({ decays: [0.9, 1] }, "decays[1]");
    fails({ epsilon: -1 }, "epsilon");
    fails({ weightDecay: Number.NaN }, "weightDecay");
    fails({ schedule: "step" as "cosine" }, "schedule");
    fails({ decayKind: "l1" as "gradient" }, "decayKind");
  });
});
