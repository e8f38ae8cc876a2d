/** What `identifyAlgebra` answers. */
import type { Matrix } from "../../../numerics/index.js";
import type { RankEvidence } from "../decisions.js";
import type { SubalgebraMatch } from "../snap/match-subalgebra.js";
import type { KillingSignature } from "../structure/radical.js";
import type { Bianchi } from "./bianchi.js";
import type { Realisation } from "./realisation.js";

export interface AlgebraFactor {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: "abelian" | "simple" | "other";
  readonly dimension: number;
  /** Orthonormal matrices that span it. */
  readonly basis: readonly Matrix[];
  readonly determined: boolean;
  readonly note?: string;
}

interface Span {
  readonly name: string;
  /** Of the span of the matrices that were given. */
  readonly dimension: number;
  readonly closureResidual: number;
  /** Orthonormal in the Frobenius product. */
  readonly basis: readonly Matrix[];
  readonly explanation: string;
}

/** A span that is a Lie algebra within the closure tolerance. */
export interface NamedAlgebra extends Span {
  readonly closes: true;
  /** Names of isomorphic algebras. */
  readonly aliases: readonly string[];
  /** Whether the name fixes the algebra up to isomorphism. */
  readonly determined: boolean;
  /** Singular values up to this, of brackets of size one, count as zero. */
  readonly tolerance: number;
  readonly abelian: boolean;
  readonly nilpotent: boolean;
  readonly solvable: boolean;
  readonly semisimple: boolean;
  /** The radical is the centre. */
  readonly reductive: boolean;
  readonly centreDimension: number;
  readonly radicalDimension: number;
  readonly nilradicalDimension: number;
  readonly leviDimension: number;
  /** Dimensions, ending with 0 or with the first that repeats. */
  readonly derivedSeries: readonly number[];
  readonly lowerCentralSeries: readonly number[];
  readonly killing: KillingSignature;
  /** Dimension of a Cartan subalgebra. */
  readonly rank: number;
  /** Ideals of which it is the direct sum. */
  readonly factors: readonly AlgebraFactor[];
  /** For dimension three. */
  readonly bianchi?: Bianchi;
  readonly action?: Realisation;
  /** Candidates that were given, best first. */
  readonly matches: readonly SubalgebraMatch[];
  /** Every rank decision; the one to doubt first is `weakest`. */
  readonly evidence: readonly RankEvidence[];
  readonly weakest?: RankEvidence;
}

/** A span whose brackets leave it. */
export interface OpenSpan extends Span {
  readonly closes: false;
  /** The smallest Lie algebra that contains it. */
  readonly generated: { readonly dimension: number; readonly basis: readonly Matrix[] };
}

export type AlgebraIdentity = NamedAlgebra | OpenSpan;
