/**
 * Encoding inputs alone: what keeps p(y|x) for all y is being in the same class of equal rows.
 *
 * | symbol | name here | shape                                                    |
 * |        | labels    | \|X\|, the class of each input; C where p(x) = 0           |
 * | P_c    | P         | C, Σ p(x) over the class                                 |
 * | r_c    | ratios    | C, exp D(p(·|c) ‖ p_Y), ascending, ties in order of inputs |
 *
 * Σ P_c log r_c = I(X;Y): a classical bottleneck's relevance at full information.
 */
import { Matrix, relativeEntropy } from "../../numerics/index.js";
import type { Channel } from "./channel.js";
import type { LevelSets } from "./level-sets.js";
import { outputLaw } from "./reference.js";

/** The classes of rows whose pairs have the same levels. */
export function rowClasses(channel: Channel, pairs: LevelSets): LevelSets {
  const { inputs, outputs, labels } = pairs;
  const { inputLaw, kernel } = channel;
  const second = outputLaw(channel);
  const classes: { mass: number; relevance: number; members: number[] }[] = [];
  const known = new Map<string, (typeof classes)[number]>();
  for (let x = 0; x < inputs; x++) {
    if (inputLaw[x] === 0) continue;
    const key = labels.subarray(x * outputs, (x + 1) * outputs).join();
    let found = known.get(key);
    if (found === undefined) {
      found = { mass: 0, relevance: relativeEntropy(kernel.row(x), second), members: [] };
      known.set(key, found);
      classes.push(found);
    }
    found.mass += inputLaw[x];
    found.members.push(x);
  }
  classes.sort((a, b) => a.relevance - b.relevance);
  const classOf = new Int32Array(inputs).fill(classes.length);
  classes.forEach(({ members }, c) => {
    for (const x of members) classOf[x] = c;
  });
  const P = Float64Array.from(classes, ({ mass }) => mass);
  const ratios = Float64Array.from(classes, ({ relevance }) => Math.exp(relevance));
  return {
    ...pairs,
    outputs: 1,
    labels: classOf,
    levels: classes.length,
    P,
    Q: P.map((mass, c) => mass / ratios[c]),
    ratios,
    hasImpossible: inputLaw.includes(0),
    encodes: "inputs",
    joint: new Matrix(inputs, 1, inputLaw),
  };
}
