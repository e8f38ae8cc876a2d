/**
 * ρ(g) and dρ(ξ) of sums and products without their zeros: a tensor power of 6561
 * dimensions has 43 million entries densely and some 10^4 that matter.
 */
import { DomainError } from "../../errors.js";
import { kroneckerSum, type Matrix, SparseMatrix } from "../../numerics/index.js";
import type { Representation } from "./representation.js";

/** ρ(g). */
export function sparseMatrix<Element>(rep: Representation<Element>, g: Element): SparseMatrix {
  const { structure } = rep;
  switch (structure?.kind) {
    case "sum":
      return SparseMatrix.directSum(structure.parts.map((part) => sparseMatrix(part, g)));
    case "product":
      return structure.factors
        .map((factor) => sparseMatrix(factor, g))
        .reduce((product, factor) => product.kronecker(factor), SparseMatrix.identity(1));
    case "dual":
      return sparseMatrix(structure.base, rep.group.inverse(g)).transpose();
    default:
      return SparseMatrix.fromDense(rep.matrix(g));
  }
}

/** dρ(ξ). @throws DomainError when a part has no differential */
export function sparseDifferential<Element>(
  rep: Representation<Element>,
  xi: Matrix,
): SparseMatrix {
  const { structure } = rep;
  switch (structure?.kind) {
    case "sum":
      return SparseMatrix.directSum(structure.parts.map((part) => sparseDifferential(part, xi)));
    case "product":
      return kroneckerSum(structure.factors.map((factor) => sparseDifferential(factor, xi)));
    case "dual":
      return sparseDifferential(structure.base, xi).transpose().scale(-1);
    default:
      if (rep.differential === undefined) {
        throw new DomainError(
          `sparseDifferential: "${rep}" has no differential; expected one for a Lie group.`,
        );
      }
      return SparseMatrix.fromDense(rep.differential(xi));
  }
}
