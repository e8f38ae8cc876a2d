/**
 * Proof that a representation is one.
 *
 * Finite groups: ρ(g) ρ(s) = ρ(g s) for all elements g and generators s, which
 * implies it for all pairs. Others: random pairs. Lie groups also:
 * d/dt ρ(exp tξ) at t = 0 is dρ(ξ) for each basis element ξ of the algebra, by the
 * central difference (ρ(exp hξ) − ρ(exp −hξ)) / 2h with h = 10⁻⁵, and ρ(exp ξ) =
 * exp dρ(ξ) for the basis and for random combinations of size one.
 */
import { DomainError } from "../../errors.js";
import { Matrix, matrixExponential, type RandomStream } from "../../numerics/index.js";
import { elementText } from "../element-text.js";
import { isFiniteGroup, isLieGroup, type LieGroup } from "../group.js";
import type { Representation } from "./representation.js";

/** Largest entry of ρ(a) ρ(b) − ρ(a b), relative to `residualScale`. */
export const REPRESENTATION_TOLERANCE = 1e-10;
/** Largest entry of the central difference minus dρ(ξ), relative to max(1, ‖dρ(ξ)‖³). */
const DIFFERENTIAL_TOLERANCE = 1e-8;
const DIFFERENCE_STEP = 1e-5;
const RANDOM_PAIRS = 32;
const RANDOM_COMBINATIONS = 4;

export interface RepresentationCheck {
  /** Draws the pairs; required unless the group is finite. */
  readonly random?: RandomStream;
  /** Relative residual that still passes; default REPRESENTATION_TOLERANCE. */
  readonly tolerance?: number;
  /** Whether ρ(g)ᵀ ρ(g) = I is demanded too. */
  readonly orthogonal?: boolean;
}

/**
 * Returns when `rep` is a representation to within the tolerance.
 * @throws DomainError naming the pair of elements, the basis element or the entry
 *   at fault and the residual; also for a group that is not finite without `random`
 */
export function assertRepresentation<Element>(
  rep: Representation<Element>,
  options: RepresentationCheck = {},
): void {
  const { tolerance = REPRESENTATION_TOLERANCE, orthogonal = false } = options;
  const { group } = rep;
  const atIdentity = rep.matrix(group.identity).maxDifference(Matrix.identity(rep.dimension));
  if (!(atIdentity <= tolerance)) {
    throw new DomainError(
      `assertRepresentation: "${rep}" is no representation: the identity's matrix differs from I by ${atIdentity.toPrecision(3)}; expected at most ${tolerance}.`,
    );
  }
  for (const [a, b] of pairsToCheck(rep, options.random)) {
    const left = rep.matrix(a);
    const right = rep.matrix(b);
    const residual = left.multiply(right).maxDifference(rep.matrix(group.compose(a, b)));
    if (!(residual <= tolerance * residualScale(left, right))) {
      throw new DomainError(
        `assertRepresentation: "${rep}" is no representation: ρ(a) ρ(b) differs from ρ(a b) by ${residual.toPrecision(3)} for a = ${elementText(group, a)} and b = ${elementText(group, b)}; expected at most ${tolerance} of their size.`,
      );
    }
  }
  if (isLieGroup(group) && rep.differential !== undefined) {
    assertDifferential(rep, group);
    assertExponential(rep, group, requireRandom(rep, options.random).split("algebra"), tolerance);
  }
  if (orthogonal) {
    const worst = worstOrthogonality(rep, options.random);
    if (!(worst.residual <= tolerance)) {
      throw new DomainError(
        `assertRepresentation: "${rep}" is not orthogonal: ρ(g)ᵀ ρ(g) differs from I by ${worst.residual.toPrecision(3)} for g = ${elementText(group, worst.element)}; expected at most ${tolerance}.`,
      );
    }
  }
}

/**
 * Whether ρ(g)ᵀ ρ(g) = I to within the tolerance: for the generators of a finite
 * group, for random elements of another.
 * @throws DomainError for a group that is not finite without `random`
 */
export function isOrthogonal<Element>(
  rep: Representation<Element>,
  options: Omit<RepresentationCheck, "orthogonal"> = {},
): boolean {
  const { tolerance = REPRESENTATION_TOLERANCE } = options;
  return worstOrthogonality(rep, options.random).residual <= tolerance;
}

