/**
 * Symmetric and exterior powers.
 *
 * | symbol  | name here              | shape                                              |
 * | d, k    | dimension, exponent    |                                                    |
 * | Sym^k V | symmetricPower(V, k)   | D = C(d + k − 1, k), basis e_I for i_1 ≤ … ≤ i_k   |
 * | Λ^k V   | exteriorPower(V, k)    | D = C(d, k), basis e_I for i_1 < … < i_k           |
 * | E       | embedding              | d^k × D, orthonormal columns e_I in V^⊗k           |
 *
 * e_I is the normalised sum (with signs, for Λ) of e_{i_π(1)} ⊗ … ⊗ e_{i_π(k)} over
 * the different orders. Laws: ρ^⊗k(g) E = E Sym^k ρ(g), and the same for the
 * differentials; powers of orthogonal representations are orthogonal; Λ^d = det.
 */
import { DomainError } from "../../errors.js";
import { Matrix, type SparseEntry, SparseMatrix } from "../../numerics/index.js";
import { symmetryPowerName } from "./names.js";
import { type Representation, representation, trivialRepresentation } from "./representation.js";

export interface PowerBasis {
  /** The multi-indices I in lexicographic order; entry p of the power belongs to indices[p]. */
  readonly indices: readonly (readonly number[])[];
  /** E, d^k × D; row i_1 d^(k−1) + … + i_k belongs to e_{i_1} ⊗ … ⊗ e_{i_k}. */
  readonly embedding: SparseMatrix;
}

/** Sym^k V; the 0th power is the trivial line. @throws DomainError unless the exponent is whole, 0 … 12 */
export function symmetricPower<Element>(
  base: Representation<Element>,
  exponent: number,
): Representation<Element> {
  return powerOf(base, exponent, SYMMETRIC);
}

/** Λ^k V. @throws DomainError unless the exponent is whole and 0 … dim V, at most 12 */
export function exteriorPower<Element>(
  base: Representation<Element>,
  exponent: number,
): Representation<Element> {
  return powerOf(base, exponent, EXTERIOR);
}

/** The basis of Sym^k ℝ^d in (ℝ^d)^⊗k. @throws DomainError for sizes that are not whole, or d^k > 2^31 */
export function symmetricPowerBasis(dimension: number, exponent: number): PowerBasis {
  return basisOf(dimension, exponent, SYMMETRIC);
}

/** The basis of Λ^k ℝ^d in (ℝ^d)^⊗k. @throws DomainError for sizes that are not whole, or d^k > 2^31 */
export function exteriorPowerBasis(dimension: number, exponent: number): PowerBasis {
  return basisOf(dimension, exponent, EXTERIOR);
}

const LARGEST_EXPONENT = 12;

interface PowerKind {
  readonly caller: string;
  readonly symbol: string;
  /** What follows index i in a multi-index is at least i + step. */
  readonly step: 0 | 1;
}

const SYMMETRIC: PowerKind = { caller: "symmetricPower", symbol: "Sym", step: 0 };
const EXTERIOR: PowerKind = { caller: "exteriorPower", symbol: "Λ", step: 1 };

function powerOf<Element>(
  base: Representation<Element>,
  exponent: number,
  kind: PowerKind,
): Representation<Element> {
  requireExponent(kind, base.dimension, exponent);
  if (exponent === 0) return trivialRepresentation(base.group);
  const indices = multiIndices(base.dimension, exponent, kind);
  const places = new Map(indices.map((index, p) => [index.join(), p]));
  const size = indices.length;
  // With monomials x^I = x_{i_1} … x_{i_k} the unit vector is e_I = √(k! / I!) x^I.
  const norms = indices.map((index) => Math.sqrt(repetitions(index)));
  /** Column J holds the product of the columns `factors(J)` in the basis of the e_I. */
  const assemble = (products: (index: readonly number[]) => Terms[]): Matrix => {
    const out = Matrix.zeros(size);
    indices.forEach((index, column) => {
      for (const terms of products(index)) {
        for (const [key, value] of terms) {
          const row = places.get(key)!;
          out.data[row * size + column] += (value * norms[row]) / norms[column];
        }
      }
    });
    return out;
  };
  const unit = Matrix.identity(base.dimension);
  const { differential } = base;
  return representation(
    base.group,
    size,
    (g) => {
      const matrix = base.matrix(g);
      return assemble((index) => [
        product(
          index.map((j) => matrix.column(j)),
          kind,
        ),
      ]);
    },
    {
      name: symmetryPowerName(kind.symbol, base.name, exponent),
      differential:
        differential &&
        ((xi) => {
          const rate = differential(xi);
          // The product rule: the derivation acts on one factor after the other.
          return assemble((index) =>
            index.map((_, place) =>
              product(
                index.map((j, a) => (a === place ? rate : unit).column(j)),
                kind,
              ),
            ),
          );
        }),
    },
  );
}

