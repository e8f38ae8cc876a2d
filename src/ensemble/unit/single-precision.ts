/**
 * A unit as a float32 framework would compute it: its inputs, its value and the running
 * sum of its gradients are rounded to single precision. The particles themselves stay in
 * Float64, so this understates what float32 training does. Its use is to show which
 * effects are rounding: strongly invariant laws are repelling for some runs, and rounding
 * grows exponentially along them.
 */
import type { Unit } from "./unit.js";

export function singlePrecision(unit: Unit): Unit {
  const rounded = (values: Float64Array): Float64Array => values.map(Math.fround);
  return {
    name: `${unit.name} in float32`,
    inputDimension: unit.inputDimension,
    outputDimension: unit.outputDimension,
    parameterDimension: unit.parameterDimension,
    value(x, z, out) {
      unit.value(rounded(x), rounded(z), out);
      out.set(rounded(out));
    },
    pullback(x, z, cotangent, gradient) {
      unit.pullback(rounded(x), rounded(z), rounded(cotangent), gradient);
      gradient.set(rounded(gradient));
    },
    parameterRepresentation: (input, output, hidden) =>
      unit.parameterRepresentation(input, output, hidden),
  };
}
