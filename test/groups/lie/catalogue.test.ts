import { expect } from "chai";
import fc from "fast-check";
import {
  affineGroup,
  affineParts,
  algebraCoordinates,
  algebraElement,
  euclideanGroup,
  galileiGroup,
  generalLinearGroup,
  type MatrixLieGroup,
  orthogonalGroup,
  pseudoMetric,
  pseudoOrthogonalGroup,
  scalingGroup,
  specialEuclideanGroup,
  specialLinearGroup,
  specialOrthogonalGroup,
  specialUnitaryGroup,
  symplecticForm,
  symplecticGroup,
  translationGroup,
  unitaryGroup,
} from "../../../src/groups/index.js";
import { determinant, Matrix, RandomStream } from "../../../src/numerics/index.js";

interface Entry {
  readonly group: MatrixLieGroup;
  /** dim 𝔤, number of components and compactness, all from the theory. */
  readonly dimension: number;
  readonly components: number;
  readonly compact: boolean;
  /** Zero exactly on the group. */
  readonly defect: (g: Matrix) => number;
  /** The sign of each component: g and its representatives give different texts. */
  readonly component?: (g: Matrix) => string;
}

const sign = (x: number) => (x > 0 ? "+" : "−");
const orthogonality = (g: Matrix) =>
  g.transpose().multiply(g).maxDifference(Matrix.identity(g.rows));
const lastRow = (g: Matrix) => {
  const expected = new Float64Array(g.columns);
  expected[g.columns - 1] = 1;
  return Math.max(...g.row(g.rows - 1).map((x, j) => Math.abs(x - expected[j])));
};
const corner = (g: Matrix, from: number, to: number) =>
  Matrix.fromRows(
    Array.from({ length: to - from }, (_, i) => Array.from(g.row(from + i).subarray(from, to))),
  );
const linear = (g: Matrix) => corner(g, 0, g.rows - 1);
const conserves = (form: Matrix) => (g: Matrix) =>
  g.transpose().multiply(form).multiply(g).maxDifference(form) / Math.max(1, g.maxAbs() ** 2);
const det = (g: Matrix) => sign(determinant(g));
const isComplex = (g: Matrix) => {
  const i = symplecticForm(g.rows / 2).transpose();
  return g.multiply(i).maxDifference(i.multiply(g));
};
/** det(X + iY) of (X, −Y; Y, X), n = 1 or 2, by the formula. */
const complexDet = (g: Matrix): [number, number] => {
  if (g.rows === 2) return [g.at(0, 0), g.at(1, 0)];
  const z = (i: number, j: number) => [g.at(i, j), g.at(i + 2, j)];
  const times = ([a, b]: number[], [c, d]: number[]) => [a * c - b * d, a * d + b * c];
  const [p, q] = [times(z(0, 0), z(1, 1)), times(z(0, 1), z(1, 0))];
  return [p[0] - q[0], p[1] - q[1]];
};
const blockSigns = (p: number, q: number) => (g: Matrix) =>
  det(corner(g, 0, p)) + det(corner(g, p, p + q));

