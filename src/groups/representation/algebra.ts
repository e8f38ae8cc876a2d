/**
 * New representations from old.
 *
 * | written    | name here            | matrix                | differential           |
 * | V ⊕ W      | directSum(V, W)      | ρ ⊕ σ (blocks)        | dρ ⊕ dσ                |
 * | V ⊗ W      | tensorProduct(V, W)  | ρ ⊗ σ (Kronecker)     | dρ ⊗ I + I ⊗ dσ        |
 * | V*         | dual(V)              | ρ(g⁻¹)ᵀ               | −dρᵀ                   |
 * | V^⊗n       | power(V, n)          | ρ ⊗ … ⊗ ρ             | by the product rule    |
 * | Hom(V, W)  | homRepresentation    | σ(g) ⊗ ρ(g⁻¹)ᵀ        | dσ ⊗ I − I ⊗ dρᵀ       |
 *
 * A differential is there when all the parts have one.
 */
import { DomainError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { requireSameGroup } from "../group.js";
import { dualName, powerName, productName, sumName } from "./names.js";
import { type Representation, representation, trivialRepresentation } from "./representation.js";

/**
 * V ⊕ W ⊕ …: the parts side by side.
 * @throws DomainError for no part, or for parts of different groups
 */
export function directSum<Element>(
  ...parts: readonly Representation<Element>[]
): Representation<Element> {
  const first = requireParts("directSum", parts);
  const blocks = (matrices: readonly Matrix[]): Matrix => {
    const size = matrices.reduce((sum, block) => sum + block.rows, 0);
    const out = new Matrix(size, size);
    let offset = 0;
    for (const block of matrices) {
      for (let i = 0; i < block.rows; i++) {
        out.data.set(block.row(i), (offset + i) * size + offset);
      }
      offset += block.rows;
    }
    return out;
  };
  return representation(
    first.group,
    parts.reduce((sum, part) => sum + part.dimension, 0),
    (g) => blocks(parts.map((part) => part.matrix(g))),
    {
      name: sumName(parts.map((part) => part.name)),
      differential: parts.every(isDifferentiable)
        ? (xi) => blocks(parts.map((part) => part.differential!(xi)))
        : undefined,
      structure: { kind: "sum", parts },
    },
  );
}

/**
 * V ⊗ W ⊗ …; index (i, j) of V ⊗ W stands at i · dim W + j.
 * @throws DomainError for no part, or for parts of different groups
 */
export function tensorProduct<Element>(
  ...parts: readonly Representation<Element>[]
): Representation<Element> {
  const first = requireParts("tensorProduct", parts);
  return parts
    .slice(1)
    .reduce(
      (product, part, k) =>
        pairProduct(product, part, productName(parts.slice(0, k + 2).map(({ name }) => name))),
      first,
    );
}

/** V^⊗exponent; the 0th power is the trivial line. @throws DomainError unless the exponent is a whole number ≥ 0 */
export function power<Element>(
  base: Representation<Element>,
  exponent: number,
): Representation<Element> {
  if (!Number.isInteger(exponent) || exponent < 0) {
    throw new DomainError(`power: got exponent ${exponent}; expected a whole number ≥ 0.`);
  }
  if (exponent === 0) return trivialRepresentation(base.group);
  let product = base;
  for (let k = 2; k <= exponent; k++) product = pairProduct(product, base, powerName(base.name, k));
  return product;
}

/** V*: how linear functions of V are transformed. */
export function dual<Element>(base: Representation<Element>): Representation<Element> {
  return representation(
    base.group,
    base.dimension,
    (g) => base.matrix(base.group.inverse(g)).transpose(),
    {
      name: dualName(base.name),
      differential: isDifferentiable(base)
        ? (xi) => base.differential!(xi).transpose().scale(-1)
        : undefined,
      structure: { kind: "dual", base },
    },
  );
}

/**
 * Hom(V, W): the linear maps Z from `input` to `output`, Z ↦ σ(g) Z ρ(g)⁻¹, which
 * is σ(g) Z ρ(g)ᵀ when ρ is orthogonal. Z (dim W × dim V) is flattened row by row,
 * so that entry (i, j) stands at i · dim V + j. Its fixed space is the space of
 * equivariant maps.
 * @throws DomainError for representations of different groups
 */
export function homRepresentation<Element>(
  input: Representation<Element>,
  output: Representation<Element>,
): Representation<Element> {
  requireSameGroup("homRepresentation", input.group, output.group);
  return pairProduct(output, dual(input), `Hom(${input.name}, ${output.name})`);
}

function pairProduct<Element>(
  left: Representation<Element>,
  right: Representation<Element>,
  name: string,
): Representation<Element> {
  return representation(
    left.group,
    left.dimension * right.dimension,
    (g) => left.matrix(g).kronecker(right.matrix(g)),
    {
      name,
      differential:
        isDifferentiable(left) && isDifferentiable(right)
          ? (xi) =>
              left.differential!(xi)
                .kronecker(Matrix.identity(right.dimension))
                .add(Matrix.identity(left.dimension).kronecker(right.differential!(xi)))
          : undefined,
      structure: { kind: "product", factors: [left, right] },
    },
  );
}

function isDifferentiable<Element>(part: Representation<Element>): boolean {
  return part.differential !== undefined;
}

function requireParts<Element>(
  caller: string,
  parts: readonly Representation<Element>[],
): Representation<Element> {
  if (parts.length === 0) {
    throw new DomainError(`${caller}: got no representation; expected at least one.`);
  }
  for (const part of parts) requireSameGroup(caller, parts[0].group, part.group);
  return parts[0];
}
