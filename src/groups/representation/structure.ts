/**
 * How a representation was put together, so that solvers can take it apart again.
 *
 * | written    | structure             |
 * | V ⊕ W      | sum of parts          |
 * | V ⊗ W      | product of factors    |
 * | trivial    | product of no factors |
 * | V*         | dual of a base        |
 *
 * Law: V = ⊕ of its summands, each a tensor product of factors that have no structure of
 * their own: coordinate t of a summand, counted as in a tensor product, is coordinate
 * indices[t] of V.
 */
import type { Representation } from "./representation.js";

export type RepresentationStructure<Element> =
  | { readonly kind: "sum"; readonly parts: readonly Representation<Element>[] }
  | { readonly kind: "product"; readonly factors: readonly Representation<Element>[] }
  | { readonly kind: "dual"; readonly base: Representation<Element> };

export interface TensorFactor<Element> {
  readonly representation: Representation<Element>;
  /** Whether its dual stands here. */
  readonly dual: boolean;
}

export interface Summand<Element> {
  readonly factors: readonly TensorFactor<Element>[];
  /** For each coordinate of the summand its coordinate in the whole. */
  readonly indices: Int32Array;
}

/** V taken apart into sums of tensor products; products are distributed over sums. */
export function tensorSummands<Element>(
  rep: Representation<Element>,
  dual = false,
): readonly Summand<Element>[] {
  const { structure, dimension } = rep;
  if (structure === undefined) {
    const indices = Int32Array.from({ length: dimension }, (_, i) => i);
    return [{ factors: [{ representation: rep, dual }], indices }];
  }
  if (structure.kind === "dual") return tensorSummands(structure.base, !dual);
  if (structure.kind === "sum") {
    let offset = 0;
    return structure.parts.flatMap((part) => {
      const start = offset;
      offset += part.dimension;
      return tensorSummands(part, dual).map(({ factors, indices }) => ({
        factors,
        indices: indices.map((i) => start + i),
      }));
    });
  }
  return structure.factors.reduce<readonly Summand<Element>[]>(
    (sums, factor) => {
      const right = tensorSummands(factor, dual);
      return sums.flatMap((a) => right.map((b) => joined(a, b, factor.dimension)));
    },
    [{ factors: [], indices: Int32Array.of(0) }],
  );
}

function joined<Element>(
  a: Summand<Element>,
  b: Summand<Element>,
  width: number,
): Summand<Element> {
  const indices = new Int32Array(a.indices.length * b.indices.length);
  let at = 0;
  for (const i of a.indices) for (const j of b.indices) indices[at++] = i * width + j;
  return { factors: [...a.factors, ...b.factors], indices };
}
