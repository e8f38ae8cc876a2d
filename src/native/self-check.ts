/**
 * Does a build of ensemble.c give the bits of the WebAssembly one? A few steps of small
 * networks that go through every function of it: all activations, schemes and kinds of
 * unit, with a last vector that is not full. It takes milliseconds, once in a thread.
 */
import {
  type EnsembleBuild,
  EnsembleKernel,
  type NetworkArray,
  type NetworkSizes,
  webAssemblyEnsemble,
} from "./ensemble-kernel.js";

const PARTICLES = 11;
const STEPS = 3;

const common = { particles: PARTICLES, batch: 3, nodes: 2, teachers: 5, pool: 0 };

/** All schemes with one unit, and each other kind of unit with one scheme. */
const NETWORKS: readonly NetworkSizes[] = [
  ...[0, 1, 2, 3, 4].map((scheme) => ({
    ...{ ...common, inputs: 2, outputs: 2, hidden: 2, parameters: 4, outer: false, bias: false },
    ...{ activation: 0, at: { inner: 0, outer: 0, bias: 0 }, scale: 1, scheme },
  })),
  {
    ...{ ...common, inputs: 2, outputs: 2, hidden: 1, parameters: 4, outer: true, bias: false },
    ...{ activation: 0, at: { inner: 0, outer: 2, bias: 0 }, scale: 0.5, scheme: 3 },
  },
  ...[0, 1, 2].map((activation) => ({
    ...{ ...common, inputs: 2, outputs: 3, hidden: 2, parameters: 12, outer: true, bias: true },
    ...{ activation, at: { outer: 0, inner: 6, bias: 10 }, scale: 1, scheme: 4 - activation },
  })),
];

/** Multiples of 2⁻⁶ in [−1, 1), all of them exact. */
function fill(kernel: EnsembleKernel, name: NetworkArray, length: number): void {
  const numbers = kernel.array(name, length);
  for (let i = 0; i < length; i++) numbers[i] = ((37 * i + 11) % 128) / 64 - 1;
}

/** Loss and particles after some steps, as bits. */
function outcome(build: EnsembleBuild, sizes: NetworkSizes): BigInt64Array {
  const kernel = new EnsembleKernel(build, sizes);
  const { inputs: d, outputs: c, parameters, nodes, teachers, batch } = sizes;
  kernel.rates(0.5, 2 ** -10, 2 ** -4, true);
  kernel.keys(1, 2, 3, 4, 5, 6);
  for (let q = 0; q < parameters; q++) {
    for (const [name, row, count] of [
      ["theta", kernel.rowLength, PARTICLES],
      ["teacher", kernel.teacherRowLength, teachers],
    ] as const) {
      const entries = kernel.array(name, count, q * row);
      for (let i = 0; i < count; i++) entries[i] = ((53 * i + 29 * q) % 101) / 64 - 0.75;
    }
  }
  fill(kernel, "input_factor", d * d);
  fill(kernel, "input_mean", d);
  fill(kernel, "rho_in", nodes * d * d);
  fill(kernel, "rho_out", nodes * c * c);
  fill(kernel, "projector", parameters ** 2);
  fill(kernel, "noise_projector", parameters ** 2);
  kernel.array("node_weights", nodes).fill(1 / nodes);
  kernel.array("sample_weights", batch).fill(0.25);
  const result = new Float64Array(1 + parameters * PARTICLES);
  result[0] = kernel.steps(0, STEPS, 0);
  for (let q = 0; q < parameters; q++) {
    result.set(kernel.array("theta", PARTICLES, q * kernel.rowLength), 1 + q * PARTICLES);
  }
  return new BigInt64Array(result.buffer);
}

/** Whether every bit of every network is WebAssembly's. */
export function agreesWithWebAssembly(build: EnsembleBuild): boolean {
  return NETWORKS.every((sizes) => {
    const expected = outcome(webAssemblyEnsemble(), sizes);
    return outcome(build, sizes).every((bits, i) => bits === expected[i]);
  });
}
