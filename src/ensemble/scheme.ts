/**
 * The ways to use, or not to use, the symmetry in training.
 *
 * | scheme                 | loss of a sample (x, y)                        | calls of Φ |
 * | vanilla                | ℓ(Φ(x), y)                                     | 1          |
 * | augmentation-sampled   | ℓ(Φ(ρ_g x), ρ̂_g y), one random g each          | 1          |
 * | augmentation-orbit     | ∫ ℓ(Φ(ρ_g x), ρ̂_g y) dλ_G                      | |G|        |
 * | feature-averaging      | ℓ(Q_GΦ(x), y), Q_GΦ(x) = ∫ ρ̂_g⁻¹ Φ(ρ_g x) dλ_G | |G|        |
 * | equivariant            | ℓ(Φ(x), y) with every particle at P_{E^G} θ_i  | 1          |
 *
 * Both augmentations have the same mean-field limit and differ at finite N: only the
 * orbit keeps a strongly invariant law strongly invariant.
 */
import { DomainError } from "../errors.js";

export const SCHEMES = [
  "vanilla",
  "augmentation-sampled",
  "augmentation-orbit",
  "feature-averaging",
  "equivariant",
] as const;

export type Scheme = (typeof SCHEMES)[number];

/** The schemes' names in figures and tables. */
export const SCHEME_LABELS: Readonly<Record<Scheme, string>> = {
  vanilla: "vanilla",
  "augmentation-sampled": "DA sampled",
  "augmentation-orbit": "DA orbit",
  "feature-averaging": "FA",
  equivariant: "EA",
};

/** Whether the whole orbit of each batch is evaluated. */
export function usesOrbit(scheme: Scheme): boolean {
  return scheme === "augmentation-orbit" || scheme === "feature-averaging";
}

/** @throws DomainError for a name that is no scheme */
export function requireScheme(caller: string, scheme: string): asserts scheme is Scheme {
  if (!(SCHEMES as readonly string[]).includes(scheme)) {
    throw new DomainError(
      `${caller}: got the scheme "${scheme}"; expected one of ${SCHEMES.join(", ")}.`,
    );
  }
}
