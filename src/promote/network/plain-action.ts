/**
 * A candidate action as arrays: quick to evaluate at many points, and able to cross to
 * another thread where every field is affine.
 *
 * | symbol     | name    | shape                                          |
 * | A_p, b_p   | linear, offset | q × m × m and q × m: v_p(x) = A_p x + b_p |
 * | B_p        | output  | q × n × n                                      |
 * | ρ_in(g_j)  | discreteLinear, discreteOffset | J × m × m, J × m        |
 * | ρ_out(g_j)⁻¹ | discreteOutput | J × n × n                             |
 */
import type { LieAction, VectorField } from "../../lie-derivative/index.js";
import type { Matrix } from "../../numerics/index.js";

export interface PlainAction {
  readonly name: string;
  /** m, n, q and J. */
  readonly inputs: number;
  readonly outputs: number;
  readonly generators: number;
  readonly discrete: number;
  readonly linear: Float64Array;
  readonly offset: Float64Array;
  readonly output: Float64Array;
  readonly discreteLinear: Float64Array;
  readonly discreteOffset: Float64Array;
  readonly discreteOutput: Float64Array;
}

export interface PlainActionAndFields {
  readonly plain: PlainAction;
  /** The fields themselves where one of them is not affine: plain.linear and offset are then empty. */
  readonly fields: readonly VectorField[] | undefined;
}

/** The action's arrays. */
export function plainAction(action: LieAction): PlainActionAndFields {
  const { name, inputs, outputs, generators, discrete } = action;
  const affine = generators.map(({ input }) => input.affine);
  const all = affine.every((field) => field !== undefined);
  const parts = all ? affine : [];
  return {
    plain: {
      ...{ name, inputs, outputs, generators: generators.length, discrete: discrete.length },
      linear: joined(parts.map((field) => field?.linear.data ?? [])),
      offset: joined(parts.map((field) => field?.offset ?? [])),
      output: joined(generators.map(({ output }) => output.data)),
      discreteLinear: joined(discrete.map(({ linear }) => linear.data)),
      discreteOffset: joined(discrete.map(({ offset }) => offset)),
      discreteOutput: joined(discrete.map(({ outputInverse }) => outputInverse.data)),
    },
    fields: all ? undefined : generators.map(({ input }) => input),
  };
}

/** v_p(x_i) for all points and generators: N × q × m. */
export function velocities({ plain, fields }: PlainActionAndFields, points: Matrix): Float64Array {
  const { inputs: m, generators: q, linear, offset } = plain;
  const out = new Float64Array(points.rows * q * m);
  for (let i = 0; i < points.rows; i++) {
    if (fields) {
      const x = points.row(i).slice();
      fields.forEach((field, p) => {
        out.set(field.at(x), (i * q + p) * m);
      });
      continue;
    }
    for (let row = 0; row < q * m; row++) {
      let sum = offset[row];
      for (let b = 0; b < m; b++) sum += linear[row * m + b] * points.data[i * m + b];
      out[i * q * m + row] = sum;
    }
  }
  return out;
}

function joined(parts: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => Array.from(part)));
}
