/**
 * Samples to recovery over a grid of cells, beside the published medians; finished searches
 * are kept in data/cache/recovery and found again.
 *
 *   node dist/bench/recovery-grid.js --features ortho --group T --degree 2 --inputs 5,10 --latent 1,2,3
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { specialEuclideanGroup, translationGroup } from "../src/groups/index.js";
import { polynomialRecovery, recoveryGrid } from "../src/promote/index.js";
import {
  composedPolynomial,
  type FeatureKind,
  PUBLISHED_RECOVERY,
} from "../src/worlds/polynomials/index.js";
import { median } from "./mean-field/line.js";

const { values } = parseArgs({
  options: {
    features: { type: "string", default: "ortho" },
    group: { type: "string", default: "T" },
    degree: { type: "string", default: "2" },
    inputs: { type: "string", default: "5,10" },
    latent: { type: "string", default: "1,2,3" },
    seeds: { type: "string", default: "10" },
    workers: { type: "string", default: "1" },
    measure: { type: "string", default: "monteCarlo" },
  },
});
const list = (text: string): number[] => text.split(",").map(Number);
const features = values.features as FeatureKind;
const store = fileURLToPath(new URL("../../data/cache/recovery/", import.meta.url));

for (const inputs of list(values.inputs)) {
  for (const latent of list(values.latent)) {
    const degree = Number(values.degree);
    const cells = Array.from({ length: Number(values.seeds) }, (_, seed) => ({
      keys: { seed },
      problem: () => {
        const target = composedPolynomial({ features, inputs, latent, degree, seed });
        const group =
          values.group === "T" ? translationGroup(inputs) : specialEuclideanGroup(inputs);
        const measure = values.measure === "exact" ? "exact" : "drawn";
        return polynomialRecovery(target, group, { measure, seed });
      },
    }));
    const begin = performance.now();
    const rows = await recoveryGrid(cells, { workers: Number(values.workers), store });
    const samples = rows.map((row) => row.samples);
    const published = PUBLISHED_RECOVERY.find(
      (row) =>
        row.features === features &&
        row.group === values.group &&
        row.inputs === inputs &&
        row.latent === latent &&
        row.degree === degree,
    );
    console.log(
      [
        `${features} ${values.group} m=${inputs} r=${latent} d=${degree}`,
        `${median(samples)} (${Math.min(...samples)}–${Math.max(...samples)})`,
        published ? `published ${published.median} (${published.least}–${published.most})` : "",
        `${(rows.reduce((sum, row) => sum + row.seconds, 0) / rows.length).toFixed(2)} s a seed`,
        `${((performance.now() - begin) / 1000).toFixed(1)} s wall`,
      ].join("  "),
    );
  }
}
