/**
 * Equivariance errors of Lin et al. 2024, read off the figures in the notebooks of their code
 * through the colour bars, to about ±10 %: Float32, 100 trials each. Exact zeros are drawn as 1e-10.
 */
export interface PublishedErrors {
  /** Such as "O(6)", "O(6), degenerate". */
  readonly setting: string;
  readonly network: "MLP" | "MLP-BN" | "GCN" | "GIN";
  readonly plain: number;
  readonly minimal: number;
  /** FA, SFA and iFA, where they were tried. */
  readonly principal?: number;
  readonly stochastic?: number;
  readonly reweighted?: number;
}

const NETWORKS = ["MLP", "MLP-BN", "GCN", "GIN"] as const;

/** Pairs plain, minimal in the order of NETWORKS. */
const PAIRS: Readonly<Record<string, readonly number[]>> = {
  "SO(6)": [0.99, 8e-8, 1.7, 4e-7, 0.99, 8e-8, 1.1, 8e-8],
  "E(6)": [4.9, 2e-7, 4.9, 5e-7, 4.9, 2e-7, 4.9, 2e-7],
  "SE(6)": [5.1, 3e-7, 5.1, 5e-7, 5.1, 3e-7, 5.1, 3e-7],
  "U(6)": [2.5, 3e-7, 7.3, 3e-6],
  "SU(6)": [2.7, 3e-7, 7.3, 3e-6],
  "O(1,3)": [0.94, 3e-5, 1.6, 3e-5, 0.89, 1e-5, 0.89, 9e-6],
  "SO(1,3)": [1.1, 2e-6, 1.7, 1e-5, 1, 4e-6, 1.1, 6e-6],
  "GL(3)": [0.68, 2e-6, 1.2, 1e-6, 0.64, 3e-6, 0.68, 5e-8],
  "SL(3)": [1, 9e-6, 1.6, 8e-6, 1, 5e-6, 0.98, 3e-6],
  "Aff(3)": [2.7, 2e-6, 2.9, 2e-6, 2.7, 2e-6, 2.7, 2e-7],
  S_32: [0.08, 1e-10, 0.71, 1e-10],
  "S_32 × O(3)": [0.6, 5e-8, 0.85, 2e-7],
  "S_6 × O(3), octahedron": [0.48, 7e-9, 0.63, 5e-8],
  "S_32 × SO(3)": [0.5, 5e-8, 0.86, 2e-7],
  "S_32 × O(1,3)": [0.91, 2e-5, 1.9, 3e-5],
  "S_128, graphs": [11, 7e-5, 290, 7e-5],
  "S_16, weighted graphs": [4.2, 5e-7, 6.7, 4e-7],
};

/** Every method, in the order plain, minimal, FA, SFA, iFA. */
const ALL_METHODS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  "O(6)": [
    [1, 9e-8, 5e-8, 1, 3e-8],
    [1.7, 4e-7, 6e-7, 1.7, 2e-7],
    [1.1, 9e-8, 3e-8, 0.96, 2e-8],
    [1.1, 7e-8, 2e-8, 0.96, 2e-8],
  ],
  "O(6), degenerate": [
    [0.97, 9e-8, 1.5e-3, 0.97, 1.3e-5],
    [1.7, 8e-7, 0.37, 1.7, 8e-4],
    [1, 9e-8, 3e-4, 1, 1e-6],
    [1, 1e-7, 9e-5, 1, 1e-6],
  ],
};

export const PUBLISHED_ERRORS: readonly PublishedErrors[] = [
  ...Object.entries(ALL_METHODS).flatMap(([setting, rows]) =>
    rows.map(([plain, minimal, principal, stochastic, reweighted], k) => ({
      ...{ setting, network: NETWORKS[k], plain, minimal, principal, stochastic, reweighted },
    })),
  ),
  ...Object.entries(PAIRS).flatMap(([setting, values]) =>
    NETWORKS.slice(0, values.length / 2).map((network, k) => ({
      ...{ setting, network, plain: values[2 * k], minimal: values[2 * k + 1] },
    })),
  ),
];
