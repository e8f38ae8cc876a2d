/** Vector messages as they are written in the paper: one number after the other, pair by pair, in Float64. */
import type { NamedVariables } from "../../../src/layers/index.js";

type Table = number[][];

interface Given {
  readonly positions: Table;
  readonly scalars: Table;
  /** [point][component][channel]. */
  readonly vectors: number[][][];
}

const entries = (weights: NamedVariables, name: string): Table => {
  const variable = weights[name];
  const values = Array.from(variable.dataSync());
  const columns = variable.shape[variable.shape.length - 1];
  return Array.from({ length: values.length / columns }, (_, i) =>
    values.slice(i * columns, (i + 1) * columns),
  );
};

const times = (x: readonly number[], matrix: Table): number[] =>
  matrix[0].map((_, column) => x.reduce((sum, value, k) => sum + value * matrix[k][column], 0));

/** What `vectorMessages` does before its gated block, and where it moves the points. */
export function pairwiseMessages(
  weights: NamedVariables,
  { positions, scalars, vectors }: Given,
  { reach, count }: { readonly reach: number; readonly count: number },
) {
  const gates = entries(weights, "gates.matrix");
  const step = reach / (count - 1);
  const radial = (r: readonly number[]): number[] => {
    const d = Math.max(r[0] ** 2 + r[1] ** 2 + r[2] ** 2, 1e-4);
    return Array.from({ length: count }, (_, k) =>
      Math.exp(-((d - k * step) ** 2) / (2 * step * step)),
    );
  };
  const shift = entries(weights, "scalarMap.bias")[0];
  const mapped = scalars.map((s) =>
    times(s, entries(weights, "scalarMap.matrix")).map((value, k) => value + shift[k]),
  );
  const mixed = vectors.map((v) =>
    v.map((row) => times(row, entries(weights, "vectorMap.matrix"))),
  );
  const [n, S, C] = [positions.length, scalars[0].length, vectors[0][0].length];
  const sent = scalars.map((s) => [...s]);
  const summed = vectors.map((v) => v.map((row) => [...row]));
  const moved = positions.map((p) => [...p]);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const r = positions[j].map((x, k) => x - positions[i][k]);
      const gate = times([...scalars[i], ...scalars[j], ...radial(r), 1], gates);
      const [a, b] = [gate.slice(0, S), gate.slice(S, S + C)];
      const [c, e] = [gate.slice(S + C, S + 2 * C), gate[S + 2 * C]];
      for (let k = 0; k < S; k++) sent[i][k] += (a[k] * mapped[j][k]) / (n - 1);
      for (let k = 0; k < C; k++) {
        const [u, w] = [mixed[i].map((row) => row[k]), mixed[j].map((row) => row[k])];
        for (let axis = 0; axis < 3; axis++) {
          const [p, q] = [(axis + 1) % 3, (axis + 2) % 3];
          const cross = u[p] * w[q] - u[q] * w[p];
          summed[i][axis][k] += (b[k] * cross + c[k] * r[axis]) / (n - 1);
        }
      }
      for (let axis = 0; axis < 3; axis++) moved[i][axis] -= (e * r[axis]) / (n - 1);
    }
  }
  return { sent, summed, moved };
}
