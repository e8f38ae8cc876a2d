/**
 * One random element of a group, as it moves the inputs and the outputs of a model.
 *
 * | motion       | input                    | output                              |
 * | linear       | X ↦ X gᵀ + 1 bᵀ          | vectors: Y gᵀ, points: Y gᵀ + 1 bᵀ   |
 * | complex      | X ↦ X gᵀ over ℂ          | the same                            |
 * | rows         | X ↦ P X                  | Y ↦ P Y                             |
 * | pairs        | A ↦ P A Pᵀ               | Z ↦ P Z Pᵀ                          |
 */
import { homogeneousParts, type MatrixLieGroup } from "../../groups/index.js";
import { ComplexMatrix, Matrix, product, type RandomStream } from "../../numerics/index.js";

export interface Motion<Input, Output = Input> {
  input(x: Input): Input;
  output(y: Output): Output;
}

export type DrawMotion<Input, Output = Input> = (random: RandomStream) => Motion<Input, Output>;

export interface LinearMotionOptions {
  /** Draws elements in place of the group's own `sample`. */
  readonly sample?: (random: RandomStream) => Matrix;
  /** Default: points where the group has translations, else vectors. */
  readonly outputs?: "vectors" | "points";
}

/** Elements of a group of the catalogue on clouds; the outputs are rows of vectors or points. */
export function linearMotion(
  group: MatrixLieGroup,
  options: LinearMotionOptions = {},
): DrawMotion<Matrix> {
  const { sample = (random: RandomStream) => group.sample(random) } = options;
  const { outputs = group.homogeneous ? "points" : "vectors" } = options;
  return (random) => {
    const element = sample(random);
    const { linear, offset } = group.homogeneous
      ? homogeneousParts(element)
      : { linear: element, offset: new Float64Array(element.rows) };
    const turn = (rows: Matrix): Matrix => product(rows, linear.transpose());
    const shift = (rows: Matrix): Matrix =>
      new Matrix(
        rows.rows,
        rows.columns,
        rows.data.map((entry, k) => entry + offset[k % rows.columns]),
      );
    return {
      input: (x) => shift(turn(x)),
      output: (y) => (outputs === "points" ? shift(turn(y)) : turn(y)),
    };
  };
}

/** Elements of U(d) or SU(d), given by their real forms, on complex clouds. */
export function complexMotion(group: MatrixLieGroup): DrawMotion<ComplexMatrix> {
  return (random) => {
    const turn = ComplexMatrix.fromRealForm(group.sample(random)).transpose();
    return { input: (x) => x.multiply(turn), output: (y) => y.multiply(turn) };
  };
}

/** Random orders of n rows. */
export function rowMotion(n: number): DrawMotion<Matrix> {
  return (random) => {
    const order = random.permutation(n);
    const shuffle = (x: Matrix): Matrix => Matrix.fromRows(order.map((row) => x.row(row)));
    return { input: shuffle, output: shuffle };
  };
}

/** Random orders of n vertices, on matrices of weights. */
export function pairMotion(n: number): DrawMotion<Matrix> {
  return (random) => {
    const order = random.permutation(n);
    const shuffle = (A: Matrix): Matrix =>
      Matrix.fromRows(order.map((row) => order.map((column) => A.at(row, column))));
    return { input: shuffle, output: shuffle };
  };
}

/** An element of each, one after the other: of a product of groups. */
export function productMotion<Input, Output>(
  first: DrawMotion<Input, Output>,
  second: DrawMotion<Input, Output>,
): DrawMotion<Input, Output> {
  return (random) => {
    const a = first(random.split("first"));
    const b = second(random.split("second"));
    return { input: (x) => b.input(a.input(x)), output: (y) => b.output(a.output(y)) };
  };
}
