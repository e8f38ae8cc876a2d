/**
 * The unit σ*(x; z) = h(x·z) for a function h of one variable, with values in ℝ.
 * Under an orthogonal action on x and the same on z it is jointly equivariant with
 * the trivial action on the output: (ρ_g x)·(ρ_g z) = x·z.
 */
import { DomainError } from "../../errors.js";
import { homRepresentation } from "../../groups/index.js";
import type { Unit } from "./unit.js";

export interface ScalarFunction {
  name: string;
  value(u: number): number;
  derivative(u: number): number;
}

/** @param inputs d, which is also the number of parameters */
export function scalarUnit(inputs: number, h: ScalarFunction): Unit {
  if (!Number.isInteger(inputs) || inputs < 1) {
    throw new DomainError(`scalarUnit: got ${inputs} inputs; expected a whole number from 1 on.`);
  }
  const product = (x: Float64Array, z: Float64Array): number => {
    let sum = 0;
    for (let l = 0; l < inputs; l++) sum += x[l] * z[l];
    return sum;
  };
  return {
    name: `scalar unit ${h.name}, ${inputs} inputs`,
    inputDimension: inputs,
    outputDimension: 1,
    parameterDimension: inputs,
    value(x, z, out) {
      out[0] = h.value(product(x, z));
    },
    pullback(x, z, cotangent, gradient) {
      const factor = cotangent[0] * h.derivative(product(x, z));
      for (let l = 0; l < inputs; l++) gradient[l] += factor * x[l];
    },
    parameterRepresentation(input, output) {
      return homRepresentation(input, output);
    },
  };
}