const entries: Entry[] = [];
for (const n of [1, 2, 3, 5]) {
  const rotations = (n * (n - 1)) / 2;
  entries.push(
    {
      group: translationGroup(n),
      dimension: n,
      components: 1,
      compact: false,
      defect: (g) => Math.max(lastRow(g), linear(g).maxDifference(Matrix.identity(n))),
    },
    {
      group: specialOrthogonalGroup(n),
      dimension: rotations,
      components: 1,
      compact: true,
      defect: (g) => Math.max(orthogonality(g), Math.abs(determinant(g) - 1)),
    },
    {
      group: orthogonalGroup(n),
      dimension: rotations,
      components: 2,
      compact: true,
      defect: orthogonality,
      component: det,
    },
    {
      group: specialEuclideanGroup(n),
      dimension: rotations + n,
      components: 1,
      compact: false,
      defect: (g) =>
        Math.max(lastRow(g), orthogonality(linear(g)), Math.abs(determinant(linear(g)) - 1)),
    },
    {
      group: euclideanGroup(n),
      dimension: rotations + n,
      components: 2,
      compact: false,
      defect: (g) => Math.max(lastRow(g), orthogonality(linear(g))),
      component: (g) => det(linear(g)),
    },
    {
      group: affineGroup(n),
      dimension: n * n + n,
      components: 2,
      compact: false,
      defect: lastRow,
      component: (g) => det(linear(g)),
    },
    {
      group: affineGroup(n, { components: "identity" }),
      dimension: n * n + n,
      components: 1,
      compact: false,
      defect: (g) => Math.max(lastRow(g), determinant(linear(g)) > 0 ? 0 : 1),
    },
    {
      group: generalLinearGroup(n),
      dimension: n * n,
      components: 2,
      compact: false,
      defect: (g) => (determinant(g) === 0 ? 1 : 0),
      component: det,
    },
    {
      group: generalLinearGroup(n, { components: "identity" }),
      dimension: n * n,
      components: 1,
      compact: false,
      defect: (g) => (determinant(g) > 0 ? 0 : 1),
    },
    {
      group: specialLinearGroup(n),
      dimension: n * n - 1,
      components: 1,
      compact: n === 1,
      defect: (g) => Math.abs(determinant(g) - 1),
    },
    {
      group: scalingGroup(n),
      dimension: n,
      components: 1,
      compact: false,
      defect: (g) =>
        Array.from({ length: n }, (_, k) => g.at(k, k)).some((x) => x <= 0)
          ? 1
          : g.maxDifference(Matrix.diagonal(Array.from({ length: n }, (_, k) => g.at(k, k)))),
    },
    {
      group: scalingGroup(n, { common: true }),
      dimension: 1,
      components: 1,
      compact: false,
      defect: (g) => (g.at(0, 0) > 0 ? g.maxDifference(Matrix.identity(n).scale(g.at(0, 0))) : 1),
    },
  );
}
for (const n of [1, 2, 3]) {
  entries.push(
    {
      group: unitaryGroup(n),
      dimension: n * n,
      components: 1,
      compact: true,
      defect: (g) => Math.max(orthogonality(g), isComplex(g)),
    },
    {
      group: specialUnitaryGroup(n),
      dimension: n * n - 1,
      components: 1,
      compact: true,
      defect: (g) => {
        const [re, im] = n < 3 ? complexDet(g) : [1, 0];
        return Math.max(orthogonality(g), isComplex(g), Math.hypot(re - 1, im));
      },
    },
    {
      group: symplecticGroup(n),
      dimension: n * (2 * n + 1),
      components: 1,
      compact: false,
      defect: conserves(symplecticForm(n)),
    },
  );
  for (const components of ["identity", "all"] as const) {
    entries.push({
      group: galileiGroup(n, { components }),
      // Rotations, boosts, shifts of space, a shift of time: 10 for n = 3.
      dimension: (n * (n - 1)) / 2 + 2 * n + 1,
      components: components === "all" ? 4 : 1,
      compact: false,
      defect: (g) => {
        const zeros = Array.from({ length: n }, (_, k) => Math.abs(g.at(0, 1 + k)));
        const turn = corner(g, 1, n + 1);
        const oriented = components === "all" || (g.at(0, 0) === 1 && determinant(turn) > 0);
        return Math.max(lastRow(g), ...zeros, orthogonality(turn), oriented ? 0 : 1);
      },
      component: (g) => sign(g.at(0, 0)) + det(corner(g, 1, n + 1)),
    });
  }
}
for (const [p, q] of [
  [1, 1],
  [2, 1],
  [1, 3],
  [2, 2],
]) {
  for (const [components, count] of [
    ["identity", 1],
    ["special", 2],
    ["all", 4],
  ] as const) {
    const signs = blockSigns(p, q);
    const allowed = { identity: ["++"], special: ["++", "−−"], all: ["++", "−−", "+−", "−+"] };
    entries.push({
      group: pseudoOrthogonalGroup(p, q, { components }),
      dimension: ((p + q) * (p + q - 1)) / 2,
      components: count,
      compact: false,
      defect: (g) =>
        allowed[components].includes(signs(g)) ? conserves(pseudoMetric(p, q))(g) : 1,
      component: signs,
    });
  }
}