/** Multi-index, joined by commas ↦ coefficient. */
type Terms = Map<string, number>;

/** The symmetric or exterior product of vectors, expanded. */
function product(vectors: readonly Float64Array[], kind: PowerKind): Terms {
  let terms: { index: number[]; value: number }[] = [{ index: [], value: 1 }];
  for (const vector of vectors) {
    const next = new Map<string, { index: number[]; value: number }>();
    for (const { index, value } of terms) {
      vector.forEach((entry, i) => {
        if (entry === 0 || (kind.step === 1 && index.includes(i))) return;
        const place = index.filter((other) => other <= i).length;
        const passed = kind.step === 1 && (index.length - place) % 2 === 1 ? -1 : 1;
        const longer = [...index.slice(0, place), i, ...index.slice(place)];
        const key = longer.join();
        const known = next.get(key);
        const change = passed * value * entry;
        if (known === undefined) next.set(key, { index: longer, value: change });
        else known.value += change;
      });
    }
    terms = [...next.values()];
  }
  return new Map(terms.map(({ index, value }) => [index.join(), value]));
}

function basisOf(dimension: number, exponent: number, kind: PowerKind): PowerBasis {
  requireExponent(kind, dimension, exponent);
  const rows = dimension ** exponent;
  if (!(Number.isInteger(dimension) && dimension >= 1 && rows <= 2 ** 31)) {
    throw new DomainError(
      `${kind.caller}Basis: got dimension ${dimension} and exponent ${exponent}; expected whole numbers with dimension^exponent ≤ 2^31.`,
    );
  }
  const indices = multiIndices(dimension, exponent, kind);
  const entries: SparseEntry[] = [];
  indices.forEach((index, column) => {
    const orders = signedOrders(index);
    const value = 1 / Math.sqrt(orders.size);
    for (const [key, sign] of orders) {
      const row =
        key === "" ? 0 : key.split(",").reduce((sum, i) => sum * dimension + Number(i), 0);
      entries.push([row, column, kind.step === 1 ? sign * value : value]);
    }
  });
  return { indices, embedding: SparseMatrix.fromEntries(rows, indices.length, entries) };
}

/** All different orders of the index, with the sign of the permutation that makes them. */
function signedOrders(index: readonly number[]): Map<string, number> {
  let orders: { list: number[]; sign: number }[] = [{ list: [], sign: 1 }];
  index.forEach((value, length) => {
    orders = orders.flatMap(({ list, sign }) =>
      Array.from({ length: length + 1 }, (_, place) => ({
        list: [...list.slice(0, place), value, ...list.slice(place)],
        sign: (length - place) % 2 === 1 ? -sign : sign,
      })),
    );
  });
  return new Map(orders.map(({ list, sign }) => [list.join(), sign]));
}

function multiIndices(dimension: number, exponent: number, kind: PowerKind): number[][] {
  let lists: number[][] = [[]];
  for (let k = 0; k < exponent; k++) {
    lists = lists.flatMap((list) => {
      const lowest = list.length === 0 ? 0 : list[list.length - 1] + kind.step;
      return Array.from({ length: Math.max(0, dimension - lowest) }, (_, i) => [
        ...list,
        lowest + i,
      ]);
    });
  }
  return lists;
}

/** I! = Π (how often each index occurs)!. */
function repetitions(index: readonly number[]): number {
  let product = 1;
  let run = 0;
  index.forEach((value, k) => {
    run = k > 0 && index[k - 1] === value ? run + 1 : 1;
    product *= run;
  });
  return product;
}

function requireExponent(kind: PowerKind, dimension: number, exponent: number): void {
  const largest = kind.step === 1 ? Math.min(dimension, LARGEST_EXPONENT) : LARGEST_EXPONENT;
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > largest) {
    throw new DomainError(
      `${kind.caller}: got exponent ${exponent} for dimension ${dimension}; expected a whole number from 0 to ${largest}.`,
    );
  }
}
