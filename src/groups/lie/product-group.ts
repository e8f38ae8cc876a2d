/**
 * G_1 × G_2 × …: tuples of elements, multiplied place by place.
 *
 * | symbol          | name here      | shape                                       |
 * | (g_1, g_2, …)   | element        | a tuple, one element of each factor         |
 * | 𝔤_1 ⊕ 𝔤_2 ⊕ …   | algebra        | diag(ξ_1, ξ_2, …); nothing for finite ones  |
 * | ξ_k             | part(k, xi)    | the block of factor k                       |
 *
 * Factors are finite groups and Lie groups, mixed as one likes. When all of them
 * are finite the product is a finite group, else a Lie group whose components are
 * those of the Lie factors times all elements of the finite ones.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix } from "../../numerics/index.js";
import { valueText } from "../element-text.js";
import { LARGEST_FINITE_ORDER } from "../finite-group.js";
import {
  type FiniteGroup,
  type Group,
  isFiniteGroup,
  isLieGroup,
  type LieGroup,
} from "../group.js";
import { type HaarQuadrature, haarQuadrature } from "../haar.js";
import { copyBlock, onePlace, tuples } from "./tuples.js";

export interface ProductGroup<Elements extends readonly unknown[]> {
  readonly factors: { readonly [K in keyof Elements]: Group<Elements[K]> };
}

export interface LieProductGroup<Elements extends readonly unknown[]>
  extends LieGroup<Elements>,
    ProductGroup<Elements> {
  /** ξ_k, the block of factor k in ξ; 0 × 0 for a finite factor. @throws ShapeError for another size, or no such factor */
  part(k: number, xi: Matrix): Matrix;
  /** ξ of the product that is `xi` in factor k and 0 in the others. @throws ShapeError for another size, or no such factor */
  embed(k: number, xi: Matrix): Matrix;
}

export interface FiniteProductGroup<Elements extends readonly unknown[]>
  extends FiniteGroup<Elements>,
    ProductGroup<Elements> {}

/**
 * The direct product. Its generators are named "k:name", with k the factor's place from 1.
 * @throws DomainError for no factor, or for one that is neither finite nor a Lie group
 */
export function productGroup<Elements extends readonly unknown[]>(
  ...factors: { readonly [K in keyof Elements]: FiniteGroup<Elements[K]> }
): FiniteProductGroup<Elements>;
export function productGroup<Elements extends readonly unknown[]>(
  ...factors: { readonly [K in keyof Elements]: Group<Elements[K]> }
): LieProductGroup<Elements>;
export function productGroup<Elements extends readonly unknown[]>(
  ...factors: { readonly [K in keyof Elements]: Group<Elements[K]> }
): FiniteProductGroup<Elements> | LieProductGroup<Elements> {
  const list: readonly Group<unknown>[] = factors;
  if (list.length === 0) {
    throw new DomainError("productGroup: got no group; expected at least one.");
  }
  const stranger = list.find((factor) => !isFiniteGroup(factor) && !isLieGroup(factor));
  if (stranger !== undefined) {
    throw new DomainError(
      `productGroup: "${stranger.name}" is neither a finite group nor a Lie group; expected factors of these kinds.`,
    );
  }
  const placewise = <Out>(make: (factor: Group<unknown>, k: number) => Out): Elements =>
    list.map(make) as unknown as Elements;
  const base: Group<Elements> & ProductGroup<Elements> = {
    factors,
    name: list.map(({ name }) => (name.includes(" × ") ? `(${name})` : name)).join(" × "),
    identity: placewise((factor) => factor.identity),
    compose: (a, b) => placewise((factor, k) => factor.compose(a[k], b[k])),
    inverse: (a) => placewise((factor, k) => factor.inverse(a[k])),
    equals: (a, b) => list.every((factor, k) => factor.equals(a[k], b[k])),
    sample: (random) => placewise((factor) => factor.sample(random)),
  };
  const finite = list.filter(isFiniteGroup);
  return finite.length === list.length ? finiteProduct(base, finite) : lieProduct(base, list);
}

function finiteProduct<Elements extends readonly unknown[]>(
  base: Group<Elements> & ProductGroup<Elements>,
  factors: readonly FiniteGroup<unknown>[],
): FiniteProductGroup<Elements> {
  const order = factors.reduce((product, factor) => product * factor.order, 1);
  requireFewElements(base.name, order);
  return {
    ...base,
    order,
    elements: tuples(factors.map((factor) => factor.elements)) as unknown as readonly Elements[],
    generators: onePlace(
      base.identity,
      factors.map((factor) => factor.generators),
    ),
    indexOf: (element) =>
      factors.reduce((index, factor, k) => index * factor.order + factor.indexOf(element[k]), 0),
  };
}

