import { expect } from "chai";
import {
  average,
  generalLinearGroup,
  haarQuadrature,
  monteCarloFrame,
  RandomStream,
  representedOutput,
  specialOrthogonalGroup,
  trivialRepresentation,
  unitaryGroup,
  vectorRepresentation,
} from "../../src/index.js";

describe("monteCarloFrame", () => {
  const group = specialOrthogonalGroup(3);
  const law = { input: vectorRepresentation(group), output: vectorRepresentation(group) };
  const model = (x: Float64Array): Float64Array =>
    Float64Array.of(x[0] ** 2 + x[1], Math.cos(x[2]), x[0]);
  const x = Float64Array.of(0.3, -0.7, 0.5);

  it("approaches the mean by the rule like 1/√m", () => {
    const exact = average(model, law, haarQuadrature(group, 24))(x);
    const errorOf = (draws: number): number => {
      let sum = 0;
      for (let seed = 0; seed < 20; seed++) {
        const random = RandomStream.fromSeed(seed).split(`${draws}`);
        const frame = monteCarloFrame(law, { draws, random });
        const value = average(model, frame, representedOutput(law))(x);
        sum += Math.hypot(...value.map((y, k) => y - exact[k])) ** 2;
      }
      return Math.sqrt(sum / 20);
    };
    // 16 times as many draws: a quarter of the error, to within what 20 seeds tell.
    expect(errorOf(25) / errorOf(400)).within(2.4, 6.7);
  });

  it("says that it is not exact, and what it costs", () => {
    const frame = monteCarloFrame(law, { draws: 100, random: RandomStream.fromSeed(1) });
    expect(frame.name).equal("100 fixed draws of SO(3) (not exact)");
    const report = frame.inspect(x);
    expect(report.calls).equal(100);
    expect(report.errorBound).equal(0.1);
    expect(report.findings[0]).to.match(/not equivariant/);
  });

  it("draws once, or anew for each input", () => {
    const value = (fresh: boolean): readonly Float64Array[] => {
      const random = RandomStream.fromSeed(4);
      const frame = monteCarloFrame(law, { draws: 3, random, fresh });
      const averaged = average(model, frame, representedOutput(law));
      return [averaged(x), averaged(x)];
    };
    const [a, b] = value(false);
    expect(Array.from(a)).deep.equal(Array.from(b));
    const [c, d] = value(true);
    expect(Array.from(c)).not.deep.equal(Array.from(d));
  });

  it("refuses groups without a Haar probability, and no draws", () => {
    const linear = generalLinearGroup(2);
    const input = vectorRepresentation(linear);
    const random = RandomStream.fromSeed(1);
    expect(() => monteCarloFrame({ input, output: input }, { draws: 3, random })).to.throw(
      /not compact/,
    );
    expect(() => monteCarloFrame(law, { draws: 0, random })).to.throw(/0 draws/);
  });
});

describe("the rule of U(1)", () => {
  it("averages a polynomial of the phase exactly", () => {
    const group = unitaryGroup(1);
    const input = vectorRepresentation(group);
    const law = { input, output: trivialRepresentation(group) };
    // x⁴ on the circle of radius r: mean 3 r⁴ / 8.
    const averaged = average((z) => [z[0] ** 4], law, haarQuadrature(group, 5));
    expect(averaged(Float64Array.of(1.2, -0.5))[0]).closeTo((3 / 8) * 1.69 ** 2, 1e-14);
  });
});
