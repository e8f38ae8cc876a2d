/** Matrices of labels for the tests, and the group of one by trying all permutations of its rows. */
import { type LabelMatrix, orbits, type RandomStream } from "../../../src/index.js";

/** Equal numbers (to twelve digits) get equal labels. */
export function labelled(rows: readonly (readonly number[])[]): LabelMatrix {
  const numbers = new Map<string, number>();
  const labels = rows.flat().map((value) => {
    const text = value.toPrecision(12);
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text)!;
  });
  return { inputs: rows.length, outputs: rows[0].length, labels: Int32Array.from(labels) };
}

export function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, k) => [...rest.slice(0, k), n - 1, ...rest.slice(k)]),
  );
}

/**
 * Every row permutation σ is tried; it belongs to the group when the columns of M[σ·, ·] are those
 * of M in another order, and then as many τ go with it as equal columns can be exchanged.
 */
export function groupByTrial({ inputs, outputs, labels }: LabelMatrix): {
  order: number;
  inputOrbits: number[];
  outputOrbits: number[];
  pairOrbits: number[];
} {
  const column = (y: number, sigma: readonly number[]): string =>
    sigma.map((x) => labels[x * outputs + y]).join();
  const identity = Array.from({ length: inputs }, (_, x) => x);
  const own = Array.from({ length: outputs }, (_, y) => column(y, identity));
  const counts = new Map<string, number>();
  let exchanges = 1;
  for (const text of own) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
    exchanges *= counts.get(text)!;
  }
  const ofPairs = Array.from({ length: inputs * outputs }, (_, a) => a);
  const ofInputs = [...identity];
  const ofOutputs = Array.from({ length: outputs }, (_, y) => y);
  let found = 0;
  const sorted = [...own].sort().join(";");
  for (const sigma of permutations(inputs)) {
    const moved = Array.from({ length: outputs }, (_, y) => column(y, sigma));
    if ([...moved].sort().join(";") !== sorted) continue;
    found++;
    // M[σx, y′] = M[x, y] for all x: y may go to y′.
    for (let y = 0; y < outputs; y++) {
      moved.forEach((text, image) => {
        if (text !== own[y]) return;
        ofOutputs[image] = Math.min(ofOutputs[image], y);
        for (let x = 0; x < inputs; x++) {
          const to = sigma[x] * outputs + image;
          ofPairs[to] = Math.min(ofPairs[to], x * outputs + y);
        }
      });
    }
    sigma.forEach((image, x) => {
      ofInputs[image] = Math.min(ofInputs[image], x);
    });
  }
  return {
    order: found * exchanges,
    inputOrbits: ofInputs,
    outputOrbits: ofOutputs,
    pairOrbits: ofPairs,
  };
}

/**
 * Labels that are the orbits of the generated group on pairs: generators act on the inputs, and
 * on the outputs by `onOutputs`; rows and columns are then put into a random order.
 */
export function planted(
  inputs: number,
  outputs: number,
  generators: readonly { input: readonly number[]; output: readonly number[] }[],
  random: RandomStream,
): LabelMatrix {
  const onPairs = generators.map(({ input, output }) =>
    Array.from(
      { length: inputs * outputs },
      (_, a) => input[Math.floor(a / outputs)] * outputs + output[a % outputs],
    ),
  );
  const ofPairs = orbits(onPairs, inputs * outputs);
  const rows = random.permutation(inputs);
  const columns = random.permutation(outputs);
  const labels = new Int32Array(inputs * outputs);
  for (let x = 0; x < inputs; x++) {
    for (let y = 0; y < outputs; y++) {
      labels[rows[x] * outputs + columns[y]] = ofPairs[x * outputs + y];
    }
  }
  return { inputs, outputs, labels };
}
