/**
 * Units with one hidden layer, z = (W, A, b):
 *
 *   σ*(x; z) = W φ(κ(A x + b)),   M_g z = (ρ̂_g W η_g⁻¹, η_g A ρ_g⁻¹, η_g b).
 *
 * η must commute with the pointwise φ: a permutation representation does, for
 * any φ. Two special cases are the paper's matrix unit, σ* = φ(z x) with neither W
 * nor b and η = ρ̂, and the uv unit, σ* = v φ(κ u·x) with a trivial η.
 *
 * Source: mean-field paper, section on the experiments (matrix unit); the uv unit
 * is that of an independent re-implementation.
 */
import { DomainError } from "../../errors.js";
import {
  directSum,
  homRepresentation,
  type Representation,
  trivialRepresentation,
} from "../../groups/index.js";
import { type Activation, pointwiseFunction } from "./activation.js";
import type { PerceptronShape } from "./perceptron-shape.js";
import type { Unit } from "./unit.js";

/** z = A (c × d, row by row): σ*(x; z) = φ(z x). The default is the paper's experiment. */
export function matrixUnit(inputs = 2, outputs = 2, activation: Activation = "sigmoid"): Unit {
  return unitOfShape(`matrix unit ${outputs} × ${inputs}, ${activation}`, {
    inputs,
    outputs,
    hidden: outputs,
    outer: false,
    bias: false,
    activation,
    scale: 1,
    at: { inner: 0, outer: 0, bias: 0 },
    parameters: inputs * outputs,
  });
}

/** z = (u, v), u of length d, v of length c: σ*(x; z) = v · sigmoid(u·x / 2). */
export function uvUnit(inputs = 2, outputs = 2): Unit {
  return unitOfShape(`uv unit ${inputs} + ${outputs}`, {
    inputs,
    outputs,
    hidden: 1,
    outer: true,
    bias: false,
    activation: "sigmoid",
    scale: 0.5,
    at: { inner: 0, outer: inputs, bias: 0 },
    parameters: inputs + outputs,
  });
}

/** z = (W, A, b), W of c × h, A of h × d, b of h: σ*(x; z) = W φ(A x + b). */
export function hiddenLayerUnit(
  inputs: number,
  hidden: number,
  outputs: number,
  activation: Activation = "tanh",
): Unit {
  const outer = outputs * hidden;
  return unitOfShape(`hidden-layer unit ${inputs} → ${hidden} → ${outputs}, ${activation}`, {
    inputs,
    outputs,
    hidden,
    outer: true,
    bias: true,
    activation,
    scale: 1,
    at: { inner: outer, outer: 0, bias: outer + hidden * inputs },
    parameters: outer + hidden * inputs + hidden,
  });
}

/** The unit with this shape: what the factories above return. */
export function unitOfShape(name: string, shape: PerceptronShape): Unit {
  for (const [size, what] of [
    [shape.inputs, "inputs"],
    [shape.outputs, "outputs"],
    [shape.hidden, "hidden values"],
  ] as const) {
    if (!Number.isInteger(size) || size < 1) {
      throw new DomainError(`${name}: got ${size} ${what}; expected a whole number from 1 on.`);
    }
  }
  const { inputs, outputs, hidden, at, scale } = shape;
  const { value: phi, slope } = pointwiseFunction(name, shape.activation);
  const kept = new Float64Array(hidden);

  function hiddenValues(x: Float64Array, z: Float64Array): void {
    for (let j = 0; j < hidden; j++) {
      let sum = 0;
      for (let l = 0; l < inputs; l++) sum += z[at.inner + j * inputs + l] * x[l];
      if (shape.bias) sum += z[at.bias + j];
      kept[j] = phi(sum * scale);
    }
  }

  return {
    name,
    inputDimension: inputs,
    outputDimension: outputs,
    parameterDimension: shape.parameters,
    shape,
    value(x, z, out) {
      hiddenValues(x, z);
      for (let k = 0; k < outputs; k++) {
        if (!shape.outer) {
          out[k] = kept[k];
          continue;
        }
        let sum = 0;
        for (let j = 0; j < hidden; j++) sum += z[at.outer + k * hidden + j] * kept[j];
        out[k] = sum;
      }
    },
    pullback(x, z, cotangent, gradient) {
      hiddenValues(x, z);
      for (let j = 0; j < hidden; j++) {
        let back = shape.outer ? 0 : cotangent[j];
        for (let k = 0; shape.outer && k < outputs; k++) {
          back += cotangent[k] * z[at.outer + k * hidden + j];
          gradient[at.outer + k * hidden + j] += cotangent[k] * kept[j];
        }
        back *= slope(kept[j]) * scale;
        for (let l = 0; l < inputs; l++) gradient[at.inner + j * inputs + l] += back * x[l];
        if (shape.bias) gradient[at.bias + j] += back;
      }
    },
    parameterRepresentation(input, output, hiddenRepresentations) {
      const eta = hiddenRepresentation(name, shape, output, hiddenRepresentations);
      const parts: { at: number; part: typeof eta }[] = [
        { at: at.inner, part: homRepresentation(input, eta) },
      ];
      if (shape.outer) parts.push({ at: at.outer, part: homRepresentation(eta, output) });
      if (shape.bias) parts.push({ at: at.bias, part: eta });
      parts.sort((a, b) => a.at - b.at);
      return parts.length === 1 ? parts[0].part : directSum(...parts.map(({ part }) => part));
    },
  };
}

/** η: ρ̂ without outer weights, trivial for one hidden value, otherwise the caller's. */
function hiddenRepresentation<Element>(
  name: string,
  shape: PerceptronShape,
  output: Representation<Element>,
  given: readonly Representation<Element>[] | undefined,
): Representation<Element> {
  if (given !== undefined && given.length > 0) {
    if (given.length !== 1 || given[0].dimension !== shape.hidden) {
      throw new DomainError(
        `${name}: got hidden representations of dimensions [${given.map((r) => r.dimension).join(", ")}]; expected one of dimension ${shape.hidden}.`,
      );
    }
    return given[0];
  }
  if (!shape.outer) return output;
  if (shape.hidden === 1) return trivialRepresentation(output.group, 1);
  throw new DomainError(
    `${name}: its hidden layer of ${shape.hidden} values needs a representation; give one that commutes with ${shape.activation}, for example a permutation representation of dimension ${shape.hidden}.`,
  );
}
