/**
 * How much of the error of a local fit its residuals do not show. Terms of higher degree than the
 * fit has are no noise: neighbours share them, and they tilt slopes without scattering residuals.
 * Two neighbourhoods tell them apart, after O. V. Lepski, Theory Probab. Appl. 35 (1990): between k
 * and 2k neighbours, slopes move by noise, of variance V(k) − V(2k) for nested least squares, and by
 * the bias, which grows with the radius to the power p.
 *
 * | symbol   | name here   | meaning                                                    |
 * | Δ²       | moved       | mean squared difference of the slopes at k and at 2k       |
 * | V(k)     | own, wide   | mean variance of the slopes by their residuals, at k and 2k |
 * | bias²    |             | (Δ² − max(0, V(k) − V(2k))) / (2^{p/d} − 1)², not below 0    |
 * |          | result      | 1 + bias² / V(k): what variances are multiplied by         |
 */

export interface BiasComparison {
  readonly moved: number;
  readonly own: number;
  readonly wide: number;
  /** d */
  readonly dimension: number;
  /** Of the fitted polynomials: the bias of their slopes goes with the radius to the power degree + 1, by symmetry of the neighbourhood for planes. */
  readonly degree: 1 | 2;
}

/** At least 1; exactly 1 where residuals vanish. */
export function biasInflation({ moved, own, wide, dimension, degree }: BiasComparison): number {
  if (!(own > 0)) return 1;
  const growth = 2 ** ((degree + 1) / dimension) - 1;
  return 1 + Math.max(0, moved - Math.max(0, own - wide)) / (growth ** 2 * own);
}
