/**
 * O(p, q) and its subgroups: gᵀ η g = η with η = diag(1, …, 1, −1, …, −1), p plus
 * signs first. O(1, 3) is the Lorentz group on (t, x, y, z).
 *
 * | group     | components | are                                          | number |
 * | SO⁺(p, q) | "identity" | orientation of both blocks kept              | 1      |
 * | SO(p, q)  | "special"  | det g = 1 (the default)                      | 2      |
 * | O(p, q)   | "all"      | all                                          | 4      |
 *
 * Generators: E_ji − E_ij within a block ("R"), E_ij + E_ji across ("B", boosts).
 * Draws: g = k exp(b), k Haar from the compact part and b a normal boost; (k, b) ↦
 * k exp(b) is a diffeomorphism (Cartan).
 */
import { Matrix, matrixExponential, type RandomStream } from "../../../numerics/index.js";
import {
  axesName,
  axisPairs,
  matrixOf,
  type NamedGenerator,
  reflection,
  requireComponents,
  requireDimension,
} from "../generators.js";
import { haarOrthogonal, haarRotation } from "../haar/haar-matrices.js";
import { type MatrixLieGroup, matrixLieGroup } from "../matrix-lie-group.js";

export type PseudoOrthogonalComponents = "identity" | "special" | "all";

const PREFIX = { identity: "SO⁺", special: "SO", all: "O" } as const;

/**
 * SO(p, q); SO⁺(p, q) or O(p, q) by `components`. For a definite form use
 * `orthogonalGroup`.
 * @throws DomainError unless p, q ≥ 1 are whole and p, q ≤ 64, and for other components
 */
export function pseudoOrthogonalGroup(
  p: number,
  q: number,
  options: { readonly components?: PseudoOrthogonalComponents } = {},
): MatrixLieGroup {
  requireDimension("pseudoOrthogonalGroup", p, 1, "p");
  requireDimension("pseudoOrthogonalGroup", q, 1, "q");
  const { components = "special" } = options;
  requireComponents("pseudoOrthogonalGroup", components, ["identity", "special", "all"]);
  const size = p + q;
  const signature = pseudoMetric(p, q);
  const flipPlus = reflection(size, p - 1);
  const flipMinus = reflection(size, size - 1);
  const both = flipPlus.multiply(flipMinus);
  const others = { identity: [], special: [both], all: [flipPlus, flipMinus, both] }[components];
  return matrixLieGroup({
    name: `${PREFIX[components]}(${p},${q})`,
    size,
    compact: false,
    generators: generatorsOf(p, q),
    components: others,
    ...(components === "all" && { discreteGenerators: [flipPlus, flipMinus] }),
    inverse: (g) => signature.multiply(g.transpose()).multiply(signature),
    sample: (random) => drawCompact(p, q, components, random).multiply(drawBoost(p, q, random)),
  });
}

/** η = diag(1, …, 1, −1, …, −1), with p plus signs and q minus signs. */
export function pseudoMetric(p: number, q: number): Matrix {
  return Matrix.diagonal(Float64Array.from({ length: p + q }, (_, i) => (i < p ? 1 : -1)));
}

function generatorsOf(p: number, q: number): NamedGenerator[] {
  const size = p + q;
  const rotations = [...axisPairs(p), ...axisPairs(q, p)].map(([i, j]) => ({
    name: axesName("R", i, j),
    matrix: matrixOf(size, [
      [j, i, 1],
      [i, j, -1],
    ]),
  }));
  const boosts = axisPairs(size)
    .filter(([i, j]) => i < p && j >= p)
    .map(([i, j]) => ({
      name: axesName("B", i, j),
      matrix: matrixOf(size, [
        [i, j, 1],
        [j, i, 1],
      ]),
    }));
  return [...rotations, ...boosts];
}

function drawCompact(
  p: number,
  q: number,
  components: PseudoOrthogonalComponents,
  random: RandomStream,
): Matrix {
  const draw = components === "all" ? haarOrthogonal : haarRotation;
  const compact = draw(p, random).directSum(draw(q, random));
  const turnBoth = components === "special" && random.integer(2) === 1;
  return turnBoth
    ? compact.multiply(reflection(p + q, p - 1)).multiply(reflection(p + q, p + q - 1))
    : compact;
}

function drawBoost(p: number, q: number, random: RandomStream): Matrix {
  const size = p + q;
  const rate = Matrix.zeros(size);
  for (let i = 0; i < p; i++) {
    for (let j = p; j < size; j++) {
      const value = random.normal() / Math.sqrt(size);
      rate.data[i * size + j] = value;
      rate.data[j * size + i] = value;
    }
  }
  return matrixExponential(rate);
}
