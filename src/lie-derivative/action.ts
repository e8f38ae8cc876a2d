/**
 * Candidate symmetries of a model F: ℝᵐ → ℝⁿ, by what they do to inputs and outputs.
 * S. E. Otto, N. Zolman, J. N. Kutz and S. L. Brunton, A Unified Framework to Enforce,
 * Discover, and Promote Symmetry in Machine Learning, arXiv 2311.00212.
 *
 * | symbol      | name here                | shape                                          |
 * | q           | generators.length        |                                                |
 * | v_ξ         | generators[p].input      | field on ℝᵐ                                    |
 * | B_ξ         | generators[p].output     | n × n; 0 for invariance                        |
 * | B_in        | generators[p].source     | for integral operators: how the values of the field that comes in turn |
 * | g · x       | discrete[j].linear, offset | m × m and m                                  |
 * | ρ_out(g)    | discrete[j].output       | n × n                                          |
 *
 * Laws: (K_g F)(x) = ρ_out(g)⁻¹ F(g · x), and L_ξ F = d/dt K_exp(tξ) F at t = 0 is
 * DF(x) v_ξ(x) − B_ξ F(x).
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix } from "../numerics/index.js";
import type { VectorField } from "./vector-field.js";

export interface ActionGenerator {
  readonly name: string;
  /** v_ξ on ℝᵐ, times `scale`. */
  readonly input: VectorField;
  /** B_ξ, n × n, times `scale`; zero for invariance. */
  readonly output: Matrix;
  /** B_in of an integral operator between vector-valued fields, times `scale`. */
  readonly source?: Matrix;
  /** By what `unscaled` is multiplied; 1 unless it was normalised. */
  readonly scale: number;
  /** The generator with the algebra's own entries, from which exact paths start; itself when scale is 1. */
  readonly unscaled?: ActionGenerator;
}

/** One g, affine on inputs and linear on outputs. */
export interface DiscreteElement {
  readonly name: string;
  /** A of g · x = A x + b, m × m. */
  readonly linear: Matrix;
  /** A⁻¹. */
  readonly linearInverse: Matrix;
  /** b, m. */
  readonly offset: Float64Array;
  /** ρ_out(g), n × n. */
  readonly output: Matrix;
  /** ρ_out(g)⁻¹. */
  readonly outputInverse: Matrix;
  /** ρ_in(g) on the values of the field that comes in, for integral operators. */
  readonly source?: Matrix;
}

/** Candidate algebra: q generators, and discrete candidates. */
export interface LieAction {
  readonly name: string;
  /** m */
  readonly inputs: number;
  /** n */
  readonly outputs: number;
  readonly generators: readonly ActionGenerator[];
  readonly discrete: readonly DiscreteElement[];
}

/** A generator as it is given; name, output and scale are filled in. */
export interface GeneratorDraft {
  readonly name?: string;
  readonly input: VectorField;
  /** Default: zero. */
  readonly output?: Matrix;
  readonly source?: Matrix;
}

/**
 * The action with these generators.
 * @param outputs n; default 1
 * @throws DomainError without generators and discrete elements; ShapeError for parts of
 *   different sizes, naming both
 */
export function lieAction(
  name: string,
  generators: readonly GeneratorDraft[],
  options: { readonly outputs?: number; readonly discrete?: readonly DiscreteElement[] } = {},
): LieAction {
  const { discrete = [] } = options;
  const inputs = generators[0]?.input.dimension ?? discrete[0]?.linear.rows;
  if (inputs === undefined) {
    throw new DomainError(
      `lieAction: "${name}" has no generator and no discrete element; expected at least one.`,
    );
  }
  const outputs =
    options.outputs ??
    generators.find(({ output }) => output)?.output?.rows ??
    discrete[0]?.output.rows ??
    1;
  const complete = generators.map(
    (draft, p): ActionGenerator => ({
      name: draft.name ?? `ξ${p + 1}`,
      input: draft.input,
      output: draft.output ?? Matrix.zeros(outputs),
      ...(draft.source && { source: draft.source }),
      scale: 1,
    }),
  );
  for (const generator of complete) {
    requireSize(
      name,
      generator.name,
      "moves inputs of dimension",
      generator.input.dimension,
      inputs,
    );
    requireSize(
      name,
      generator.name,
      "has an output matrix with rows",
      generator.output.rows,
      outputs,
    );
    requireSize(
      name,
      generator.name,
      "has an output matrix with columns",
      generator.output.columns,
      outputs,
    );
  }
  for (const element of discrete) {
    requireSize(name, element.name, "moves inputs of dimension", element.linear.rows, inputs);
    requireSize(name, element.name, "has an output matrix with rows", element.output.rows, outputs);
  }
  return { name, inputs, outputs, generators: complete, discrete };
}

/**
 * The same action with generators[p] times factors[p]; `unscaled` keeps what they were.
 * @throws ShapeError unless there is one factor for each, DomainError unless all are finite and not 0
 */
export function scaledAction(action: LieAction, factors: ArrayLike<number>): LieAction {
  if (factors.length !== action.generators.length) {
    throw new ShapeError(
      `scaledAction: got ${factors.length} factors for ${action.generators.length} generators; expected one for each.`,
    );
  }
  const generators = action.generators.map((generator, p): ActionGenerator => {
    const factor = factors[p];
    if (!Number.isFinite(factor) || factor === 0) {
      throw new DomainError(
        `scaledAction: factors[${p}] is ${factor}; expected a finite number other than 0.`,
      );
    }
    const raw = generator.unscaled ?? generator;
    const scale = factor * generator.scale;
    if (scale === 1) return raw;
    return {
      name: raw.name,
      input: scaledField(raw.input, scale),
      output: raw.output.scale(scale),
      ...(raw.source && { source: raw.source.scale(scale) }),
      scale,
      unscaled: raw,
    };
  });
  return { ...action, generators };
}

function scaledField(field: VectorField, factor: number): VectorField {
  const { affine, polynomial } = field;
  return {
    dimension: field.dimension,
    at: (x) => field.at(x).map((value) => factor * value),
    jacobian: (x) => field.jacobian(x).scale(factor),
    ...(affine && {
      affine: {
        linear: affine.linear.scale(factor),
        offset: affine.offset.map((value) => factor * value),
      },
    }),
    ...(polynomial && {
      polynomial: {
        variables: polynomial.variables,
        components: polynomial.components.map((component) =>
          component.map(({ coefficient, exponent }) => ({
            coefficient: factor * coefficient,
            exponent,
          })),
        ),
      },
    }),
  };
}

function requireSize(
  action: string,
  part: string,
  what: string,
  got: number,
  expected: number,
): void {
  if (got !== expected) {
    throw new ShapeError(
      `lieAction: "${part}" of "${action}" ${what} ${got}; expected ${expected}, as the others have.`,
    );
  }
}
