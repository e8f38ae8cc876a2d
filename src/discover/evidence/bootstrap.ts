/**
 * What another draw of the samples would have given: B. Efron, Bootstrap methods: another look at
 * the jackknife, Ann. Statist. 7 (1979). Samples are drawn again with replacement, all rows of a
 * sample together; beyond 1000 samples, random groups of samples.
 *
 * It measures the scatter that comes from which samples were drawn, not a bias that they share: rows of a
 * point cloud come from overlapping neighbourhoods, and noise enters every one of them. There the
 * noise floor is the better guide.
 */
import {
  Matrix,
  orthonormalBasis,
  principalAngles,
  quantile,
  type RandomStream,
  type Vector,
} from "../../numerics/index.js";
import { defectsIn } from "./defects.js";
import { stacked, triangularFactor } from "./triangular-factor.js";

const MOST_GROUPS = 1000;

export interface BootstrapInterval {
  readonly lower: number;
  readonly upper: number;
}

export interface BootstrapConfidence {
  readonly replicates: number;
  readonly level: number;
  /** For each defect, descending, its percentile interval. */
  readonly defects: readonly BootstrapInterval[];
  /** How often each dimension 0 … was decided, as a share of the replicates. */
  readonly dimensions: readonly number[];
  /** The quantile at `level` of the largest principal angle to the replicates' null spaces, radians; 0 for dimension 0. */
  readonly angle: number;
}

export interface BootstrapPlan {
  readonly rows: Matrix;
  readonly samples: number;
  /** D-orthonormal, q × r; its defects are bootstrapped. */
  readonly basis: Matrix;
  /** q × d, the null space that was found. */
  readonly found: Matrix;
  readonly replicates: number;
  readonly level: number;
  readonly random: RandomStream;
  /** The dimension that these defects with these directions would give. */
  decide(defects: Vector, directions: Matrix): number;
}

export function bootstrap(plan: BootstrapPlan): BootstrapConfidence {
  const { basis, found, replicates, level, random } = plan;
  const groups = groupedFactors(plan.rows, plan.samples, random.split("groups"));
  const draws = random.split("draws");
  const defects: Vector[] = [];
  const angles: number[] = [];
  const counts = new Array<number>(basis.columns + 1).fill(0);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const times = new Int32Array(groups.length);
    for (let k = 0; k < groups.length; k++) times[draws.integer(groups.length)]++;
    const drawn = groups.flatMap((group, k) =>
      times[k] === 0 ? [] : [group.scale(Math.sqrt(times[k]))],
    );
    const result = defectsIn(triangularFactor(stacked(drawn)), basis);
    defects.push(result.defects);
    counts[plan.decide(result.defects, result.directions)]++;
    angles.push(angleBetween(found, result.directions));
  }
  const tail = (1 - level) / 2;
  return {
    replicates,
    level,
    defects: Array.from({ length: basis.columns }, (_, k) => {
      const values = defects.map((list) => list[k]);
      return { lower: quantile(values, tail), upper: quantile(values, 1 - tail) };
    }),
    dimensions: counts.map((count) => count / replicates),
    angle: quantile(angles, level),
  };
}

/** The largest angle between `found` and the last directions, as many as it has columns. */
function angleBetween(found: Matrix, directions: Matrix): number {
  const d = found.columns;
  if (d === 0) return 0;
  const last = new Matrix(directions.rows, d);
  for (let i = 0; i < directions.rows; i++) {
    last.row(i).set(directions.row(i).subarray(directions.columns - d));
  }
  const { angles } = principalAngles(found, orthonormalBasis(last).basis);
  return angles[angles.length - 1];
}

function groupedFactors(rows: Matrix, samples: number, random: RandomStream): Matrix[] {
  const q = rows.columns;
  const width = rows.rows / samples;
  const take = (sample: number) =>
    new Matrix(width, q, rows.data.subarray(sample * width * q, (sample + 1) * width * q));
  if (samples <= MOST_GROUPS) return Array.from({ length: samples }, (_, i) => take(i));
  const order = random.permutation(samples);
  return Array.from({ length: MOST_GROUPS }, (_, k) => {
    const start = Math.floor((k * samples) / MOST_GROUPS);
    const end = Math.floor(((k + 1) * samples) / MOST_GROUPS);
    return triangularFactor(stacked(order.slice(start, end).map(take)));
  });
}