const TOLERANCE = 1e-11;
const RUNS = 6;
const seeds = fc.nat();

describe("groups/lie/catalogue", () => {
  for (const { group, dimension, components, compact, defect, component } of entries) {
    describe(group.name, () => {
      const random = RandomStream.fromSeed(17).split(group.name);

      it("has the dimension, components and compactness of the theory", () => {
        expect(group.algebra.length).to.equal(dimension);
        expect(group.generatorNames.length).to.equal(dimension);
        expect(new Set(group.generatorNames).size).to.equal(dimension);
        expect(group.components.length + 1).to.equal(components);
        expect(group.compact).to.equal(compact);
        if (component !== undefined) {
          const all = [group.identity, ...group.components].map(component);
          expect(new Set(all).size).to.equal(components);
        }
      });

      it("satisfies the group laws and its defining equation on random elements", () => {
        fc.assert(
          fc.property(seeds, (seed) => {
            const stream = RandomStream.fromSeed(seed);
            const [a, b, c] = [1, 2, 3].map(() => group.sample(stream));
            const [ab, bc] = [group.compose(a, b), group.compose(b, c)];
            const back = group.inverse(a);
            for (const g of [a, ab, back]) expect(defect(g)).to.be.below(TOLERANCE);
            const size = (1 + a.maxAbs()) * (1 + b.maxAbs()) * (1 + c.maxAbs());
            const left = group.compose(ab, c);
            expect(left.maxDifference(group.compose(a, bc))).to.be.below(TOLERANCE * size);
            const unit = group.compose(a, back).maxDifference(group.identity);
            expect(unit).to.be.below(TOLERANCE * (1 + a.maxAbs()) * (1 + back.maxAbs()));
            for (const same of [
              group.compose(a, group.identity),
              group.compose(group.identity, a),
            ]) {
              expect(same.maxDifference(a)).to.be.below(1e-14 * (1 + a.maxAbs()));
            }
          }),
          { numRuns: RUNS },
        );
        for (const h of group.components) expect(defect(h)).to.equal(0);
      });

      it("reaches every component by its draws", () => {
        if (component === undefined) return;
        const seen = new Set(Array.from({ length: 40 }, () => component(group.sample(random))));
        expect(seen.size).to.equal(components);
      });

      it("has a basis of whole numbers whose brackets are whole combinations of it", () => {
        for (const a of group.algebra) {
          expect(a.data.every(Number.isInteger)).to.equal(true);
          for (const b of group.algebra) {
            const bracket = a.multiply(b).subtract(b.multiply(a));
            for (const constant of algebraCoordinates(group, bracket)) {
              expect(Math.abs(constant - Math.round(constant))).to.be.below(1e-13);
            }
          }
        }
      });

      it("maps its algebra into itself by conjugation, and into the identity's component by exp", () => {
        if (dimension === 0) return;
        fc.assert(
          fc.property(seeds, (seed) => {
            const stream = RandomStream.fromSeed(seed);
            const c = stream.normals(dimension).map((x) => x / Math.sqrt(dimension));
            const xi = algebraElement(group, c);
            algebraCoordinates(group, xi).forEach((value, p) => {
              expect(value).to.be.closeTo(c[p], 1e-14);
            });
            const g = group.exp(xi);
            expect(defect(g)).to.be.below(TOLERANCE);
            if (component !== undefined) expect(component(g)).to.equal(component(group.identity));
            for (const h of [...group.components, group.sample(stream)]) {
              // Throws where h ξ h⁻¹ is not in the algebra.
              algebraCoordinates(group, h.multiply(xi).multiply(group.inverse(h)));
            }
          }),
          { numRuns: RUNS },
        );
      });

      it("moves points as its matrices say", () => {
        const g = group.sample(random);
        const x = random.normals(group.pointDimension);
        const { linear: A, offset } = affineParts(group, g);
        const moved = A.apply(x).map((value, i) => value + offset[i]);
        const lifted = group.homogeneous ? g.apply([...x, 1]) : g.apply(x);
        moved.forEach((value, i) => {
          expect(value).to.be.closeTo(lifted[i], 1e-13);
        });
      });
    });
  }
});
