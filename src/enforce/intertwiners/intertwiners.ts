/**
 * Equivariant linear maps, Hom_G(V, W) = { Z : σ(g) Z = Z ρ(g) for all g }.
 *
 * | symbol | name here   | shape                                                     |
 * | V, ρ   | from        | m-dimensional                                             |
 * | W, σ   | to          | n-dimensional                                             |
 * | Z_k    | map(k)      | n × m                                                     |
 * |        | basis       | n·m × dimension, column k is Z_k row by row, orthonormal  |
 *
 * Hom(⊕ V_j, ⊕ W_i) = ⊕ Hom(V_j, W_i), and Hom(V_j, W_i) = (W_i ⊗ V_j*)^G: representations
 * are taken apart into sums of tensor products, and for each set of factors the invariant
 * tensors are found once, whatever their order and however often they occur.
 */
import {
  type Representation,
  requireSameGroup,
  type Summand,
  tensorSummands,
} from "../../groups/index.js";
import { IntertwinerSpace, type MapBlock } from "./intertwiner-space.js";
import {
  type IntertwinerOptions,
  type InvariantTensors,
  invariantTensors,
} from "./invariant-tensors.js";
import { type FactorGenerators, FactorLibrary } from "./tensor-factor.js";

/**
 * An orthonormal basis of the equivariant linear maps from one representation to another,
 * of a finite group or of a Lie group with differentials. Where the generators' matrices
 * are rational the dimension is proved, elsewhere it comes with the gap it rests on.
 * @throws DomainError for representations of different groups, a group that is neither
 *   finite nor a Lie group, a missing differential, a block that is too large, or
 *   `method: "exact"` for matrices that are not rational
 */
export function intertwiners<Element>(
  from: Representation<Element>,
  to: Representation<Element>,
  options: IntertwinerOptions = {},
): IntertwinerSpace<Element> {
  requireSameGroup("intertwiners", from.group, to.group);
  const library = new FactorLibrary(from.group);
  const norms = library.generators.algebra.map((xi) => xi.frobeniusNorm());
  const solved = new Map<string, InvariantTensors>();
  const blocks = new Map<string, MapBlock>();
  const read = (rep: Representation<Element>, dual: boolean): ReadSummand[] =>
    tensorSummands(rep).map((summand) => readSummand(library, summand, dual));
  const inputs = read(from, true);
  const outputs = read(to, false);
  const placed = outputs.flatMap((output) =>
    inputs.map((input) => {
      const key = `${output.key}>${input.key}`;
      let block = blocks.get(key);
      if (block === undefined) {
        block = solveBlock(output.factors, input.factors, (factors) => {
          const set = factors.map(({ id }) => id).join();
          let tensors = solved.get(set);
          if (tensors === undefined) {
            tensors = invariantTensors(factors, norms, options);
            solved.set(set, tensors);
          }
          return tensors;
        });
        blocks.set(key, block);
      }
      return { block, rows: output.indices, columns: input.indices };
    }),
  );
  const evidence = Array.from(solved.values(), (tensors) => tensors.evidence);
  return new IntertwinerSpace(from, to, placed, evidence);
}

interface ReadSummand {
  readonly key: string;
  /** Without the trivial ones. */
  readonly factors: readonly FactorGenerators[];
  readonly indices: Int32Array;
}

function readSummand<Element>(
  library: FactorLibrary<Element>,
  { factors, indices }: Summand<Element>,
  dual: boolean,
): ReadSummand {
  const read = factors
    .map((factor) => library.factor(dual ? { ...factor, dual: !factor.dual } : factor))
    .filter((factor) => !factor.trivial);
  return { key: read.map(({ id }) => id).join(), factors: read, indices };
}

/** The factors in the order of their ids, and where the coordinates of that order go. */
function solveBlock(
  outputs: readonly FactorGenerators[],
  inputs: readonly FactorGenerators[],
  solve: (factors: readonly FactorGenerators[]) => InvariantTensors,
): MapBlock {
  const factors = [...outputs, ...inputs];
  const order = factors.map((_, a) => a).sort((a, b) => factors[a].id - factors[b].id || a - b);
  const { basis, evidence } = solve(order.map((a) => factors[a]));
  const strides: number[] = new Array(factors.length);
  let size = 1;
  for (let a = factors.length - 1; a >= 0; a--) {
    strides[a] = size;
    size *= factors[a].dimension;
  }
  let places = Int32Array.of(0);
  for (const a of order) {
    const { dimension } = factors[a];
    const next = new Int32Array(places.length * dimension);
    for (let t = 0; t < next.length; t++) {
      next[t] = places[Math.floor(t / dimension)] + (t % dimension) * strides[a];
    }
    places = next;
  }
  const width = inputs.reduce((product, factor) => product * factor.dimension, 1);
  return { basis, places, width, dimension: evidence.dimension };
}
