/**
 * Why nothing but zero is symmetric: what is left after each constraint.
 *
 * Law: N ← N · ker(B N) takes one block B after another; the columns of N span what satisfies
 * the blocks so far.
 */
import type { LinearConditions } from "../lie-derivative/index.js";
import { Matrix, nullSpace, RandomStream } from "../numerics/index.js";
import type { Constraint } from "./constraints.js";

/** Beyond this many parameters the steps are not computed. */
const LARGEST_EXPLAINED = 1500;

export function emptyExplanation(
  conditions: LinearConditions,
  constraints: readonly Constraint[],
  tolerance: number,
): string {
  const { space } = conditions;
  const zero = `Of "${space.name}" only the zero model is symmetric`;
  if (space.parameters > LARGEST_EXPLAINED) return `${zero}.`;
  const order = translationsFirst(conditions, constraints);
  const steps: string[] = [];
  let left = Matrix.identity(space.parameters);
  for (const { name, matrix } of order) {
    const { basis } = nullSpace(matrix.multiply(left), { tolerance });
    if (basis.columns === left.columns) continue;
    const wereConstants = left.columns < space.parameters && areConstants(conditions, left);
    left = left.multiply(basis);
    steps.push(
      left.columns === 0
        ? `${name}${wereConstants ? ", which moves every constant," : ""} leaves none`
        : `${name} leaves ${left.columns}${areConstants(conditions, left) ? ", all of them constants" : ""}`,
    );
    if (left.columns === 0) break;
  }
  return `${zero}. Of its ${space.parameters} dimensions ${steps.join("; ")}. Ask for fewer generators, or another output law${hint(conditions)}.`;
}

/** Translations force constants; said first, the rest of the sentence is easy to read. */
function translationsFirst(
  conditions: LinearConditions,
  constraints: readonly Constraint[],
): Constraint[] {
  const { action } = conditions;
  const translations = new Set(
    action?.generators
      .filter(({ input }) => input.affine?.linear.maxAbs() === 0)
      .map(({ name }) => name),
  );
  return [
    ...constraints.filter(({ name }) => translations.has(name)),
    ...constraints.filter(({ name }) => !translations.has(name)),
  ];
}

/** Whether all models in the span of the columns have zero derivatives, at random points. */
function areConstants({ space }: LinearConditions, columns: Matrix): boolean {
  const random = RandomStream.fromSeed(1).split("constants");
  const points = new Matrix(4, space.inputs, random.normals(4 * space.inputs));
  for (let k = 0; k < columns.columns; k++) {
    const slopes = space.model(columns.column(k)).jacobians(points);
    if (slopes.some((slope) => Math.abs(slope) > 1e-8)) return false;
  }
  return true;
}

function hint(conditions: LinearConditions): string {
  const { action } = conditions;
  const moves = action?.generators.some(({ input }) => input.affine?.offset.some((b) => b !== 0));
  return moves
    ? "; translations leave more when several particles move together (`copies`), whose differences they keep"
    : "";
}
