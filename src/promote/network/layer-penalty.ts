/**
 * Promoting layer by layer: each space of the network carries a representation of the candidate
 * algebra, and the Lie derivatives of all affine layers share the columns of one L. After the
 * equivariance-promoting networks of Otto, Zolman, Kutz and Brunton, arXiv 2311.00212.
 *
 * | symbol     | name    | shape                                                       |
 * | A_l,p      | hidden[l − 1][p] | w_l × w_l: ξ_p on hidden space l = 1 … L − 1       |
 * | A_0,p, c_p | action's input  | w_0 × w_0 and w_0: v_p(x) = A_0,p x + c_p           |
 * | A_L,p      | action's output | w_L × w_L                                           |
 * | L          |         | Σ_l w_l (w_(l−1) + 1) × q: the coefficients of all L_ξp F_l |
 *
 * For F_l(a) = W a + b these are W A_(l−1) − A_l W and W c − A_l b (c = 0 for l > 1).
 *
 * Law: L ξ = 0 makes every affine layer equivariant under ξ, and then the network too wherever
 * the activation commutes with the hidden representations (all do with A_l = 0: layer 1 is then
 * invariant). The penalty sees parameters alone: no points, any activation.
 */
import { DomainError, ShapeError } from "../../errors.js";
import type { LieAction } from "../../lie-derivative/index.js";
import type { GradientTerm } from "../../networks/index.js";
import { Matrix } from "../../numerics/index.js";
import { type LieNorm, smoothedNorm } from "./smoothed-norm.js";

export interface LayerPenaltyOptions {
  readonly action: LieAction;
  /** For each hidden space its q generators, or "trivial" for A_l = 0. */
  readonly hidden: readonly (readonly Matrix[] | "trivial")[];
  /** γ > 0. */
  readonly strength: number;
  /** Default "nuclear". */
  readonly norm?: LieNorm;
  /** ε; default 1e-3. */
  readonly epsilon?: number;
}

/** ξ_p on one space; null for 0. */
interface SpaceGenerator {
  readonly matrix: Float64Array;
  readonly offset: Float64Array;
}

interface PlainLayerPenalty {
  readonly name: string;
  readonly strength: number;
  readonly norm: LieNorm;
  readonly epsilon: number;
  /** w_0 … w_L, NaN where a trivial space fits any width. */
  readonly widths: readonly number[];
  /** By space and generator. */
  readonly spaces: readonly (readonly (SpaceGenerator | null)[])[];
}

/**
 * The penalty as a term of the training; it records the q singular values of L, descending.
 * @throws DomainError or ShapeError naming what does not fit
 */
export function layerPenalty(options: LayerPenaltyOptions): GradientTerm {
  const { action, hidden, strength, norm = "nuclear", epsilon = 1e-3 } = options;
  for (const [name, value] of Object.entries({ strength, epsilon })) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new DomainError(`layerPenalty: ${name} is ${value}; expected a positive number.`);
    }
  }
  const q = action.generators.length;
  const inputs = action.generators.map(({ name, input }) => {
    if (!input.affine) {
      throw new DomainError(
        `layerPenalty: the generator ${name} of "${action.name}" is not affine on the inputs; use liePenalty, which takes any field.`,
      );
    }
    return generator(input.affine.linear, input.affine.offset);
  });
  const outputs = action.generators.map(({ output }) => generator(output));
  const middle = hidden.map((space, l) => {
    if (space === "trivial") return new Array<null>(q).fill(null);
    const width = space[0]?.rows ?? 0;
    const wrong = space.find(({ rows, columns }) => rows !== width || columns !== width);
    if (space.length !== q || wrong) {
      throw new ShapeError(
        `layerPenalty: hidden[${l}] has ${space.length} generators of ${(wrong ?? space[0])?.rows ?? 0} × ${(wrong ?? space[0])?.columns ?? 0}; expected ${q} square ones of one size, as "${action.name}" has.`,
      );
    }
    return space.map((matrix) => generator(matrix));
  });
  const sizes = hidden.map((space) => (space === "trivial" ? Number.NaN : space[0].rows));
  return layerPenaltyFrom({
    ...{ name: action.name, strength, norm, epsilon, spaces: [inputs, ...middle, outputs] },
    widths: [action.inputs, ...sizes, action.outputs],
  });
}

