/**
 * Networks on eigenvectors whose output does not know their signs: by a branch for each sign of
 * each column (SignNet, Lim et al. 2022), and by averaging over all signs of all columns.
 *
 * | symbol | name here      | meaning                                                       |
 * | φ      | of one column  | n × 1 → n × h, permutes with the vertices                     |
 * | ρ      | head           | n × h → numbers, does not know the order of the vertices      |
 * |        | signInvariantNetwork | ρ(Σ_k [φ(u_k) + φ(−u_k)])                               |
 * | 2^k    | signPatternFrame | U diag(s) for all signs s, whose mean any network can have   |
 *
 * The first cannot say everything (Ma et al. 2024): where the multiset of the entries of u_k is
 * symmetric, φ(u_k)_i + φ(−u_k)_i depends on |u_ki| alone, and the signs of the columns relative
 * to each other are lost. The mean over all patterns keeps them.
 */
import { DomainError } from "../../../errors.js";
import { Matrix, product, type RandomStream } from "../../../numerics/index.js";
import type { Frame } from "../../frame.js";

/** ρ(Σ_k [φ(u_k) + φ(−u_k)]) of the columns u_k of U (n × k). */
export function signInvariantNetwork<Output>(
  phi: (column: Matrix) => Matrix,
  head: (rows: Matrix) => Output,
): (U: Matrix) => Output {
  return (U) => {
    const branches = Array.from({ length: U.columns }, (_, k) => {
      const column = new Matrix(U.rows, 1, U.column(k));
      return phi(column).add(phi(column.scale(-1)));
    });
    if (branches.length === 0) return head(new Matrix(U.rows, 0));
    return head(branches.reduce((sum, branch) => sum.add(branch)));
  };
}

/**
 * U diag(s) for all 2^k signs s of U's columns, for k up to 12. No `inspect`: it treats every U
 * alike and jumps nowhere.
 */
export const signPatternFrame: Frame<Matrix> = {
  name: "all signs of the columns",
  poses(U) {
    if (U.columns > 12) {
      throw new DomainError(
        `signPatternFrame: got ${U.columns} columns, which have 2^${U.columns} sign patterns; expected at most 12. Take canonical eigenvectors, whose signs are known.`,
      );
    }
    const count = 2 ** U.columns;
    return Array.from({ length: count }, (_, pattern) => {
      const form = U.clone();
      for (let i = 0; i < form.data.length; i++) {
        if ((pattern >> (i % U.columns)) & 1) form.data[i] = -form.data[i];
      }
      return { form, weight: 1 / count };
    });
  },
};

/**
 * A random network on sets: n rows of `inputs` numbers → n rows of `outputs` numbers, and it
 * permutes with the rows. Two layers; each row sees itself and the mean of all rows.
 */
export function randomSetNetwork(
  { inputs, width, outputs }: { inputs: number; width: number; outputs: number },
  random: RandomStream,
): (rows: Matrix) => Matrix {
  const first = randomLayer(inputs, width, random);
  const second = randomLayer(width, outputs, random);
  return (rows) => second(first(rows));
}

/** tanh(x_i A + x̄ B + b). */
function randomLayer(inputs: number, outputs: number, random: RandomStream) {
  const [own, shared] = [0, 1].map(() =>
    new Matrix(inputs, outputs, random.normals(inputs * outputs)).scale(1 / Math.sqrt(inputs)),
  );
  const bias = random.normals(outputs);
  return (rows: Matrix): Matrix => {
    const out = product(rows, own);
    const around = product(columnMeans(rows), shared);
    for (let k = 0; k < out.data.length; k++) {
      out.data[k] = Math.tanh(out.data[k] + around.data[k % outputs] + bias[k % outputs]);
    }
    return out;
  };
}

/** 1 × columns. */
export function columnMeans(rows: Matrix): Matrix {
  const means = new Matrix(1, rows.columns);
  for (let k = 0; k < rows.data.length; k++) {
    means.data[k % rows.columns] += rows.data[k] / rows.rows;
  }
  return means;
}
