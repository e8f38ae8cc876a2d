/**
 * Einstein's summation, y_c = Σ Π_k A_k, for any number of tensors: letters that one tensor has
 * alone are summed first, the rest is a chain of batched matrix products from left to right.
 *
 * `tf.einsum` of TensorFlow.js 4.22 takes two tensors at most, has no derivative, and returns wrong
 * numbers and shapes where a letter is to be summed that stands in one of the two alone.
 */
import * as tf from "@tensorflow/tfjs-core";
import { einsumEquation } from "./einsum-equation.js";

interface Lettered {
  readonly letters: string;
  readonly tensor: tf.Tensor;
}

/**
 * @param equation such as "bij,bjk->bik"; letters a–z and A–Z, each once in a tensor
 * @throws DomainError for an equation of another form; ShapeError for tensors of other shapes
 */
export function einsum(equation: string, ...tensors: tf.Tensor[]): tf.Tensor {
  const { operands, output } = parse(equation, tensors);
  return tf.tidy(() => {
    let all: Lettered = operands[0];
    if (operands.length === 1) all = summed(all, output);
    for (let k = 1; k < operands.length; k++) {
      const kept =
        output +
        operands
          .slice(k + 1)
          .map((operand) => operand.letters)
          .join("");
      all = product(all, operands[k], kept);
    }
    return tf.transpose(
      all.tensor,
      [...output].map((letter) => all.letters.indexOf(letter)),
    );
  });
}

/** Without the letters that are not in `kept`. */
function summed({ letters, tensor }: Lettered, kept: string): Lettered {
  const axes = [...letters].flatMap((letter, axis) => (kept.includes(letter) ? [] : [axis]));
  if (axes.length === 0) return { letters, tensor };
  const rest = [...letters].filter((letter) => kept.includes(letter)).join("");
  return { letters: rest, tensor: tf.sum(tensor, axes) };
}

function product(first: Lettered, second: Lettered, kept: string): Lettered {
  const a = summed(first, kept + second.letters);
  const b = summed(second, kept + first.letters);
  const shared = [...a.letters].filter((letter) => b.letters.includes(letter));
  const batch = shared.filter((letter) => kept.includes(letter)).join("");
  const inner = shared.filter((letter) => !kept.includes(letter)).join("");
  const left = [...a.letters].filter((letter) => !shared.includes(letter)).join("");
  const right = [...b.letters].filter((letter) => !shared.includes(letter)).join("");
  const A = grouped(a, [batch, left, inner]);
  const B = grouped(b, [batch, inner, right]);
  const C = tf.matMul(A.tensor, B.tensor);
  const shape = [...A.lengths(batch), ...A.lengths(left), ...B.lengths(right)];
  return { letters: batch + left + right, tensor: tf.reshape(C, shape) };
}

/** One axis for each group of letters. */
function grouped({ letters, tensor }: Lettered, groups: readonly string[]) {
  const length = (letter: string) => tensor.shape[letters.indexOf(letter)];
  const lengths = (group: string) => [...group].map(length);
  const order = [...groups.join("")].map((letter) => letters.indexOf(letter));
  const shape = groups.map((group) => lengths(group).reduce((n, m) => n * m, 1));
  return { tensor: tf.reshape(tf.transpose(tensor, order), shape), lengths };
}

function parse(equation: string, tensors: readonly tf.Tensor[]) {
  const shapes = tensors.map(({ shape }) => shape);
  const { operands, output } = einsumEquation(equation, shapes);
  return { operands: operands.map((letters, k) => ({ letters, tensor: tensors[k] })), output };
}
