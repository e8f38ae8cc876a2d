/**
 * Stabilisers in O(p,q), SO(p,q) and SO⁺(p,q) of a span N ⊕ R, N with axes and R light-like
 * and orthogonal to itself and to N.
 *
 * | span              | stabiliser                                      | fixes            |
 * | R = 0             | the same family on the p′ + q′ coordinates left | N                |
 * | R ≠ 0             | null rotations about R, and that family         | N ⊕ R            |
 * | dim R = 1, p′ = q′ = 0 | trivial                                    | every vector     |
 *
 * Coordinates within each sign: first the axes of N, then one for each dimension of R, whose
 * vectors are (e_plus + e_minus) / √2, then the free ones.
 */
import {
  type MatrixLieGroup,
  matrixLieGroup,
  orthogonalGroup,
  type PseudoOrthogonalComponents,
  pseudoMetric,
  pseudoOrthogonalGroup,
  specialOrthogonalGroup,
} from "../../../groups/index.js";
import { Matrix, nullSpace, type RandomStream } from "../../../numerics/index.js";
import type { Stabiliser } from "../linear-pose.js";
import { placedGroup, trivialStabiliser } from "../span/stabilisers.js";
import type { Metric } from "./metric.js";

export interface SpanSignature {
  /** Axes of N by sign. */
  readonly plus: number;
  readonly minus: number;
  /** dim R. */
  readonly light: number;
  /** ±1 for each dimension of R: its vectors are (e_plus ± e_minus) / √2, up to sign; default 1. */
  readonly tilts?: readonly number[];
}

const PREFIX = { all: "O", special: "SO", identity: "SO⁺" } as const;

export function pseudoName(
  { plus, minus }: Pick<Metric, "plus" | "minus">,
  components: PseudoOrthogonalComponents,
): string {
  return `${PREFIX[components]}(${plus},${minus})`;
}

export function pseudoStabiliser(
  metric: Metric,
  span: SpanSignature,
  components: PseudoOrthogonalComponents,
): Stabiliser {
  const { plus, minus, light } = span;
  const free = { plus: metric.plus - plus - light, minus: metric.minus - minus - light };
  const left = free.plus + free.minus;
  if (
    (light === 1 && left === 0) ||
    (light === 0 && (left === 0 || (components !== "all" && left === 1)))
  ) {
    return trivialStabiliser(metric.dimension);
  }
  const moved = Int32Array.of(
    ...Array.from({ length: metric.plus - plus }, (_, k) => plus + k),
    ...Array.from({ length: metric.minus - minus }, (_, k) => metric.plus + minus + k),
  );
  if (light > 0) {
    const name = `the part of ${pseudoName(metric, components)} that fixes ${plus + minus} axes and ${light} light-like ${light === 1 ? "direction" : "directions"}`;
    return { name, moved, group: () => lightGroup(name, metric, span, components) };
  }
  const definite = free.plus === 0 || free.minus === 0;
  const family = components === "all" ? "O" : "SO";
  return {
    name: definite ? `${family}(${left})` : pseudoName(free, components),
    ...(left === 1 && { order: 2n }),
    moved,
    group() {
      const group = !definite
        ? pseudoOrthogonalGroup(free.plus, free.minus, { components })
        : family === "O"
          ? orthogonalGroup(left)
          : specialOrthogonalGroup(left);
      return placedGroup(group, metric.dimension, moved);
    },
  };
}

/** The projector on the vectors that the stabiliser fixes: N, and the sums of R. */
function fixedProjector(metric: Metric, span: SpanSignature): Matrix {
  const { plus, minus, light, tilts } = span;
  const out = Matrix.zeros(metric.dimension);
  const set = (i: number, j: number, value: number): void => {
    out.data[i * metric.dimension + j] = value;
  };
  for (let k = 0; k < plus; k++) set(k, k, 1);
  for (let k = 0; k < minus; k++) set(metric.plus + k, metric.plus + k, 1);
  for (let k = 0; k < light; k++) {
    const pair = [plus + k, metric.plus + minus + k];
    for (const i of pair) for (const j of pair) set(i, j, i === j ? 0.5 : 0.5 * (tilts?.[k] ?? 1));
  }
  return out;
}

function lightGroup(
  name: string,
  metric: Metric,
  span: SpanSignature,
  components: PseudoOrthogonalComponents,
): MatrixLieGroup {
  const { dimension } = metric;
  const whole = pseudoOrthogonalGroup(metric.plus, metric.minus, { components });
  const algebra = fixingAlgebra(whole.algebra, fixedProjector(metric, span));
  const flips = [
    ...(metric.plus > span.plus + span.light ? [metric.plus - 1] : []),
    ...(metric.minus > span.minus + span.light ? [dimension - 1] : []),
  ].map((axis) => {
    const out = Matrix.identity(dimension);
    out.data[axis * dimension + axis] = -1;
    return out;
  });
  const both = flips.length === 2 ? [flips[0].multiply(flips[1])] : [];
  const others = { all: [...flips, ...both], special: both, identity: [] }[components];
  const metricMatrix = pseudoMetric(metric.plus, metric.minus);
  const group: MatrixLieGroup = matrixLieGroup({
    name,
    size: dimension,
    compact: false,
    generators: algebra.map((matrix, k) => ({ name: `N${k + 1}`, matrix })),
    components: others,
    inverse: (g) => metricMatrix.multiply(g.transpose()).multiply(metricMatrix),
    sample(random: RandomStream): Matrix {
      const xi = algebra.reduce(
        (sum, matrix) => sum.add(matrix, random.normal()),
        Matrix.zeros(dimension),
      );
      const component = [Matrix.identity(dimension), ...others][random.integer(others.length + 1)];
      return component.multiply(group.exp(xi));
    },
  });
  return group;
}

/** The combinations ξ of the algebra with ξ Π = 0. */
function fixingAlgebra(algebra: readonly Matrix[], projector: Matrix): Matrix[] {
  const images = algebra.map((xi) => xi.multiply(projector).data);
  const constraints = new Matrix(projector.data.length, algebra.length);
  images.forEach((image, p) => {
    image.forEach((value, k) => {
      constraints.data[k * algebra.length + p] = value;
    });
  });
  const { basis } = nullSpace(constraints);
  return Array.from({ length: basis.columns }, (_, k) =>
    algebra.reduce((sum, xi, p) => sum.add(xi, basis.at(p, k)), Matrix.zeros(projector.rows)),
  );
}
