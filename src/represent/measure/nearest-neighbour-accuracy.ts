/**
 * How often the nearest codes have the right label, with the interval of a share.
 *
 * | symbol | name here    | value                                              |
 * | k      | neighbours   | how many vote; of a tie the label of the nearest one |
 * | p̂      | accuracy     | share of the tests that are right                  |
 * |        | lower, upper | Wilson's interval: E. B. Wilson, J. Amer. Stat. Assoc. 22 (1927) |
 *
 * The interval speaks of the tests that were drawn, not of other trainings: for those take several
 * seeds and `confidenceInterval`.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { KDTree, type Matrix } from "../../numerics/index.js";

export interface LabelledCodes {
  /** One row for each sample. */
  readonly codes: Matrix;
  readonly labels: ArrayLike<number>;
}

export interface NeighbourOptions {
  /** k; default 1. */
  readonly neighbours?: number;
  /** "standardised": each number of a code divided by its deviation over the reference. Default "raw". */
  readonly scale?: "raw" | "standardised";
}

export interface ShareOfRight {
  readonly accuracy: number;
  readonly right: number;
  readonly count: number;
  /** At 95 %. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * @param reference whose labels are known to the classifier
 * @throws ShapeError for codes and labels that do not fit; DomainError for a number of neighbours
 *   beyond the reference's, a code that is not finite, no tests
 */
export function nearestNeighbourAccuracy(
  reference: LabelledCodes,
  tests: LabelledCodes,
  { neighbours = 1, scale = "raw" }: NeighbourOptions = {},
): ShareOfRight {
  requireLabels("reference", reference);
  requireLabels("tests", tests);
  const factors = scale === "raw" ? undefined : inverseDeviations(reference.codes);
  const tree = new KDTree(scaled(reference.codes, factors));
  const { indices } = tree.nearest(scaled(tests.codes, factors), neighbours);
  let right = 0;
  for (let i = 0; i < tests.codes.rows; i++) {
    const near = indices.subarray(i * neighbours, (i + 1) * neighbours);
    if (vote(Array.from(near, (j) => reference.labels[j])) === tests.labels[i]) right++;
  }
  return shareOfRight(right, tests.codes.rows);
}

/** Wilson's 95 % interval of `right` in `count`. @throws DomainError unless 0 ≤ right ≤ count and count ≥ 1 */
export function shareOfRight(right: number, count: number): ShareOfRight {
  if (
    !(Number.isSafeInteger(count) && Number.isSafeInteger(right) && right >= 0) ||
    count < 1 ||
    right > count
  ) {
    throw new DomainError(
      `shareOfRight: got ${right} of ${count}; expected whole numbers, at least one in all.`,
    );
  }
  const z = 1.959963984540054; // Φ⁻¹(0.975)
  const share = right / count;
  const spread = 1 + z ** 2 / count;
  const centre = (share + z ** 2 / (2 * count)) / spread;
  const half = (z / spread) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return {
    accuracy: share,
    right,
    count,
    lower: right === 0 ? 0 : centre - half,
    upper: right === count ? 1 : centre + half,
  };
}

/** The most frequent label; of equally frequent ones that of the nearest sample. */
function vote(labels: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return labels.find((label) => counts.get(label) === most)!;
}

function inverseDeviations(codes: Matrix): Float64Array {
  return Float64Array.from({ length: codes.columns }, (_, k) => {
    const column = codes.column(k);
    const centre = column.reduce((sum, value) => sum + value, 0) / column.length;
    const square = column.reduce((sum, value) => sum + (value - centre) ** 2, 0) / column.length;
    return square > 0 ? 1 / Math.sqrt(square) : 1;
  });
}

function scaled(codes: Matrix, factors: Float64Array | undefined): Matrix {
  if (factors === undefined) return codes;
  const out = codes.clone();
  for (let k = 0; k < out.data.length; k++) out.data[k] *= factors[k % codes.columns];
  return out;
}

function requireLabels(argument: string, { codes, labels }: LabelledCodes): void {
  if (codes.rows === labels.length && codes.rows > 0) return;
  throw new ShapeError(
    `nearestNeighbourAccuracy: ${argument} has ${codes.rows} codes and ${labels.length} labels; expected as many of each, 1 or more.`,
  );
}
