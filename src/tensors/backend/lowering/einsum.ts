/**
 * Einstein's summation as batched products of matrices from left to right; letters that one tensor
 * has alone, and nobody wants, are summed first. A factor that lies transposed is read transposed.
 */
import { einsumEquation } from "../../einsum-equation.js";
import type { Place } from "../../plan/index.js";
import { asFloat, mapped } from "./chain.js";
import {
  type Attributes,
  type Emitter,
  type Inputs,
  type Lowering,
  listed,
  sizeOf,
  viewed,
} from "./lowering.js";
import { product } from "./products.js";
import { transposed } from "./rearranged.js";
import { reduced } from "./reductions.js";

interface Lettered {
  readonly letters: string;
  readonly place: Place;
}

function einsum(inputs: Inputs, attributes: Attributes, emitter: Emitter): Place {
  const places = listed(inputs);
  const { operands, output } = einsumEquation(
    attributes.equation as string,
    places.map(({ shape }) => shape),
  );
  const whole = places.every(({ type }) => type !== "float32");
  const tensors = places.map((place, k) => ({
    letters: operands[k],
    place: asFloat(emitter, place),
  }));
  let all = summed(emitter, tensors[0], output + operands.slice(1).join(""));
  tensors.slice(1).forEach((tensor, k) => {
    const kept = output + operands.slice(k + 2).join("");
    const last = k === tensors.length - 2;
    all = pairwise(emitter, all, tensor, kept, last ? output : undefined);
  });
  const order = [...output].map((letter) => all.letters.indexOf(letter));
  const result = transposed(emitter, all.place, order);
  if (!whole) return result;
  return mapped(emitter, [result], (chain) => chain.step("toInteger", 0));
}

/** Without the letters that are not in `kept`. */
function summed(emitter: Emitter, { letters, place }: Lettered, kept: string): Lettered {
  const axes = [...letters].flatMap((letter, axis) => (kept.includes(letter) ? [] : [axis]));
  if (axes.length === 0) return { letters, place };
  const rest = [...letters].filter((letter) => kept.includes(letter)).join("");
  return { letters: rest, place: reduced(emitter, place, axes, "sum") };
}

/** @param wanted the order of letters that would save a transposition */
function pairwise(
  emitter: Emitter,
  first: Lettered,
  second: Lettered,
  kept: string,
  wanted: string | undefined,
): Lettered {
  let a = summed(emitter, first, kept + second.letters);
  let b = summed(emitter, second, kept + first.letters);
  const isShared = (letter: string): boolean =>
    a.letters.includes(letter) && b.letters.includes(letter);
  const own = ({ letters }: Lettered): string =>
    [...letters].filter((letter) => !isShared(letter)).join("");
  const shared = [...a.letters].filter(isShared);
  const batch = shared.filter((letter) => kept.includes(letter)).join("");
  const inner = shared.filter((letter) => !kept.includes(letter)).join("");
  if (wanted === batch + own(b) + own(a)) [a, b] = [b, a];
  const [left, right] = [own(a), own(b)];
  const A = asFactor(emitter, a, batch, left, inner);
  const B = asFactor(emitter, b, batch, inner, right);
  const C = product(emitter, A.place, B.place, {
    transposeA: A.transposed,
    transposeB: B.transposed,
  });
  const lengths = (tensor: Lettered, letters: string): number[] =>
    [...letters].map((letter) => tensor.place.shape[tensor.letters.indexOf(letter)]);
  const shape = [...lengths(a, batch + left), ...lengths(b, right)];
  return { letters: batch + left + right, place: viewed(C, shape) };
}

/** [batch, rows, columns], or [batch, columns, rows] where it lies like that. */
function asFactor(
  emitter: Emitter,
  { letters, place }: Lettered,
  batch: string,
  rows: string,
  columns: string,
) {
  const length = (group: string): number =>
    sizeOf([...group].map((letter) => place.shape[letters.indexOf(letter)]));
  const other = batch + columns + rows;
  if (letters === other && letters !== batch + rows + columns) {
    const shape = [length(batch), length(columns), length(rows)];
    return { place: viewed(place, shape), transposed: true };
  }
  const order = [...batch, ...rows, ...columns].map((letter) => letters.indexOf(letter));
  const shape = [length(batch), length(rows), length(columns)];
  return { place: viewed(transposed(emitter, place, order), shape), transposed: false };
}

export const EINSUM: Readonly<Record<string, Lowering>> = { Einsum: einsum };
