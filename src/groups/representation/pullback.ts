/**
 * Representations along homomorphisms φ: H → G.
 *
 * | written     | name here                   | matrix          | differential        |
 * | φ*V         | restriction(V, φ)           | ρ(φ(h))         | dρ(dφ(ξ))           |
 * | π_k*V       | factorRepresentation(P, k, V) | ρ(g_k)        | dρ(ξ_k)             |
 * | V ⊠ W ⊠ …   | externalTensor(P, V, W, …)  | ρ(g_1) ⊗ σ(g_2) | dρ ⊗ I + I ⊗ dσ     |
 *
 * P is a product group, one representation for each of its factors.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { type Group, isLieGroup, type LieGroup, requireSameGroup } from "../group.js";
import { algebraCoordinates, algebraSpan } from "../lie/algebra-coordinates.js";
import type { FiniteProductGroup, LieProductGroup } from "../lie/product-group.js";
import { bracket } from "../lie-algebra/bracket.js";
import { tensorProduct } from "./algebra.js";
import { type Representation, representation } from "./representation.js";

/** φ: H → G with φ(h h′) = φ(h) φ(h′), and dφ for Lie groups. */
export interface Homomorphism<From, To> {
  readonly from: Group<From>;
  readonly to: Group<To>;
  element(h: From): To;
  differential?(xi: Matrix): Matrix;
}

/** The representation of H that V is along φ, in particular of a subgroup. @throws DomainError when V is of another group than φ leads to */
export function restriction<From, To>(
  base: Representation<To>,
  along: Homomorphism<From, To>,
): Representation<From> {
  requireSameGroup("restriction", base.group, along.to);
  const { differential } = base;
  const rate = along.differential?.bind(along);
  return representation(along.from, base.dimension, (h) => base.matrix(along.element(h)), {
    name: base.name,
    differential: differential && rate && ((xi) => differential(rate(xi))),
  });
}

/**
 * A subgroup of matrices in another group of matrices, h ↦ diag(I, h, I) with h from
 * row `offset` on; for equal sizes h itself, as SO(3) in O(3).
 * @throws ShapeError when h does not fit; DomainError when a generator or a further
 *   component's element of H is not in G
 */
export function blockEmbedding(
  from: LieGroup<Matrix>,
  to: LieGroup<Matrix>,
  offset = 0,
): Homomorphism<Matrix, Matrix> {
  const [small, large] = [from.identity.rows, to.identity.rows];
  if (!Number.isInteger(offset) || offset < 0 || offset + small > large) {
    throw new ShapeError(
      `blockEmbedding: ${small} × ${small} matrices of "${from.name}" at row ${offset} do not fit into ${large} × ${large} of "${to.name}".`,
    );
  }
  const place = (block: Matrix, rest: 0 | 1): Matrix =>
    Matrix.identity(offset)
      .scale(rest)
      .directSum(block)
      .directSum(Matrix.identity(large - small - offset).scale(rest));
  const span = algebraSpan(to.name, large, to.algebra);
  for (const xi of from.algebra) span.requireMember("blockEmbedding", place(xi, 0));
  return {
    from,
    to,
    element: (h) => place(h, 1),
    differential: (xi) => place(xi, 0),
  };
}

/**
 * The homomorphism with dφ(A_p) = images[p] for the generators A_p of H, as
 * φ(h) = exp(dφ(log h)). It is defined where H has logarithms; where H is not simply
 * connected, as SO(3), an embedding of algebras need not come from one of groups:
 * `assertRepresentation` of a restriction tells.
 * @throws ShapeError unless there is one image for each generator; DomainError for an
 *   image outside the algebra of G, or when [dφ a, dφ b] ≠ dφ [a, b] for two generators
 */
export function algebraEmbedding<From, To>(
  from: LieGroup<From>,
  to: LieGroup<To>,
  images: readonly Matrix[],
): Homomorphism<From, To> {
  if (images.length !== from.algebra.length || images.length === 0) {
    throw new ShapeError(
      `algebraEmbedding: got ${images.length} images for the ${from.algebra.length} generators of "${from.name}"; expected one for each, and at least one.`,
    );
  }
  for (const image of images) algebraCoordinates(to, image);
  const span = algebraSpan(from.name, from.algebra[0].rows, from.algebra);
  const differential = (xi: Matrix): Matrix =>
    span
      .coordinates("algebraEmbedding", xi)
      .reduce((sum, value, p) => sum.add(images[p], value), images[0].scale(0));
  from.algebra.forEach((a, p) => {
    from.algebra.slice(0, p).forEach((b, q) => {
      const residual = bracket(images[p], images[q]).maxDifference(differential(bracket(a, b)));
      if (!(residual <= BRACKET_TOLERANCE * images[p].maxAbs() * images[q].maxAbs())) {
        throw new DomainError(
          `algebraEmbedding: the images of generators ${q} and ${p} of "${from.name}" have a bracket that differs by ${residual.toPrecision(3)} from the image of their bracket; expected a homomorphism of Lie algebras.`,
        );
      }
    });
  });
  return { from, to, differential, element: (h) => to.exp(differential(from.log(h))) };
}

const BRACKET_TOLERANCE = 1e-10;

/** V, a representation of factor k, as one of the product. @throws ShapeError for no such factor; DomainError for a V of another group */
export function factorRepresentation<Elements extends readonly unknown[], K extends number>(
  product: FiniteProductGroup<Elements> | LieProductGroup<Elements>,
  k: K,
  base: Representation<Elements[K]>,
): Representation<Elements> {
  const factors: readonly Group<unknown>[] = product.factors;
  if (factors[k] === undefined) {
    throw new ShapeError(
      `factorRepresentation: got factor ${k} of "${product.name}"; expected 0 to ${factors.length - 1}.`,
    );
  }
  requireSameGroup("factorRepresentation", base.group, factors[k]);
  const { differential } = base;
  const ofFactor = (lie: LieProductGroup<Elements>): ((xi: Matrix) => Matrix) | undefined => {
    if (!isLieGroup(factors[k])) return () => Matrix.zeros(base.dimension);
    return differential && ((xi) => differential(lie.part(k, xi)));
  };
  return representation(product, base.dimension, (g) => base.matrix(g[k]), {
    name: `${base.name}[${k + 1}]`,
    differential: "part" in product ? ofFactor(product) : undefined,
  });
}

/** V ⊠ W ⊠ …, one representation for each factor. @throws ShapeError for another number of them; DomainError for one of another group */
export function externalTensor<Elements extends readonly unknown[]>(
  product: FiniteProductGroup<Elements> | LieProductGroup<Elements>,
  ...parts: { readonly [K in keyof Elements]: Representation<Elements[K]> }
): Representation<Elements> {
  const list = parts as readonly Representation<unknown>[];
  if (list.length !== product.factors.length) {
    throw new ShapeError(
      `externalTensor: got ${list.length} representations for the ${product.factors.length} factors of "${product.name}"; expected one for each.`,
    );
  }
  return tensorProduct(
    ...list.map((part, k) =>
      factorRepresentation(product, k, part as Representation<Elements[number]>),
    ),
  );
}
