/**
 * Breaks one constant or sign at a time in a copy of the compiled library and must see the
 * tests of that room fail. A mutant that survives is a law that nothing checks.
 */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

interface Mutant {
  file: string;
  from: string;
  to: string;
  tests: string;
}

const mutants: Mutant[] = [
  {
    file: "ensemble/engine/reference-engine.js",
    from: "2 * penalty",
    to: "3 * penalty",
    tests: "ensemble/engine/agreement",
  },
  {
    file: "ensemble/engine/compiled-engine.js",
    from: "2 * temperature",
    to: "4 * temperature",
    tests: "ensemble/engine/agreement",
  },
  {
    file: "ensemble/unit/activation.js",
    from: "a * (1 - a)",
    to: "a * (1 + a)",
    tests: "ensemble/unit/units",
  },
  {
    file: "ensemble/network.js",
    from: "symmetry.output[g]",
    to: "symmetry.output[0]",
    tests: "ensemble/evaluation",
  },
  {
    file: "ensemble/distance/wasserstein.js",
    from: "matched.cost / size",
    to: "matched.cost",
    tests: "ensemble/distance/*",
  },
  {
    file: "ensemble/training/trainer.js",
    from: "this.#lossSum = state.lossSum",
    to: "this.#lossSum = 0",
    tests: "ensemble/training/resume",
  },
  {
    file: "groups/representation/algebra.js",
    from: "left.matrix(g).kronecker(right.matrix(g))",
    to: "right.matrix(g).kronecker(left.matrix(g))",
    tests: "groups/representation/algebra",
  },
  {
    file: "groups/reynolds.js",
    from: "quadrature.weights[k]",
    to: "1",
    tests: "groups/reynolds",
  },
  {
    file: "numerics/statistics.js",
    from: "(values.length - 1)",
    to: "values.length",
    tests: "numerics/statistics",
  },
  {
    file: "groups/lie/catalogue/orthogonal.js",
    from: "0.5 * sinc(angle / 2) ** 2",
    to: "sinc(angle / 2) ** 2",
    tests: "groups/lie/logarithm",
  },
  {
    file: "groups/lie-algebra/bracket.js",
    from: "0 - c",
    to: "c",
    tests: "groups/lie-algebra/structure-constants",
  },
  {
    file: "numerics/sparse/sparse-null-space.js",
    from: "i * R.columns + permutation[j]",
    to: "i * R.columns + j",
    tests: "numerics/sparse/sparse-null-space",
  },
  {
    file: "numerics/matrix-functions/matrix-exponential.js",
    from: "(2 * degree - k + 1)",
    to: "(2 * degree - k)",
    tests: "numerics/matrix-functions/matrix-exponential",
  },
  {
    file: "lie-derivative/spaces/polynomial-maps.js",
    from: "constantMultiplier(generator.output, -1",
    to: "constantMultiplier(generator.output, 1",
    tests: "lie-derivative/*",
  },
  {
    file: "lie-derivative/spaces/integral-kernels.js",
    from: "[...row[c], ...spread]",
    to: "[...row[c]]",
    tests: "lie-derivative/*",
  },
  {
    file: "enforce/fit.js",
    from: "(equations - kept)",
    to: "equations",
    tests: "enforce/enforce",
  },
  {
    file: "discover/sources/map.js",
    from: "const turn = asField ? input.jacobian(points.row(i)) : output;",
    to: "const turn = output;",
    tests: "discover/pipeline",
  },
  {
    file: "discover/discovery.js",
    from: "Math.max(dropped, ...found) / kept",
    to: "1e-4 * kept",
    tests: "discover/pipeline",
  },
  {
    file: "discover/certify/certify.js",
    from: "largest(-1, 2 - value)",
    to: "largest(-1, value)",
    tests: "discover/certify/certify",
  },
  {
    file: "promote/solver/optimality.js",
    from: "weight / reach",
    to: "2 * weight / reach",
    tests: "promote/convergence",
  },
  {
    file: "promote/network/smoothed-norm.js",
    from: "roots[q - 1 - k]",
    to: "roots[k]",
    tests: "promote/network/smoothed-norm",
  },
  {
    file: "numerics/permutations/known-order.js",
    from: "k < among.size",
    to: "k < links.length",
    tests: "numerics/permutations/known-order",
  },
  {
    file: "numerics/information/itakura-saito.js",
    from: "ratio - 1 -",
    to: "ratio -",
    tests: "numerics/information/information",
  },
  {
    file: "groups/finite/permutation-blocks.js",
    from: "order / BigInt(blocks)",
    to: "order",
    tests: "groups/finite/larger-groups",
  },
  {
    file: "discover/channel/level-sets.js",
    from: "Q.add(label, q[a])",
    to: "Q.add(label, joint.data[a])",
    tests: "discover/channel/level-sets",
  },
  {
    file: "discover/channel/samples/symmetry-fit.js",
    from: "parameters - triedInputs.size",
    to: "parameters",
    tests: "discover/channel/samples/symmetry-fit",
  },
  {
    file: "discover/equivariance/equivariance-group.js",
    from: "aut.groupOrder * factorials(rows)",
    to: "aut.groupOrder",
    tests: "discover/equivariance/equivariance-group",
  },
  {
    file: "discover/bottleneck/intertwining/critical-beta.js",
    from: "1 / variance",
    to: "2 / variance",
    tests: "discover/bottleneck/intertwining/curve",
  },
  {
    file: "discover/bottleneck/intertwining/tradeoff-curve.js",
    from: "beta * (loss - at)",
    to: "beta * (at - loss)",
    tests: "discover/bottleneck/intertwining/curve",
  },
  {
    file: "discover/bottleneck/intertwining/mixture/score.js",
    from: "bound: enclosure.bound + remainder",
    to: "bound: 0.5 * enclosure.bound",
    tests: "discover/bottleneck/intertwining/solve",
  },
  {
    file: "discover/bottleneck/intertwining/mixture/condensed.js",
    from: "mass * vectors.at(0, k) ** 2",
    to: "mass * vectors.at(0, k)",
    tests: "discover/bottleneck/intertwining/many-levels",
  },
  {
    file: "discover/bottleneck/classical/channel-capacity.js",
    from: "upperBound = Math.max(upperBound, divergence)",
    to: "upperBound = Math.max(capacity, divergence)",
    tests: "discover/bottleneck/classical/channel-capacity",
  },
  {
    file: "represent/quotient-autoencoder.js",
    from: "tf.argMin(",
    to: "tf.argMax(",
    tests: "represent/autoencoders",
  },
  {
    file: "represent/measure/alignment-floor.js",
    from: "deviation ** 2",
    to: "deviation",
    tests: "represent/measure/alignment-floor",
  },
  {
    file: "discover/barcode/defect.js",
    from: "sum / 2",
    to: "sum",
    tests: "discover/barcode/defect",
  },
  {
    file: "discover/barcode/counts.js",
    from: ">= INDEPENDENCE_LEVEL",
    to: "< INDEPENDENCE_LEVEL",
    tests: "discover/barcode/counts",
  },
  {
    file: "worlds/channels/planted.js",
    from: "weights.get(orbits[x * outputs + y])",
    to: "weights.get(orbits[y])",
    tests: "worlds/channels/named-channels",
  },
  {
    file: "networks/training/optimiser.js",
    from: "1 - wholePower(decays[1], step + 1)",
    to: "1 - wholePower(decays[1], step)",
    tests: "networks/training/optimiser",
  },
  {
    file: "average/minimal/span/axes.js",
    from: "axes[next + k] -= inner",
    to: "axes[next + k] += inner",
    tests: "average/minimal/span/axes",
  },
  {
    file: "average/minimal/pseudo-orthogonal/rest-frame.js",
    from: "gamma * t - along",
    to: "gamma * t + along",
    tests: "average/minimal/pseudo-orthogonal/pseudo-orthogonal-frame",
  },
  {
    file: "average/output/representation-output.js",
    from: "fixedSpace(dual(restricted))",
    to: "fixedSpace(restricted)",
    tests: "average/output/representation-output",
  },
  {
    file: "average/permutation/permutation-outputs.js",
    from: "1 / ++sizes[blocks[k]]",
    to: "1",
    tests: "average/permutation/sorted-rows",
  },
  {
    file: "average/permutation/product/handedness.js",
    from: "return Math.sign(determinant(points))",
    to: "return Math.abs(Math.sign(determinant(points)))",
    tests: "average/permutation/product-frame",
  },
  {
    file: "average/principal/principal-frame.js",
    from: "sign * s, orientation",
    to: "sign * s, 1",
    tests: "average/principal/principal-frames",
  },
  {
    file: "average/canonical/rules/signs.js",
    from: "sum + OFFSET * total",
    to: "OFFSET * total",
    tests: "average/canonical/signs",
  },
  {
    file: "average/weighted/rotations/chains.js",
    from: "start.weight * share",
    to: "share",
    tests: "average/weighted/rotations",
  },
  {
    file: "graphs/labelling/search.js",
    from: "orbits.joinImages(generator);",
    to: "",
    tests: "graphs/labelling/small-graphs",
  },
  {
    file: "graphs/formats/graph6.js",
    from: "Math.ceil(bits / 6)",
    to: "Math.floor(bits / 6)",
    tests: "graphs/formats/graph6",
  },
  {
    file: "networks/program/machine/backward.js",
    from: "{ to: z, p: -1 }",
    to: "{ to: z, p: 1 }",
    tests: "networks/program/gradient",
  },
  {
    file: "networks/program/machine/forward.js",
    from: "p: 1 - value",
    to: "p: value",
    tests: "networks/program/random-state",
  },
  {
    file: "networks/program/training/optimiser.js",
    from: "1 - wholePower(decays[1], step + 1)",
    to: "1 - wholePower(decays[1], step)",
    tests: "networks/program/training",
  },
  {
    file: "worlds/bodies/charged-bodies.js",
    from: "force[b] -= p0",
    to: "force[b] += p0",
    tests: "worlds/bodies/bodies",
  },
  {
    file: "worlds/sets/hulls/facet-planes.js",
    from: "determinant > 0n ? size : -size",
    to: "size",
    tests: "worlds/sets/hulls/convex-hull",
  },
  {
    file: "workbench/claims/judge.js",
    from: "<=",
    to: ">=",
    tests: "workbench/claims/*",
  },
];

