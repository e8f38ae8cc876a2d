import { expect } from "chai";
import {
  discover,
  discoverInMap,
  discoverInModel,
  modelEvidence,
  snapSymmetry,
} from "../../src/discover/index.js";
import { enforce } from "../../src/enforce/index.js";
import { affineGroup, generalLinearGroup, specialOrthogonalGroup } from "../../src/groups/index.js";
import {
  affineAction,
  lieDerivative,
  type ModelSpace,
  polynomialMaps,
} from "../../src/lie-derivative/index.js";
import { Matrix, MonomialBasis, principalAngles, RandomStream } from "../../src/numerics/index.js";

/** Parameters of the map whose output a is Σ terms[a][…].c x^e, in a polynomial space of maps. */
function polynomial(
  m: number,
  degree: number,
  terms: { readonly [exponent: string]: number }[],
): Float64Array {
  const basis = new MonomialBasis(m, degree);
  const w = new Float64Array(terms.length * basis.size);
  terms.forEach((output, a) => {
    for (const [exponent, c] of Object.entries(output)) {
      w[a * basis.size + basis.indexOf([...exponent].map(Number))] = c;
    }
  });
  return w;
}

describe("discover/model, exact", () => {
  const aff = (m: number, output: "invariant" | "vector" = "invariant") =>
    affineAction(affineGroup(m), { output });
  const dimension = (space: ModelSpace, action: ReturnType<typeof aff>, w: Float64Array) =>
    discoverInModel(lieDerivative(space, action), w).dimension;

  // Stabilisers in aff(m), by hand.
  it("finds |x|² → 3, Minkowski's form → 6, diag(1,2,3) → 3, x² + y² in ℝ³ → 5", () => {
    const form = (...diagonal: number[]) =>
      polynomial(diagonal.length, 2, [
        Object.fromEntries(
          diagonal.map((c, k) => [diagonal.map((_, j) => (j === k ? 2 : 0)).join(""), c]),
        ),
      ]);
    expect(dimension(polynomialMaps(3, 2, { outputs: 1 }), aff(3), form(1, 1, 1))).to.equal(3);
    expect(dimension(polynomialMaps(4, 2, { outputs: 1 }), aff(4), form(-1, 1, 1, 1))).to.equal(6);
    expect(dimension(polynomialMaps(3, 2, { outputs: 1 }), aff(3), form(1, 2, 3))).to.equal(3);
    expect(dimension(polynomialMaps(3, 2, { outputs: 1 }), aff(3), form(1, 1, 0))).to.equal(5);
    const found = discoverInModel(
      lieDerivative(polynomialMaps(4, 2, { outputs: 1 }), aff(4)),
      form(-1, 1, 1, 1),
    );
    expect(found.algebra?.name).to.equal("so(3,1)");
  });

  it("finds the damped rotation's 2 and the Hopf normal form's 1", () => {
    const damped = polynomial(2, 1, [
      { 10: -0.1, "01": -1 },
      { 10: 1, "01": -0.1 },
    ]);
    expect(dimension(polynomialMaps(2, 1, { outputs: 2 }), aff(2, "vector"), damped)).to.equal(2);
    const hopf = polynomial(2, 3, [
      { 10: 1, "01": -1, 30: -1, 12: -1 },
      { 10: 1, "01": 1, 21: -1, "03": -1 },
    ]);
    expect(dimension(polynomialMaps(2, 3, { outputs: 2 }), aff(2, "vector"), hopf)).to.equal(1);
  });

  it("is dual to enforcing: a random SO(3) field of degree 3 has the algebra 3, of degree 2 all of gl(3)", () => {
    const action = affineAction(specialOrthogonalGroup(3), { output: "vector" });
    const random = RandomStream.fromSeed(2);
    const generic = (degree: number) => {
      const space = polynomialMaps(3, degree, { outputs: 3 });
      const { basis } = enforce(lieDerivative(space, action));
      return { space, w: basis.apply(random.normals(basis.columns)), size: basis.columns };
    };
    const cubic = generic(3);
    expect(cubic.size).to.equal(2);
    const found = discoverInModel(lieDerivative(cubic.space, aff(3, "vector")), cubic.w);
    expect(found.dimension).to.equal(3);
    expect(found.algebra?.name).to.equal("so(3)");
    // every field that is found annihilates the model, and the enforced space holds it again
    const again = enforce(lieDerivative(cubic.space, found.symmetry!));
    const { angles } = principalAngles(again.basis, Matrix.fromRows([cubic.w]).transpose());
    expect(angles[0]).to.be.below(1e-8);
    const quadratic = generic(2);
    expect(quadratic.size).to.equal(1);
    expect(dimension(quadratic.space, aff(3, "vector"), quadratic.w)).to.equal(9);
  });

  it("needs a few points only: 9, 7, 6, 5, 4, 3 over one to six, then constant (C8)", () => {
    const action = affineAction(specialOrthogonalGroup(3), { output: "vector" });
    const space = polynomialMaps(3, 3, { outputs: 3 });
    const { basis } = enforce(lieDerivative(space, action));
    const map = space.model(basis.apply([1, 0.7]));
    const random = RandomStream.fromSeed(8);
    const points = new Matrix(12, 3, random.normals(36));
    const at = (count: number) =>
      discoverInMap(map, aff(3, "vector"), new Matrix(count, 3, points.data.slice(0, 3 * count)), {
        decision: { rule: "exact" },
        replicates: 0,
      });
    const dimensions = [1, 2, 3, 4, 5, 6, 7, 12].map((count) => {
      const found = at(count);
      return found.dimension + found.spurious.reduce((sum, s) => sum + s.coefficients.rows, 0);
    });
    expect(dimensions).to.deep.equal([9, 7, 6, 5, 4, 3, 3, 3]);
    expect(at(3).findings.map(({ kind }) => kind)).to.include("fewer rows than unknowns");
    expect(at(5).findings.map(({ kind }) => kind)).to.include("not saturated");
    expect(at(12).findings).to.deep.equal([]);
  });

  it("snaps a noisy null space to the rotations and measures them again", () => {
    const w = polynomial(3, 2, [{ 200: 1, "020": 1, "002": 1 }]);
    const noise = RandomStream.fromSeed(3).normals(w.length);
    const noisy = w.map((value, k) => value + 0.003 * noise[k]);
    const evidence = modelEvidence(
      lieDerivative(polynomialMaps(3, 2, { outputs: 1 }), aff(3)),
      noisy,
    );
    const found = discover(evidence, { decision: { rule: "gap" } });
    expect(found.dimension).to.equal(3);
    const snapped = snapSymmetry(found, evidence)!;
    expect(snapped.snap.identity.name).to.equal("so(3)");
    for (const defect of snapped.defects) expect(defect).to.be.below(0.02);
    expect(snapped.symmetry.generators.length).to.equal(3);
  });

  it("counts a model of which every candidate is a symmetry, and one of which none is", () => {
    const space = polynomialMaps(2, 2, { outputs: 1 });
    const rotations = affineAction(specialOrthogonalGroup(2));
    const round = discoverInModel(
      lieDerivative(space, rotations),
      polynomial(2, 2, [{ 20: 1, "02": 1 }]),
    );
    expect([round.dimension, round.defects.length]).to.deep.equal([1, 1]);
    const saddle = discoverInModel(lieDerivative(space, rotations), polynomial(2, 2, [{ 11: 1 }]));
    expect(saddle.dimension).to.equal(0);
    expect(saddle.symmetry).to.equal(undefined);
  });

  it("sets a constant model's symmetries apart", () => {
    const found = discoverInModel(
      lieDerivative(polynomialMaps(2, 2, { outputs: 1 }), affineAction(generalLinearGroup(2))),
      polynomial(2, 2, [{ "00": 3 }]),
    );
    expect(found.dimension).to.equal(0);
    expect(found.spurious.map(({ kind, coefficients }) => [kind, coefficients.rows])).to.deep.equal(
      [["constant model", 4]],
    );
    expect(found.findings.map(({ kind }) => kind)).to.include("constant model");
  });
});
