import { expect } from "chai";
import { jetArrays, topJets } from "../../../src/worlds/jets/index.js";

describe("jetArrays", () => {
  const jets = topJets(3, { seed: 4 });

  it("are arsinh of the momenta, places of constituents, labels", () => {
    const { members, present, y } = jetArrays(jets);
    expect(members[5]).to.equal(Math.asinh(jets.momenta[5]));
    expect([...y]).to.deep.equal([...jets.labels]);
    for (let jet = 0; jet < 3; jet++) {
      const own = present.subarray(60 * jet, 60 * jet + 60);
      expect(own.filter((share) => share === 0.05)).to.have.length(jets.constituents[jet]);
      expect(own.indexOf(0)).to.equal(jets.constituents[jet] < 60 ? jets.constituents[jet] : -1);
    }
  });

  it("take other coordinates of the same jets, and no fewer", () => {
    const doubled = jetArrays(
      jets,
      jets.momenta.map((p) => 2 * p),
    );
    expect(doubled.members[0]).to.equal(Math.asinh(2 * jets.momenta[0]));
    expect(() => jetArrays(jets, new Float64Array(4))).to.throw(/got 4 numbers; expected 720/);
  });
});