const dist = fileURLToPath(new URL("../..", import.meta.url));
const copy = join(dist, `mutant-${process.pid}`);

describe("mutants", () => {
  before(() => {
    for (const part of ["src", "test"]) {
      cpSync(join(dist, part), join(copy, part), { recursive: true });
    }
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it("the copy passes while nothing in it is broken", () => {
    const specs = [...new Set(mutants.map(({ tests }) => tests))];
    expect(report(specs))
      .to.match(/\d+ passing/)
      .and.not.match(/^ *\d+ failing/m);
  });

  for (const { file, from, to, tests } of mutants) {
    it(`${file}: "${from}" → "${to}" is noticed`, () => {
      const path = join(copy, "src", file);
      const original = readFileSync(path, "utf8");
      expect(original, "the text to break is still there").to.include(from);
      writeFileSync(path, original.replace(from, to));
      const output = report([tests]);
      writeFileSync(path, original);
      expect(output).to.match(/^ *[1-9]\d* failing/m);
    });
  }
});

/** What mocha prints for these tests of the copy, up to the first that fails. */
function report(tests: readonly string[]): string {
  const mocha = join(dist, "..", "node_modules", "mocha", "bin", "mocha.js");
  const specs = tests.map((name) => join(copy, "test", `${name}.test.js`));
  const options = ["--no-config", "--bail", "--timeout", "60000"];
  return spawnSync(process.execPath, [mocha, ...options, ...specs], { encoding: "utf8" }).stdout;
}
