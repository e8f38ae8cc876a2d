/**
 * From a noisy basis to the one that was meant: rational where a rational subspace is
 * near, in the hidden frame of its quadratic form for so(p,q), with the usual
 * commutation relations where they are known.
 */
import type { Matrix } from "../../../numerics/index.js";
import type { AlgebraIdentity } from "../identify/algebra-identity.js";
import { type IdentifyOptions, identifyAlgebra } from "../identify/identify-algebra.js";
import type { Coordinates } from "../identify/realisation.js";
import { type CanonicalGenerators, canonicalGenerators } from "./canonical-generators.js";
import { type OrthogonalFrame, orthogonalFrame } from "./orthogonal-frame.js";
import { type RationalBasis, type RationalBasisOptions, rationalBasis } from "./rational-basis.js";

export interface SnapOptions extends IdentifyOptions {
  readonly rational?: RationalBasisOptions;
}

export interface SnappedAlgebra {
  /** Of the matrices that were given. */
  readonly identity: AlgebraIdentity;
  /**
   * The first of: the rational basis, the generators in the hidden frame, the canonical
   * generators, the orthonormal basis as it was given.
   */
  readonly basis: readonly Matrix[];
  readonly source: "rational" | "frame" | "canonical" | "given";
  /** Between the spans of `basis` and of what was given, radians. */
  readonly largestAngle: number;
  readonly rational: RationalBasis;
  /** For the full so(p,q) of the space that it moves, with a fixed point. */
  readonly frame?: OrthogonalFrame;
  readonly canonical?: CanonicalGenerators;
}

/**
 * Snaps the span of square matrices of one size; see the parts for what each means.
 * @throws ShapeError, DomainError as `identifyAlgebra`
 */
export function snapToCanonical(
  basis: readonly Matrix[],
  options: SnapOptions = {},
): SnappedAlgebra {
  const identity = identifyAlgebra(basis, options);
  const rational = rationalBasis(basis, options.rational);
  const frame = frameOf(identity, options.coordinates);
  const canonical = canonicalGenerators(identity);
  const parts = { identity, rational, frame, canonical };
  if (rational.accepted) {
    const { largestAngle } = rational;
    return { ...parts, basis: rational.basis, source: "rational", largestAngle };
  }
  if (frame !== undefined) {
    const { generators, largestAngle } = frame;
    return { ...parts, basis: generators, source: "frame", largestAngle };
  }
  return canonical === undefined
    ? { ...parts, basis: identity.basis, source: "given", largestAngle: 0 }
    : { ...parts, basis: canonical.generators, source: "canonical", largestAngle: 0 };
}

function frameOf(
  identity: AlgebraIdentity,
  coordinates: Coordinates | undefined,
): OrthogonalFrame | undefined {
  if (!identity.closes || identity.action?.signature === undefined) return undefined;
  const [p, q] = identity.action.signature;
  const full = identity.dimension === ((p + q) * (p + q - 1)) / 2;
  return full && identity.action.fixedPoint !== undefined
    ? orthogonalFrame(identity.basis, { tolerance: identity.tolerance, coordinates })
    : undefined;
}