function lieProduct<Elements extends readonly unknown[]>(
  base: Group<Elements> & ProductGroup<Elements>,
  factors: readonly Group<unknown>[],
): LieProductGroup<Elements> {
  const sizes = factors.map((factor) => (isLieGroup(factor) ? (factor.algebra[0]?.rows ?? 0) : 0));
  const offsets = sizes.map((_, k) => sizes.slice(0, k).reduce((sum, size) => sum + size, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const requirePlace = (method: string, k: number): void => {
    if (sizes[k] === undefined) {
      throw new ShapeError(
        `${method}: got factor ${k} of "${base.name}"; expected 0 to ${sizes.length - 1}.`,
      );
    }
  };
  const part = (k: number, xi: Matrix): Matrix => {
    requirePlace("part", k);
    requireSize("part", base.name, xi, total);
    return copyBlock(xi, Matrix.zeros(sizes[k]), offsets[k], 0);
  };
  const embed = (k: number, xi: Matrix): Matrix => {
    requirePlace("embed", k);
    requireSize("embed", `${base.name}, factor ${k}`, xi, sizes[k]);
    return copyBlock(xi, Matrix.zeros(total), 0, offsets[k]);
  };
  const listed = factors.map((factor): readonly unknown[] => {
    if (isFiniteGroup(factor)) return factor.elements;
    return isLieGroup(factor) ? [factor.identity, ...factor.components] : [];
  });
  const generating = factors.map((factor): readonly unknown[] => {
    if (isFiniteGroup(factor)) return factor.generators;
    return isLieGroup(factor) ? (factor.discreteGenerators ?? factor.components) : [];
  });
  const lie = factors.map((factor) => (isLieGroup(factor) ? factor : undefined));
  let components: readonly Elements[] | undefined;
  return {
    ...base,
    algebra: lie.flatMap((factor, k) => factor?.algebra.map((xi) => embed(k, xi)) ?? []),
    generatorNames: lie.flatMap(
      (factor, k) => factor?.generatorNames.map((name) => `${k + 1}:${name}`) ?? [],
    ),
    compact: lie.every((factor) => factor === undefined || factor.compact),
    get components(): readonly Elements[] {
      // Made when asked for: S_8 × SO(3) has 40319 of them, and `discreteGenerators` two.
      components ??= tuples(checkedCounts(base.name, listed)).slice(1) as unknown as Elements[];
      return components;
    },
    discreteGenerators: onePlace(base.identity, generating),
    exp: (xi) => {
      const parts = factors.map((_, k) => part(k, xi));
      requireBlocks(
        base.name,
        xi,
        parts.map((block, k) => embed(k, block)),
      );
      return factors.map((factor, k) =>
        sizes[k] === 0 ? factor.identity : lie[k]!.exp(parts[k]),
      ) as unknown as Elements;
    },
    log: (element) =>
      factors.reduce((sum, factor, k) => {
        const own = lie[k];
        if (own !== undefined && sizes[k] > 0) return sum.add(embed(k, own.log(element[k])));
        if (factor.equals(element[k], factor.identity)) return sum;
        throw new DomainError(
          `log of "${base.name}": place ${k} holds ${valueText(element[k])} of "${factor.name}", which no exp reaches; expected the identity there.`,
        );
      }, Matrix.zeros(total)),
    ...(factors.every((factor) => isFiniteGroup(factor) || hasRule(factor)) && {
      quadrature: (points: number) => productRule<Elements>(factors, points),
    }),
    part,
    embed,
  };
}

function hasRule(factor: Group<unknown>): boolean {
  return isLieGroup(factor) && factor.compact && factor.quadrature !== undefined;
}

/** All tuples of the factors' elements, with the products of their weights. */
function productRule<Elements extends readonly unknown[]>(
  factors: readonly Group<unknown>[],
  points: number,
): HaarQuadrature<Elements> {
  const rules = factors.map((factor) => haarQuadrature(factor, points));
  const weights = tuples(rules.map((rule) => Array.from(rule.weights))) as number[][];
  return {
    elements: tuples(rules.map((rule) => rule.elements)) as unknown as Elements[],
    weights: Float64Array.from(weights, (parts) => parts.reduce((a, b) => a * b, 1)),
  };
}

function checkedCounts(
  name: string,
  lists: readonly (readonly unknown[])[],
): readonly (readonly unknown[])[] {
  requireFewElements(
    name,
    lists.reduce((product, list) => product * list.length, 1),
  );
  return lists;
}

function requireFewElements(name: string, count: number): void {
  if (count > LARGEST_FINITE_ORDER) {
    throw new DomainError(
      `productGroup: "${name}" has ${count} elements or components; expected at most ${LARGEST_FINITE_ORDER}.`,
    );
  }
}

function requireBlocks(name: string, xi: Matrix, blocks: readonly Matrix[]): void {
  const sum = blocks.reduce((total, block) => total.add(block), Matrix.zeros(xi.rows));
  const bad = sum.data.findIndex((value, k) => value !== xi.data[k]);
  if (bad >= 0) {
    throw new DomainError(
      `exp of "${name}": entry (${Math.floor(bad / xi.columns)}, ${bad % xi.columns}) of ξ is ${xi.data[bad]}; expected 0 outside the factors' blocks and finite numbers within.`,
    );
  }
}

function requireSize(method: string, name: string, xi: Matrix, size: number): void {
  if (xi.rows !== size || xi.columns !== size) {
    throw new ShapeError(
      `${method} of "${name}": got a ${xi.rows} × ${xi.columns} matrix; expected ${size} × ${size}.`,
    );
  }
}
