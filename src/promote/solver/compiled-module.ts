/** The module in C++ behind this folder: src/native/sources/promote/promote.cpp and nuclear-path.h. */
import { EnvironmentError } from "../../errors.js";
import {
  type EigenMemory,
  EigenModule,
  type EigenModuleExports,
} from "../../native/eigen-module.js";
import type { LieOperator } from "./lie-operator.js";

interface PromoteExports extends EigenModuleExports {
  exact_freedom(
    parameters: number,
    coefficients: number,
    rows: number,
    generators: number,
    starts: number,
    columns: number,
    values: number,
    root: number,
    free: number,
    start: number,
    kernel: number,
    curvature: number,
    projector: number,
    offset: number,
  ): number;
  nuclear_iterations(
    parameters: number,
    coefficients: number,
    rows: number,
    generators: number,
    starts: number,
    columns: number,
    values: number,
    root: number,
    projector: number,
    offset: number,
    threshold: number,
    relaxation: number,
    count: number,
    memory: number,
    w: number,
    M: number,
    U: number,
    L: number,
    report: number,
  ): number;
  exact_kernel(
    samples: number,
    parameters: number,
    design: number,
    values: number,
    tolerance: number,
    start: number,
    kernel: number,
    report: number,
  ): number;
  nuclear_path(
    parameters: number,
    coefficients: number,
    rows: number,
    generators: number,
    starts: number,
    columns: number,
    values: number,
    root: number,
    free: number,
    start: number,
    kernel: number,
    quadratic: number,
    linear: number,
    weight: number,
    count: number,
    state: number,
    w: number,
    multiplier: number,
    report: number,
  ): number;
}

export const promoteModule: EigenModule<PromoteExports> = new EigenModule("promote");

/** Addresses of S (row starts, columns, values) and of R by columns; 0 for the identity. */
export function putOperator(
  { stacked, root }: LieOperator,
  memory: EigenMemory,
): [starts: number, columns: number, values: number, root: number] {
  return [
    memory.put(stacked.rowStarts),
    memory.put(stacked.columnIndices),
    memory.put(stacked.values),
    root ? memory.put(root.transpose().data) : 0,
  ];
}

export function tooLarge(operator: LieOperator, cause: unknown): EnvironmentError {
  return new EnvironmentError(
    `promote: ${operator.generators} generators on ${operator.parameters} coefficients do not fit into the 4 GiB of WebAssembly; take a smaller space of models or fewer generators.`,
    { cause },
  );
}
