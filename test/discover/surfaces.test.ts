import { expect } from "chai";
import { discoverInSurface } from "../../src/discover/index.js";
import { affineGroup, specialEuclideanGroup } from "../../src/groups/index.js";
import { affineAction } from "../../src/lie-derivative/index.js";
import { Matrix, principalAngles, RandomStream } from "../../src/numerics/index.js";
import {
  cylinder,
  helix,
  quadric,
  type SurfaceSample,
  sphere,
  torus,
} from "../../src/worlds/surfaces/index.js";

const se3 = affineAction(specialEuclideanGroup(3));
const aff3 = affineAction(affineGroup(3));
const random = () => RandomStream.fromSeed(1);

describe("discover/surfaces with exact normals", () => {
  // By hand: sphere se:3/aff:3; cylinder se:2/aff:5; torus 1; helix 1 (screw).
  // The hyperboloid of one sheet keeps so(2, 1), dimension 3, and of the rigid motions turns only.
  const CASES: [SurfaceSample, number, number][] = [
    [sphere(60, random()), 3, 3],
    [cylinder(60, random()), 2, 5],
    [torus(60, random()), 1, 1],
    [helix(60, random()), 1, 1],
    [quadric(Matrix.diagonal([1, 1, -1]), 60, random()), 1, 3],
  ];
  for (const [surface, rigid, affine] of CASES) {
    it(`${surface.name}: ${rigid} rigid motions, ${affine} affine ones, and nothing to object`, () => {
      for (const [action, dimension] of [
        [se3, rigid],
        [aff3, affine],
      ] as const) {
        const found = discoverInSurface(surface, action, { replicates: 20 });
        expect(found.dimension).to.equal(dimension);
        expect(found.decision.gap).to.be.above(1e6);
        expect(found.findings).to.deep.equal([]);
        expect(found.spurious).to.deep.equal([]);
        expect(found.algebra?.closes).to.equal(true);
        expect(found.algebra!.closureResidual).to.be.below(1e-8);
        // every replicate has more than enough different points
        expect(found.confidence!.dimensions[dimension]).to.equal(1);
        expect(found.confidence!.angle).to.be.below(1e-7);
      }
    });
  }

  it("names them", () => {
    const name = (surface: SurfaceSample) => discoverInSurface(surface, aff3).algebra?.name;
    expect(name(sphere(60, random()))).to.equal("so(3)");
    expect(name(quadric(Matrix.diagonal([1, 1, -1]), 60, random()))).to.equal("so(2,1)");
  });

  it("finds the screw of the helix: a turn by 1 with a rise by `rise`", () => {
    const { symmetry } = discoverInSurface(helix(60, random(), { rise: 0.3 }), se3);
    const { linear, offset } = symmetry!.generators[0].input.affine!;
    const turn = linear.at(1, 0);
    const expected = Matrix.fromRows([
      [0, -1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect(linear.scale(1 / turn).maxDifference(expected)).to.be.below(1e-9);
    expect(offset[2] / turn).to.be.closeTo(0.3, 1e-9);
    expect(Math.hypot(offset[0], offset[1])).to.be.below(1e-9);
  });

  it("has an isotropic sphere's defects: translations √(1/3), since |n · b|² has mean |b|²/3", () => {
    const { defects } = discoverInSurface(sphere(20_000, random()), se3, { replicates: 0 });
    for (const value of defects.subarray(0, 3)) expect(value).to.be.closeTo(Math.sqrt(1 / 3), 0.01);
  });

  it("gives the same for any other basis of the candidates", () => {
    const found = discoverInSurface(torus(80, random()), aff3, { replicates: 0 });
    const raw = affineAction(affineGroup(3), { normalise: false });
    const again = discoverInSurface(torus(80, random()), raw, { replicates: 0 });
    found.defects.forEach((value, k) => {
      expect(again.defects[k]).to.be.closeTo(value, 1e-12);
    });
    // raw coefficients are those of the normalised ones times the scale of each generator
    const scales = aff3.generators.map(({ scale }) => scale);
    const rescaled = Matrix.fromRows([found.basis.row(0).map((c, p) => c * scales[p])]);
    const { angles } = principalAngles(rescaled.transpose(), again.basis.transpose());
    expect(angles[0]).to.be.below(1e-8);
  });
});
