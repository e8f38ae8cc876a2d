/**
 * One eigenspace made canonical: vectors that are the same whatever basis a solver gave and
 * whatever the order of the vertices, and a certificate for what no rule can choose.
 *
 * | symbol  | name here   | shape       | meaning                                           |
 * | V       | vectors     | n × r       | canonical, orthonormal                            |
 * | W       | leftover    | n × (m − r) | the rest of the space in a basis of the solver: only W Wᵀ means anything |
 * | σ       | obstruction | n           | i ↦ σ[i], leaves the space alone and moves vectors in it |
 *
 * Rules as in Ma et al. 2024: see node-classes. "optimal" takes the orbits of Stab(P) where the
 * keys of "oap" do not do, so that r is as large as a rule for one space can make it.
 */
import {
  columnRange,
  Matrix,
  product,
  singularValueDecomposition,
} from "../../../numerics/index.js";
import { type CanonicalBasis, maximalAxes, projectedAxes } from "../rules/bases.js";
import {
  CLASS_TOLERANCE,
  type KeyRule,
  nodeClasses,
  refinedClasses,
} from "../rules/node-classes.js";
import { canonicalSign, negatingPermutation, type SignDecision } from "../rules/signs.js";
import {
  type MatrixSymmetry,
  matrixStabiliser,
  movingGenerator,
  orbitClasses,
} from "../rules/stabiliser.js";
import { type Eigenspace, projector } from "./eigenspaces.js";

export type CanonicalRule = KeyRule | "optimal";

/** "undecided": the rule found too few vectors, and has not looked whether another could. */
export type CanonicalVerdict = "canonical" | "obstructed" | "undecided";

/** How far the decisions are from being others: where one is small, noise can change the vectors. */
export interface CanonicalMargin {
  /** Distance to the next eigenvalue, in the matrix's units. */
  readonly eigenvalue: number;
  /** The least gap between two classes of vertices. */
  readonly classes: number;
  /** |s_c| that chose a sign, or the shortest part that made an axis. */
  readonly decision: number;
}

export interface CanonicalSpace {
  readonly eigenvalue: number;
  readonly multiplicity: number;
  readonly verdict: CanonicalVerdict;
  readonly vectors: Matrix;
  readonly leftover: Matrix;
  readonly margin: CanonicalMargin;
  readonly obstruction?: Int32Array;
  /** Stab(P) where it was searched for. */
  readonly symmetry?: MatrixSymmetry;
}

/** What a space may be told about the rest of the matrix. */
export interface Surroundings {
  /** Vertices of two colours differ. */
  readonly colours?: ArrayLike<number>;
  /** Symmetries of everything, instead of those of this space. */
  readonly symmetry?: MatrixSymmetry;
}

/** @param rule default "optimal" */
export function canonicalSpace(
  space: Eigenspace,
  rule: CanonicalRule = "optimal",
  surroundings: Surroundings = {},
  tolerance: number = CLASS_TOLERANCE,
): CanonicalSpace {
  return space.multiplicity === 1
    ? simpleSpace(space, surroundings, tolerance)
    : multipleSpace(space, rule, surroundings, tolerance);
}

function simpleSpace(space: Eigenspace, around: Surroundings, tolerance: number): CanonicalSpace {
  const u = space.basis.data;
  let decided: SignDecision = canonicalSign(u, { tolerance });
  const colours = around.symmetry ? orbitClasses(around.symmetry).classes : around.colours;
  if (decided.sign === 0 && colours) decided = canonicalSign(u, { tolerance, colours });
  const found = decided.sign !== 0;
  const obstruction = found
    ? undefined
    : around.symmetry
      ? movingGenerator(space.basis, around.symmetry.generators, tolerance)
      : negatingPermutation(u, { tolerance, colours });
  const none = new Matrix(space.basis.rows, 0);
  return {
    eigenvalue: space.eigenvalue,
    multiplicity: 1,
    verdict: found ? "canonical" : "obstructed",
    vectors: found ? space.basis.scale(decided.sign) : none,
    leftover: found ? none : space.basis,
    margin: {
      eigenvalue: space.gap,
      classes: decided.separation,
      decision: found ? decided.decision : Number.POSITIVE_INFINITY,
    },
    ...(obstruction ? { obstruction } : {}),
    ...(around.symmetry ? { symmetry: around.symmetry } : {}),
  };
}

function multipleSpace(
  space: Eigenspace,
  rule: CanonicalRule,
  around: Surroundings,
  tolerance: number,
): CanonicalSpace {
  const m = space.multiplicity;
  const P = projector(space.basis);
  const keys = nodeClasses(P, rule === "optimal" ? "oap" : rule, tolerance);
  const classes = around.colours ? refinedClasses(keys.classes, around.colours) : keys;
  let basis: CanonicalBasis = (rule === "map" ? maximalAxes : projectedAxes)(P, classes, m);
  let symmetry: MatrixSymmetry | undefined;
  if (basis.vectors.columns < m && rule === "optimal") {
    symmetry = around.symmetry ?? matrixStabiliser(P, around.colours, tolerance);
    basis = projectedAxes(P, orbitClasses(symmetry), m, 0);
  }
  const found = basis.vectors.columns === m;
  const obstruction =
    symmetry && !found ? movingGenerator(space.basis, symmetry.generators, tolerance) : undefined;
  return {
    eigenvalue: space.eigenvalue,
    multiplicity: m,
    verdict: found ? "canonical" : obstruction ? "obstructed" : "undecided",
    vectors: basis.vectors,
    leftover: remainder(space.basis, basis.vectors),
    margin: { eigenvalue: space.gap, classes: keys.separation, decision: basis.kept },
    ...(obstruction ? { obstruction } : {}),
    ...(symmetry ? { symmetry } : {}),
  };
}

/** An orthonormal basis of what of the span of U (n × m) is orthogonal to V (n × r). */
function remainder(U: Matrix, V: Matrix): Matrix {
  const coefficients = product(U.transpose(), V);
  const { U: rotation } = singularValueDecomposition(coefficients);
  return product(U, columnRange(rotation, V.columns, U.columns));
}