/** The same term from what crossed to another thread. */
export function layerPenaltyFrom(data: unknown): GradientTerm {
  const { name, strength, norm, epsilon, widths, spaces } = data as PlainLayerPenalty;
  const q = spaces[0].length;
  return {
    name: `${norm} penalty on layers under ${name}`,
    numbers: q,
    check(network) {
      const fits = (width: number, l: number) => Number.isNaN(widths[l]) || widths[l] === width;
      if (network.widths.length === widths.length && network.widths.every(fits)) return;
      const expected = widths.map((width) => (Number.isNaN(width) ? "any" : width));
      throw new ShapeError(
        `layerPenalty: the network has widths ${network.widths.join("-")}; the representations are for ${expected.join("-")}.`,
      );
    },
    add(network) {
      const layers = layersOf(network.widths, network.parameters);
      const rows = layers.reduce((sum, { weights, biases }) => {
        return sum + weights.data.length + biases.rows;
      }, 0);
      const L = new Matrix(rows, q);
      for (let p = 0; p < q; p++) {
        let row = 0;
        layers.forEach(({ weights, biases }, l) => {
          const [from, to] = [spaces[l][p], spaces[l + 1][p]];
          const slopes = commutator(weights, from, to);
          const shift = add(
            from && weights.multiply(column(from.offset)),
            to && square(to).multiply(biases).scale(-1),
          );
          for (const [part, length] of [
            [slopes, weights.data.length],
            [shift, biases.rows],
          ] as const) {
            part?.data.forEach((value, k) => {
              L.data[(row + k) * q + p] = value;
            });
            row += length;
          }
        });
      }
      const { value, singularValues, gradient } = smoothedNorm(L, norm, epsilon);
      const total = network.gradient;
      for (let p = 0; p < q; p++) {
        let row = 0;
        layers.forEach(({ weights, biases }, l) => {
          const [from, to] = [spaces[l][p], spaces[l + 1][p]];
          const take = (of: Matrix): Matrix => {
            const part = of.data.map((_, k) => gradient.data[(row + k) * q + p]);
            row += part.length;
            return new Matrix(of.rows, of.columns, part);
          };
          const start = row;
          const slopes = take(weights);
          const shift = take(biases);
          const toWeights = add(
            add(
              from && slopes.multiply(square(from).transpose()),
              to && square(to).transpose().multiply(slopes).scale(-1),
            ),
            from && shift.multiply(column(from.offset).transpose()),
          );
          const toBiases = to && square(to).transpose().multiply(shift).scale(-1);
          toWeights?.data.forEach((slope, k) => {
            total[start + k] += strength * slope;
          });
          toBiases?.data.forEach((slope, k) => {
            total[start + weights.data.length + k] += strength * slope;
          });
        });
      }
      return { value: strength * value, numbers: singularValues };
    },
    portable: { module: import.meta.url, name: "layerPenaltyFrom", data },
  };
}

function layersOf(widths: readonly number[], parameters: Float64Array) {
  let start = 0;
  return widths.slice(1).map((outputs, l) => {
    const middle = start + outputs * widths[l];
    const weights = new Matrix(outputs, widths[l], parameters.slice(start, middle));
    const biases = new Matrix(outputs, 1, parameters.slice(middle, middle + outputs));
    start = middle + outputs;
    return { weights, biases };
  });
}

/** W A_from − A_to W; null for 0. */
function commutator(
  weights: Matrix,
  from: SpaceGenerator | null,
  to: SpaceGenerator | null,
): Matrix | null {
  return add(from && weights.multiply(square(from)), to && square(to).multiply(weights).scale(-1));
}

function add(first: Matrix | null, second: Matrix | null): Matrix | null {
  return first && second ? first.add(second) : (first ?? second);
}

function square({ matrix, offset }: SpaceGenerator): Matrix {
  return new Matrix(offset.length, offset.length, matrix);
}

function column(entries: Float64Array): Matrix {
  return new Matrix(entries.length, 1, entries);
}

function generator(matrix: Matrix, offset?: Float64Array): SpaceGenerator | null {
  if (matrix.maxAbs() === 0 && (offset ?? []).every((entry) => entry === 0)) return null;
  return { matrix: matrix.data, offset: offset ?? new Float64Array(matrix.rows) };
}
