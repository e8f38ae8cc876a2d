/** ξ = Σ c_p ξ_p as a generator of its own. */
import {
  type ActionGenerator,
  affineField,
  type LieAction,
  lieAction,
  polynomialField,
  type VectorField,
  vectorField,
} from "../../lie-derivative/index.js";
import { Matrix } from "../../numerics/index.js";
import { collected } from "../../numerics/polynomial/affine-composition.js";

/** v and B of Σ c_p ξ_p; affine or polynomial when every part is. */
export function combinedGenerator(
  action: LieAction,
  coefficients: ArrayLike<number>,
  name = "ξ",
): Pick<ActionGenerator, "name" | "input" | "output"> {
  const parts = action.generators;
  const c = Float64Array.from(coefficients);
  return {
    name,
    input: combinedField(
      parts.map(({ input }) => input),
      c,
      action.inputs,
    ),
    output: sum(
      parts.map(({ output }) => output),
      c,
      action.outputs,
    ),
  };
}

/** The action whose generators are the columns of `basis` (q × d); undefined when d is 0. */
export function subaction(action: LieAction, basis: Matrix, name: string): LieAction | undefined {
  if (basis.columns === 0) return undefined;
  const generators = Array.from({ length: basis.columns }, (_, k) =>
    combinedGenerator(action, basis.column(k), `σ${k + 1}`),
  );
  return lieAction(name, generators, { outputs: action.outputs });
}

/**
 * The matrix of a generator whose field is affine: (A, b; 0, 0), beside it B when it is not zero for
 * some generator of the action. Brackets of these matrices are those of the generators.
 */
export function generatorMatrix(
  { input, output }: Pick<ActionGenerator, "input" | "output">,
  withOutput: boolean,
): Matrix | undefined {
  if (input.affine === undefined) return undefined;
  const { linear, offset } = input.affine;
  const m = linear.rows;
  const out = new Matrix(m + 1, m + 1);
  for (let i = 0; i < m; i++) {
    out.row(i).set(linear.row(i));
    out.row(i)[m] = offset[i];
  }
  return withOutput ? out.directSum(output) : out;
}

function combinedField(fields: readonly VectorField[], c: Float64Array, m: number): VectorField {
  if (fields.every(({ affine }) => affine !== undefined)) {
    const offset = new Float64Array(m);
    fields.forEach(({ affine }, p) => {
      affine!.offset.forEach((value, i) => {
        offset[i] += c[p] * value;
      });
    });
    return affineField(
      sum(
        fields.map(({ affine }) => affine!.linear),
        c,
        m,
      ),
      offset,
    );
  }
  if (fields.every(({ polynomial }) => polynomial !== undefined)) {
    const components = Array.from({ length: m }, (_, i) =>
      collected(
        fields.flatMap(({ polynomial }, p) =>
          polynomial!.components[i].map(({ coefficient, exponent }) => ({
            coefficient: c[p] * coefficient,
            exponent,
          })),
        ),
      ),
    );
    return polynomialField({ variables: m, components });
  }
  return vectorField(
    m,
    (x) => {
      const out = new Float64Array(m);
      fields.forEach((field, p) => {
        field.at(x).forEach((value, i) => {
          out[i] += c[p] * value;
        });
      });
      return out;
    },
    (x) =>
      sum(
        fields.map((field) => field.jacobian(x)),
        c,
        m,
      ),
  );
}

function sum(matrices: readonly Matrix[], c: Float64Array, size: number): Matrix {
  return matrices.reduce((total, matrix, p) => total.add(matrix, c[p]), Matrix.zeros(size));
}
