import { expect } from "chai";
import {
  average,
  DomainError,
  Matrix,
  minimalFrame,
  minimalPseudoOrthogonalFrame,
  pseudoOrthogonalGroup,
  RandomStream,
  representationOutput,
  vectorOutput,
  vectorRepresentation,
} from "../../../../src/index.js";
import { defect, moved, plainModel, relative } from "../clouds.js";

const ALL = ["all", "special", "identity"] as const;

describe("minimal frames of light-like spans", () => {
  // Witt: two clouds with one Gram matrix and the same linear relations are in one orbit, so
  // that light-like spans have forms too. Signatures, and their generators of such spans.
  const light: readonly (readonly [string, number, number, Matrix])[] = [
    ["one massless particle", 1, 3, Matrix.fromRows([[5, 3, 0, 4]])],
    [
      "parallel massless particles",
      1,
      3,
      Matrix.fromRows([
        [5, 3, 0, 4],
        [0, 0, 0, 0],
        [10, 6, 0, 8],
        [-5, -3, 0, -4],
      ]),
    ],
    [
      "massless, and a direction across",
      1,
      3,
      Matrix.fromRows([
        [0, 2, 0, 0],
        [1, 5, 0, 1],
        [1, 1, 0, 1],
      ]),
    ],
    [
      "the light ray of a plane",
      1,
      1,
      Matrix.fromRows([
        [1, -1],
        [2, -2],
      ]),
    ],
    [
      "one light-like plane in (2,2)",
      2,
      2,
      Matrix.fromRows([
        [1, 0, 1, 0],
        [0, 1, 0, 1],
        [2, -3, 2, -3],
      ]),
    ],
    [
      "a light-like line in (2,3)",
      2,
      3,
      Matrix.fromRows([
        [3, 0, 3, 0, 0],
        [3, 1, 3, 0, 0],
      ]),
    ],
    [
      "a light-like plane in (2,3)",
      2,
      3,
      Matrix.fromRows([
        [1, 0, 0, 1, 0],
        [0, 1, 0, 0, 1],
      ]),
    ],
    [
      "light-like, and both signs across",
      3,
      3,
      Matrix.fromRows([
        [1, 0, 0, 1, 0, 0],
        [1, 2, 0, 1, 0, 0],
        [1, 0, 0, 1, 3, 0],
      ]),
    ],
  ];
  for (const [name, p, q, cloud] of light) {
    it(`is exact on a degenerate span: ${name}`, () => {
      for (const components of ALL) {
        const group = pseudoOrthogonalGroup(p, q, { components });
        const frame = minimalFrame(group);
        for (let trial = 0; trial < 8; trial++) {
          const random = RandomStream.fromSeed(12).split(`${name} ${components} ${trial}`);
          const start = moved(group, group.sample(random), cloud);
          const g = group.sample(random);
          const place = `${group.name}, ${trial}`;
          const [pose] = frame.poses(start);
          const [image] = frame.poses(moved(group, g, start));
          expect(relative(pose.form, image.form), place).below(1e-10);
          expect(relative(pose.form.multiply(pose.element.transpose()), start), place).below(1e-10);
          const model = plainModel(p + q, random);
          expect(defect(group, g, start, model, frame, vectorOutput), place).below(1e-9);
          // Equivariant models are left alone: the values lie in the span.
          const averaged = average((points: Matrix) => points.scale(3), frame, vectorOutput);
          expect(relative(averaged(start), start.scale(3)), place).below(1e-10);
          // Samples of the stabiliser, made by other means, leave the form alone.
          const s = pose.stabiliser.group().sample(random);
          expect(relative(pose.form.multiply(s.transpose()), pose.form), place).below(1e-10);
          const fixed = pose.inverse.multiply(pose.carry);
          expect(s.multiply(fixed).maxDifference(fixed), place).below(1e-9 * s.maxAbs());
          expect(frame.inspect(start).distance).equal(0);
        }
        expect(() =>
          minimalPseudoOrthogonalFrame(p, q, { components, degenerate: "refuse" }).poses(cloud),
        ).to.throw(/light-like/);
      }
    });
  }

  it("tells time orientations of one light ray apart under SO⁺ only", () => {
    const ray = Matrix.fromRows([[5, 3, 0, 4]]);
    const form = (components: (typeof ALL)[number], cloud: Matrix): Matrix =>
      minimalPseudoOrthogonalFrame(1, 3, { components }).poses(cloud)[0].form;
    expect(relative(form("all", ray), form("all", ray.scale(-7)))).below(1e-12);
    expect(relative(form("identity", ray), form("identity", ray.scale(7)))).below(1e-12);
    expect(relative(form("identity", ray), form("identity", ray.scale(-7)))).above(0.5);
  });

  it("has one form for a light ray in any unit, and carries vectors without loss", () => {
    // A boost along the ray stretches it at will, so that all its multiples are one orbit.
    const ray = Matrix.fromRows([[5, 3, 0, 4]]);
    for (const components of ALL) {
      const frame = minimalPseudoOrthogonalFrame(1, 3, { components });
      const [{ form }] = frame.poses(ray);
      for (const unit of [1e-150, 1e-7, 1e-3, 1e4, 1e150]) {
        const [pose] = frame.poses(ray.scale(unit));
        expect(relative(pose.form, form), `${unit}`).below(1e-12);
        // The stabiliser fixes the ray, so that x = g Π c.
        const back = pose.form.multiply(pose.carry.transpose());
        expect(relative(back, ray.scale(unit)), `${unit}`).below(1e-12);
      }
      const [{ element, inverse }] = frame.poses(ray.scale(1e-3));
      expect(element.multiply(inverse).maxDifference(Matrix.identity(4))).below(1e-9);
    }
  });

  it("refuses tensors where the boost to a ray is beyond Float64", () => {
    const group = pseudoOrthogonalGroup(1, 3);
    const vectors = representationOutput(vectorRepresentation(group));
    const model = average(() => Float64Array.of(1, 2, 3, 4), minimalFrame(group), vectors);
    expect(model(Matrix.fromRows([[5, 3, 0, 4]]))).to.have.length(4);
    expect(() => model(Matrix.fromRows([[5e-10, 3e-10, 0, 4e-10]]))).to.throw(
      DomainError,
      "representationOutput: the pose's element times its inverse",
    );
  });
});
