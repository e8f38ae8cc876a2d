/**
 * The complex analogues, for U(d) and SU(d): x W + b with complex W and b, ReLU of the real and of the
 * imaginary part (Trabelsi et al. 2018).
 */
import { ComplexMatrix, product, type RandomStream } from "../../numerics/index.js";
import { addToRows, relu, uniformMatrix } from "./dense-layer.js";

export type ComplexBackbone = (input: ComplexMatrix) => ComplexMatrix;

/** Each row by itself: d → 64 → 64 → 64 → 16 → d. */
export function complexPerceptron(d: number, random: RandomStream): ComplexBackbone {
  return perceptron(d, random, (hidden) => hidden);
}

/**
 * The same with batch norm in training after the first three layers: real and imaginary parts of
 * each column are made uncorrelated over the rows, of variance 2 each.
 */
export function normalisedComplexPerceptron(d: number, random: RandomStream): ComplexBackbone {
  return perceptron(d, random, whitenColumns);
}

function perceptron(d: number, random: RandomStream, after: ComplexBackbone): ComplexBackbone {
  const widths = [d, 64, 64, 64, 16, d];
  const layers = widths
    .slice(1)
    .map((width, layer) => complexLayer(widths[layer], width, random.split(layer)));
  return (input) =>
    layers.reduce((hidden, layer, k) => {
      const value = layer(hidden);
      if (k === layers.length - 1) return value;
      const active = new ComplexMatrix(relu(value.real), relu(value.imaginary));
      return k < 3 ? after(active) : active;
    }, input);
}

/** (X + iY)(A + iB) + b in four real products. */
function complexLayer(inputs: number, outputs: number, random: RandomStream): ComplexBackbone {
  const bound = 1 / Math.sqrt(inputs);
  const part = (label: string, rows: number) =>
    uniformMatrix(rows, outputs, bound, random.split(label));
  const [a, b] = [part("real", inputs), part("imaginary", inputs)];
  const [c, d] = [part("real bias", 1).data, part("imaginary bias", 1).data];
  return ({ real: x, imaginary: y }) =>
    new ComplexMatrix(
      addToRows(product(x, a).subtract(product(y, b)), c),
      addToRows(product(x, b).add(product(y, a)), d),
    );
}

/** Each column times √2 C^(−1/2), with C the 2 × 2 covariance of its parts over the rows plus 10⁻⁵. */
function whitenColumns(input: ComplexMatrix): ComplexMatrix {
  const { rows, columns } = input;
  const out = new ComplexMatrix(input.real.clone(), input.imaginary.clone());
  const [x, y] = [out.real.data, out.imaginary.data];
  for (let j = 0; j < columns; j++) {
    let [meanX, meanY] = [0, 0];
    for (let k = j; k < rows * columns; k += columns) {
      meanX += x[k] / rows;
      meanY += y[k] / rows;
    }
    let [p, q, r] = [1e-5, 0, 1e-5];
    for (let k = j; k < rows * columns; k += columns) {
      x[k] -= meanX;
      y[k] -= meanY;
      p += x[k] ** 2 / rows;
      q += (x[k] * y[k]) / rows;
      r += y[k] ** 2 / rows;
    }
    // The root of (p q; q r) is (p + s, q; q, r + s)/t with s = √det, t = √(trace + 2 s).
    const s = Math.sqrt(p * r - q * q);
    const factor = Math.SQRT2 / (s * Math.sqrt(p + r + 2 * s));
    for (let k = j; k < rows * columns; k += columns) {
      const [real, imaginary] = [x[k], y[k]];
      x[k] = factor * ((r + s) * real - q * imaginary);
      y[k] = factor * ((p + s) * imaginary - q * real);
    }
  }
  return out;
}
