/**
 * Dimensions of symmetric spaces, counted by invariant theory: an SO(n)-invariant of one vector
 * is a polynomial in |x|², of two or three in the dot products (and determinants, where there
 * are as many vectors as dimensions), and so on.
 */
import { expect } from "chai";
import { enforce } from "../../src/enforce/index.js";
import {
  definingRepresentation,
  type MatrixLieGroup,
  orthogonalGroup,
  power,
  specialEuclideanGroup,
  specialOrthogonalGroup,
  translationGroup,
} from "../../src/groups/index.js";
import {
  affineAction,
  hamiltonianConditions,
  type LinearConditions,
  lieDerivative,
  linearMaps,
  polynomialKernels,
  polynomialMaps,
  representationAction,
} from "../../src/lie-derivative/index.js";
import { binomial, Matrix } from "../../src/numerics/index.js";

interface Row {
  readonly title: string;
  readonly conditions: () => LinearConditions;
  readonly parameters?: number;
  readonly expected: number;
}

function invariants(
  group: MatrixLieGroup,
  n: number,
  degree: number,
  copies = 1,
): LinearConditions {
  return lieDerivative(polynomialMaps(n * copies, degree), affineAction(group, { copies }));
}

function fields(group: MatrixLieGroup, n: number, degree: number): LinearConditions {
  const space = polynomialMaps(n, degree, { outputs: n });
  return lieDerivative(space, affineAction(group, { output: "vector" }));
}

const rows: Row[] = [];
for (const [n, degrees] of [
  [2, [0, 1, 2, 3, 4, 5, 6]],
  [3, [1, 2, 4, 5]],
  [4, [2, 3, 4]],
] as const) {
  for (const d of degrees) {
    rows.push({
      title: `SO(${n}) invariants of degree ≤ ${d}`,
      conditions: () => invariants(specialOrthogonalGroup(n), n, d),
      expected: Math.floor(d / 2) + 1,
    });
    rows.push({
      title: `SO(${n}) fields of degree ≤ ${d}`,
      conditions: () => fields(specialOrthogonalGroup(n), n, d),
      expected: Math.floor((d + 1) / 2) * (n === 2 ? 2 : 1),
    });
  }
}
for (const n of [2, 3]) {
  rows.push(
    {
      title: `SE(${n}) invariants of one particle`,
      conditions: () => invariants(specialEuclideanGroup(n), n, 3),
      expected: 1,
    },
    {
      title: `SE(${n}) fields of one particle`,
      conditions: () => fields(specialEuclideanGroup(n), n, 3),
      expected: 0,
    },
    {
      title: `T(${n}) invariants`,
      conditions: () => invariants(translationGroup(n), n, 3),
      expected: 1,
    },
    {
      title: `T(${n}) fields with values that translations leave`,
      conditions: () => fields(translationGroup(n), n, 3),
      expected: n,
    },
  );
}
for (const [n, copies, degree, parameters, expected] of [
  [3, 2, 2, 28, 2],
  [3, 2, 4, 210, 3],
  [3, 3, 2, 55, 4],
  [2, 3, 2, 28, 5],
] as const) {
  rows.push({
    title: `SE(${n}) invariants of ${copies} particles, degree ≤ ${degree}`,
    conditions: () => invariants(specialEuclideanGroup(n), n, degree, copies),
    parameters,
    expected,
  });
}
for (const [group, expected] of [
  [specialOrthogonalGroup(3), 3],
  [orthogonalGroup(3), 2],
] as const) {
  rows.push({
    title: `${group.name} maps of two vectors to a vector, degree ≤ 2`,
    conditions: () =>
      lieDerivative(
        polynomialMaps(6, 2, { outputs: 3 }),
        affineAction(group, { copies: 2, output: "vector" }),
      ),
    parameters: 84,
    expected,
  });
}
const layers: [MatrixLieGroup, number, number, number][] = [
  [specialOrthogonalGroup(3), 1, 1, 1],
  [specialOrthogonalGroup(3), 2, 1, 1],
  [specialOrthogonalGroup(3), 1, 2, 1],
  [specialOrthogonalGroup(3), 2, 2, 3],
  [specialOrthogonalGroup(3), 3, 1, 3],
  [specialOrthogonalGroup(3), 3, 2, 6],
  [specialOrthogonalGroup(3), 3, 0, 1],
  [orthogonalGroup(3), 2, 1, 0],
  [orthogonalGroup(3), 3, 2, 0],
  [orthogonalGroup(3), 3, 0, 0],
];
for (const [group, from, to, expected] of layers) {
  rows.push({
    title: `${group.name} layers from tensors of order ${from} to ${to}`,
    conditions: () => {
      const vector = definingRepresentation(group);
      const action = representationAction(power(vector, from), power(vector, to));
      return lieDerivative(linearMaps(3 ** from, 3 ** to), action);
    },
    parameters: 3 ** (from + to),
    expected,
  });
}
for (const d of [1, 2, 3, 4]) {
  rows.push(
    {
      title: `T(2) kernels of degree ≤ ${d}`,
      conditions: () => lieDerivative(polynomialKernels(2, d), affineAction(translationGroup(2))),
      expected: binomial(d + 2, 2),
    },
    {
      title: `SE(2) kernels of degree ≤ ${d}`,
      conditions: () =>
        lieDerivative(polynomialKernels(2, d), affineAction(specialEuclideanGroup(2))),
      expected: Math.floor(d / 2) + 1,
    },
    {
      title: `T(1) kernels of degree ≤ ${d}`,
      conditions: () => lieDerivative(polynomialKernels(1, d), affineAction(translationGroup(1))),
      expected: d + 1,
    },
  );
}
for (const [k, d, parameters] of [
  [1, 1, 6],
  [1, 2, 12],
  [1, 3, 20],
  [2, 1, 20],
  [2, 2, 60],
] as const) {
  rows.push({
    title: `Hamiltonian fields on ℝ^${2 * k} of degree ≤ ${d}`,
    conditions: () => hamiltonianConditions(2 * k, d),
    parameters,
    expected: binomial(2 * k + d + 1, d + 1) - 1,
  });
}

describe("enforced dimensions", () => {
  for (const { title, conditions, parameters, expected } of rows) {
    it(`${title}: ${expected}`, () => {
      const given = conditions();
      if (parameters !== undefined) expect(given.space.parameters).to.equal(parameters);
      const exact = enforce(given, { method: "exact" });
      expect(exact.dimension).to.equal(expected);
      const float = enforce(given, { method: "float" });
      expect(float.dimension).to.equal(expected);
      // One space, two ways: each basis is annihilated by the other's complement.
      const { basis } = exact;
      const projected = float.basis.multiply(float.basis.transpose().multiply(basis));
      expect(projected.maxDifference(basis)).to.be.below(1e-9);
      const gram = basis.transpose().multiply(basis);
      expect(gram.maxDifference(Matrix.identity(expected))).to.be.below(1e-12);
    });
  }
});
