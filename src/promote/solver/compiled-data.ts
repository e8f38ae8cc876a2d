/** What exact data leave free, in WebAssembly. */
import { Matrix, type Vector } from "../../numerics/index.js";
import { promoteModule, putOperator, tooLarge } from "./compiled-module.js";
import type { Freedom } from "./data/data-term.js";
import type { LeastNorm } from "./data/least-norm.js";
import type { LieOperator } from "./lie-operator.js";

export interface ExactFreedom extends Freedom {
  /** Whether ZᵀHZ is regular; Q and w̄ are of no use otherwise. */
  readonly regular: boolean;
}

/**
 * Q and w̄ for w = w₀ + Z t by Cholesky of ZᵀHZ.
 * @param kernel Z's columns as rows
 * @throws EnvironmentError out of memory
 */
export function compiledFreedom(
  operator: LieOperator,
  { start, kernel }: LeastNorm,
  curvature: number,
): ExactFreedom {
  const { parameters: P, coefficients, rows, generators } = operator;
  const free = kernel.rows;
  return promoteModule.run(
    (cause) => tooLarge(operator, cause),
    (exports, memory) => {
      const parts = putOperator(operator, memory);
      const [from, basis] = [start, kernel.data].map(memory.put);
      const [projector, offset] = [P * P, P].map(memory.room);
      memory.reserve(rows * generators * (free + 4) + 2 * free * (free + P));
      const status = exports.exact_freedom(
        ...([P, coefficients, rows, generators] as const),
        ...parts,
        ...([free, from, basis, curvature, projector, offset] as const),
      );
      return {
        projector: new Matrix(P, P, memory.numbers(projector, P * P)),
        offset: memory.numbers(offset, P),
        regular: status === 0,
      };
    },
  );
}

/**
 * w₀ and Z by Householder QR of Θᵀ with column pivoting.
 * @throws EnvironmentError out of memory
 */
export function compiledKernel(
  operator: LieOperator,
  design: Matrix,
  values: Vector,
  tolerance: number,
): LeastNorm {
  const { rows: N, columns: P } = design;
  return promoteModule.run(
    (cause) => tooLarge(operator, cause),
    (exports, memory) => {
      const given = [design.data, values].map(memory.put);
      const [start, kernel, report] = [P, P * P, 2].map(memory.room);
      memory.reserve(2 * P * P + 2 * N * P);
      exports.exact_kernel(
        ...([N, P] as const),
        ...(given as [number, number]),
        ...([tolerance, start, kernel, report] as const),
      );
      const free = P - memory.numbers(report, 2)[0];
      return {
        start: memory.numbers(start, P),
        kernel: new Matrix(free, P, memory.numbers(kernel, free * P)),
      };
    },
  );
}