/** What a residual of ρ(a) ρ(b) is measured against: max(1, ‖ρ(a)‖ ‖ρ(b)‖), Frobenius norms. */
export function residualScale(left: Matrix, right: Matrix): number {
  return Math.max(1, left.frobeniusNorm() * right.frobeniusNorm());
}

function assertDifferential<Element>(rep: Representation<Element>, group: LieGroup<Element>): void {
  group.algebra.forEach((xi, k) => {
    const expected = rep
      .matrix(group.exp(xi.scale(DIFFERENCE_STEP)))
      .subtract(rep.matrix(group.exp(xi.scale(-DIFFERENCE_STEP))))
      .scale(0.5 / DIFFERENCE_STEP);
    const given = rep.differential!(xi);
    const residual = expected.maxDifference(given);
    if (!(residual <= DIFFERENTIAL_TOLERANCE * Math.max(1, given.frobeniusNorm() ** 3))) {
      throw new DomainError(
        `assertRepresentation: the differential of "${rep}" is wrong: at algebra[${k}] it differs from d/dt ρ(exp tξ) by ${residual.toPrecision(3)}; expected the derivative of \`matrix\` at the identity.`,
      );
    }
  });
}

/** ρ(exp ξ) = exp dρ(ξ): also finds a dρ that is not linear, which the basis alone does not. */
function assertExponential<Element>(
  rep: Representation<Element>,
  group: LieGroup<Element>,
  random: RandomStream,
  tolerance: number,
): void {
  const { algebra } = group;
  if (algebra.length === 0) return;
  const combinations = Array.from({ length: RANDOM_COMBINATIONS }, () => {
    const parts = random.normals(algebra.length);
    const sum = algebra.reduce((xi, a, p) => xi.add(a, parts[p]), algebra[0].scale(0));
    return sum.scale(1 / sum.frobeniusNorm());
  });
  for (const [k, xi] of [...algebra, ...combinations].entries()) {
    const given = rep.matrix(group.exp(xi));
    const rate = rep.differential!(xi);
    const residual = given.maxDifference(matrixExponential(rate));
    const scale = Math.max(1, given.maxAbs()) * Math.max(1, rate.frobeniusNorm());
    if (!(residual <= tolerance * scale)) {
      const place = k < algebra.length ? `algebra[${k}]` : "a combination of the algebra";
      throw new DomainError(
        `assertRepresentation: the differential of "${rep}" is wrong: at ξ = ${place}, ρ(exp ξ) differs from exp dρ(ξ) by ${residual.toPrecision(3)}; expected at most ${tolerance} of their size.`,
      );
    }
  }
}

function* pairsToCheck<Element>(
  rep: Representation<Element>,
  random: RandomStream | undefined,
): Generator<[Element, Element]> {
  const { group } = rep;
  if (isFiniteGroup(group)) {
    for (const element of group.elements) {
      for (const generator of group.generators) yield [element, generator];
    }
    return;
  }
  const stream = requireRandom(rep, random).split("pairs");
  for (let k = 0; k < RANDOM_PAIRS; k++) yield [group.sample(stream), group.sample(stream)];
}

function worstOrthogonality<Element>(
  rep: Representation<Element>,
  random: RandomStream | undefined,
): { readonly element: Element; readonly residual: number } {
  const { group } = rep;
  let elements: readonly Element[];
  if (isFiniteGroup(group)) {
    elements = group.generators;
  } else {
    const stream = requireRandom(rep, random).split("orthogonality");
    elements = Array.from({ length: RANDOM_PAIRS }, () => group.sample(stream));
  }
  let worst = { element: group.identity, residual: 0 };
  for (const element of [group.identity, ...elements]) {
    const matrix = rep.matrix(element);
    const residual = matrix
      .transpose()
      .multiply(matrix)
      .maxDifference(Matrix.identity(rep.dimension));
    if (!(residual <= worst.residual)) worst = { element, residual };
  }
  return worst;
}

function requireRandom<Element>(
  rep: Representation<Element>,
  random: RandomStream | undefined,
): RandomStream {
  if (random !== undefined) return random;
  throw new DomainError(
    `assertRepresentation: got no random stream for "${rep}"; expected one, since "${rep.group.name}" has no list of elements to go through.`,
  );
}
