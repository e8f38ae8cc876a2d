/** A channel's group goes into average, enforce and the check of a law as it is. */
import { expect } from "chai";
import {
  assertEquivariant,
  assertRepresentation,
  average,
  DomainError,
  enforce,
  equivarianceGroup,
  finiteGroupOf,
  inputRepresentation,
  intertwiners,
  isFiniteGroup,
  lieAction,
  lieDerivative,
  linearMaps,
  Matrix,
  nameOfEquivariances,
  outputRepresentation,
  pairRepresentation,
  RandomStream,
} from "../../../src/index.js";
import { labelled } from "./label-matrices.js";

const circulant = (c: readonly number[]): number[][] =>
  c.map((_, x) => c.map((_, y) => c[(y - x + c.length) % c.length]));
const groupOf = (rows: readonly (readonly number[])[]) => equivarianceGroup(labelled(rows));

describe("finiteGroupOf", () => {
  const kernel = circulant([0.4, 0.2, 0.1, 0.1, 0.2]);
  const group = finiteGroupOf(groupOf(kernel));
  const P = Matrix.fromRows(kernel);

  it("lists the group: D5, with the channel's law ρ_X(g) P ρ_Y(g)ᵀ = P", () => {
    expect(group.name).to.equal("D5");
    expect(group.order).to.equal(10);
    expect(isFiniteGroup(group)).to.equal(true);
    const [onX, onY] = [inputRepresentation(group), outputRepresentation(group)];
    for (const g of group.elements) {
      const moved = onX.matrix(g).multiply(P).multiply(onY.matrix(g).transpose());
      expect(moved.maxDifference(P)).to.equal(0);
    }
  });

  it("has representations on inputs, outputs and pairs", () => {
    const ways = [
      inputRepresentation(group),
      outputRepresentation(group),
      pairRepresentation(group),
    ];
    for (const way of ways) assertRepresentation(way, { random: RandomStream.fromSeed(1) });
    expect(ways.map(({ dimension }) => dimension)).to.deep.equal([5, 5, 25]);
    const fixed = P.data;
    for (const g of group.generators)
      expect([...ways[2].matrix(g).apply(fixed)]).to.deep.equal([...fixed]);
  });

  it("goes into average: any map of laws becomes one with the channel's symmetry", () => {
    const random = RandomStream.fromSeed(2);
    const law = { input: inputRepresentation(group), output: outputRepresentation(group) };
    const W = new Matrix(5, 5, random.normals(25));
    const model = (v: Float64Array): Float64Array => W.apply(v).map((value) => Math.tanh(value));
    const averaged = average(model, law);
    assertEquivariant(averaged, law, new Matrix(4, 5, random.normals(20)));
    const channel = (v: Float64Array): Float64Array => P.transpose().apply(v);
    assertEquivariant(channel, law, new Matrix(4, 5, random.normals(20)));
    const v = random.normals(5);
    const same = average(channel, law)(v);
    channel(v).forEach((value, k) => {
      expect(same[k]).to.be.closeTo(value, 1e-14);
    });
  });

  it("goes into intertwiners: one equivariant map for each orbit of pairs", () => {
    const equivariances = groupOf(kernel);
    const space = intertwiners(inputRepresentation(group), outputRepresentation(group));
    const orbits = new Set(equivariances.pairOrbits()).size;
    expect(orbits).to.equal(3);
    expect(space.dimension).to.equal(orbits);
    expect(space.exact).to.equal(true);
    expect(space.project(P.transpose()).maxDifference(P.transpose())).to.be.below(1e-14);
  });

  it("goes into enforce", () => {
    const [onX, onY] = [inputRepresentation(group), outputRepresentation(group)];
    const discrete = group.generators.map((g, k) => ({
      name: `g${k + 1}`,
      linear: onX.matrix(g),
      linearInverse: onX.matrix(group.inverse(g)),
      offset: new Float64Array(5),
      output: onY.matrix(g),
      outputInverse: onY.matrix(group.inverse(g)),
    }));
    const conditions = lieDerivative(linearMaps(5, 5), lieAction("D5", [], { discrete }));
    const enforced = enforce(conditions);
    expect(enforced.dimension).to.equal(3);
    const laws = new Matrix(6, 5, RandomStream.fromSeed(3).normals(30));
    const { model } = enforced.fit(laws, laws.multiply(P));
    expect(model.values(laws).maxDifference(laws.multiply(P))).to.be.below(1e-12);
  });

  it("moves data: a copy of each pair for each element, all with the pair's probability", () => {
    const [x, y] = [1, 3];
    const copies = group.elements.map((g) => [g.input[x], g.output[y]]);
    expect(copies.every(([u, v]) => kernel[u][v] === kernel[x][y])).to.equal(true);
    const orbit = new Set(copies.map(([u, v]) => 5 * u + v));
    const ofPairs = groupOf(kernel).pairOrbits();
    expect(orbit.size).to.equal(ofPairs.filter((least) => least === ofPairs[5 * x + y]).length);
  });

  it("names what the card's channels have", () => {
    const names = (rows: number[][]): string => nameOfEquivariances(groupOf(rows)).name;
    expect(names(circulant([0.5, 0.2, 0.17, 0.13]))).to.equal("C4");
    expect(names(circulant([0.7, 0.1, 0.1, 0.1]))).to.equal("S4");
    const noise = [0, 1, 2, 3].map((x) => [0, 1, 2, 3].map((y) => [0.5, 0.25, 0.15, 0.1][x ^ y]));
    expect(names(noise)).to.equal("C2^2");
    // Inputs k and k + 3 are alike: C3 turns three pairs, each of which exchanges its two.
    const nuisance = Array.from({ length: 6 }, (_, x) =>
      [0, 1, 2].map((y) => [0.6, 0.3, 0.1][(y - x + 6) % 3]),
    );
    expect(names(nuisance)).to.equal("A4 × C2");
    expect(names(Array.from({ length: 6 }, () => [1, 1, 1, 1, 1, 1]))).to.equal("S6^2");
    expect(
      names(
        Array.from({ length: 300 }, (_, x) =>
          Array.from({ length: 300 }, (_, y) => (x === y ? 1 : 0)),
        ),
      ),
    ).to.equal("S300");
    expect(
      names([
        [1, 2],
        [3, 4],
      ]),
    ).to.equal("C1");
  });

  it("says how large a group is that it will not list", () => {
    expect(() => finiteGroupOf(groupOf(Array.from({ length: 9 }, () => [1])))).to.throw(
      DomainError,
      "362880",
    );
  });
});
