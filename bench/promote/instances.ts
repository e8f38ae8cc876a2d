/** Noiseless problems of the paper's recovery experiments, at numbers of samples below, at and above recovery. */
import { specialEuclideanGroup, translationGroup } from "../../src/groups/index.js";
import { affineAction, lieDerivative, polynomialMaps } from "../../src/lie-derivative/index.js";
import {
  Matrix,
  monteCarloMeasure,
  RandomStream,
  uniformPoints,
} from "../../src/numerics/index.js";
import { LieOperator } from "../../src/promote/solver/lie-operator.js";
import { composedPolynomial, type FeatureKind } from "../../src/worlds/polynomials/index.js";

/** Group, features, m, r, d, samples. */
type Case = readonly ["T" | "SE", FeatureKind, number, number, number, number];

const CASES: readonly Case[] = [
  ["T", "ortho", 5, 1, 2, 14],
  ["T", "ortho", 10, 2, 2, 30],
  ["T", "ortho", 10, 2, 2, 50],
  ["T", "ortho", 20, 1, 2, 50],
  ["T", "ortho", 20, 1, 2, 90],
  ["T", "ortho", 8, 2, 3, 108],
  ["T", "ortho", 6, 2, 4, 160],
  ["SE", "ortho", 5, 2, 2, 19],
  ["SE", "ortho", 10, 2, 2, 30],
  ["SE", "ortho", 10, 2, 2, 50],
  ["SE", "quad", 5, 2, 2, 110],
];

export interface Instance {
  readonly name: string;
  readonly operator: LieOperator;
  readonly design: Matrix;
  readonly values: Float64Array;
  readonly truth: Float64Array;
}

export function instances(): Instance[] {
  return CASES.map(([group, features, inputs, latent, degree, samples]) => {
    const target = composedPolynomial({ features, inputs, latent, degree, seed: 1 });
    const action = affineAction(
      group === "T" ? translationGroup(inputs) : specialEuclideanGroup(inputs),
    );
    const derivative = lieDerivative(polynomialMaps(inputs, target.basis.degree), action);
    const bare = LieOperator.from(derivative.blocks, target.basis.size);
    const stream = RandomStream.fromSeed(0).split("measure");
    const measure = monteCarloMeasure(uniformPoints(bare.coefficients + 1, inputs, stream));
    const operator = LieOperator.from(
      derivative.blocks,
      target.basis.size,
      derivative.root(measure),
    );
    const { points } = target.data(samples);
    const design = derivative.space.design(points);
    return {
      name: `${group}(${inputs}) ${features} r=${latent} d=${degree}, ${samples} of ${target.basis.size}`,
      operator,
      design,
      values: design.apply(target.coefficients),
      truth: target.coefficients,
    };
  });
}

/** For the peer: the operator as one matrix, (q · rows) × P. */
export function portable({ name, operator, design, values }: Instance): object {
  const { generators: q, rows, parameters } = operator;
  const columns = new Matrix(parameters, q * rows);
  const unit = new Float64Array(parameters);
  for (let j = 0; j < parameters; j++) {
    unit.fill(0);
    unit[j] = 1;
    columns.row(j).set(operator.apply(unit));
  }
  return {
    ...{ name, q, rows, parameters, operator: Array.from(columns.transpose().data) },
    ...{ design: Array.from(design.data), values: Array.from(values) },
  };
}
