/**
 * How well a model keeps its law, f(ρ_in(g) x) = ρ_out(g) f(x).
 *
 * | symbol   | name here       | meaning                                        |
 * | f        | Model           | a function of a vector                         |
 * | ρ_in     | law.input       | how inputs are transformed                     |
 * | ρ_out    | law.output      | how outputs are transformed                    |
 * | r(g, x)  |                 | ‖f(ρ_in(g) x) − ρ_out(g) f(x)‖₂                |
 * |          | maximum, mean   | of r over all elements and samples             |
 * |          | relative        | max r / max ‖f(ρ_in(g) x)‖₂, ‖ρ_out(g) f(x)‖₂  |
 *
 * One norm for all samples divides, not each sample's own, so that a zero of f does
 * not turn rounding into an error of order one. Invariance is the law with a trivial
 * output representation.
 */
import { DomainError, ShapeError } from "../errors.js";
import { Matrix, type RandomStream } from "../numerics/index.js";
import { elementText } from "./element-text.js";
import { type Group, isFiniteGroup, requireSameGroup } from "./group.js";
import type { Representation } from "./representation/representation.js";

/** From an input vector to an output vector. */
export type Model = (x: Float64Array) => ArrayLike<number>;

/** What a model promises: how its output is transformed when its input is. */
export interface Law<Element> {
  readonly input: Representation<Element>;
  readonly output: Representation<Element>;
}

export interface EquivarianceOptions<Element> {
  /** Elements to try; default: all of a finite group, `draws` random ones of another. */
  readonly elements?: readonly Element[];
  /** Draws the elements of a group that is not finite; required there without `elements`. */
  readonly random?: RandomStream;
  /** How many elements are drawn; default 16. */
  readonly draws?: number;
}

export interface EquivarianceMeasure<Element> {
  /** The largest residual, in units of the output. */
  readonly maximum: number;
  /** The mean residual over elements and samples. */
  readonly mean: number;
  /** `maximum` over the largest output norm that occurred; 0 when all outputs are 0. */
  readonly relative: number;
  /** Where `maximum` occurred. */
  readonly worst: { readonly sample: number; readonly element: Element };
}

/** Relative residual that `assertEquivariant` lets pass when it is told nothing: Float64 rounding. */
export const EQUIVARIANCE_TOLERANCE = 1e-10;

/**
 * Measures the residuals of `law` over `samples` (rows, when a Matrix).
 * @throws ShapeError for samples or outputs of another length than the law says;
 *   DomainError for no samples, no elements, NaN or Infinity, and for a group that is
 *   not finite without `random` or `elements`
 */
export function equivarianceError<Element>(
  model: Model,
  law: Law<Element>,
  samples: readonly Float64Array[] | Matrix,
  options: EquivarianceOptions<Element> = {},
): EquivarianceMeasure<Element> {
  requireSameGroup("equivarianceError", law.input.group, law.output.group);
  const points = requireSamples(samples, law.input.dimension);
  const elements = elementsToTry(law.input.group, options);
  const evaluate = (x: Float64Array, sample: number, place: string): Float64Array =>
    requireOutput(model(x), law.output.dimension, `${place} of samples[${sample}]`);
  const outputs = points.map((x, sample) => evaluate(x.slice(), sample, "the model's value"));

  let maximum = -1;
  let sum = 0;
  let largestOutput = 0;
  let worst = { sample: 0, element: elements[0] };
  for (const element of elements) {
    const moveInput = law.input.matrix(element);
    const moveOutput = law.output.matrix(element);
    points.forEach((x, sample) => {
      const moved = evaluate(moveInput.apply(x), sample, "the model's value at a transform");
      const expected = moveOutput.apply(outputs[sample]);
      const residual = norm(moved.map((value, i) => value - expected[i]));
      largestOutput = Math.max(largestOutput, norm(moved), norm(expected));
      sum += residual;
      if (residual > maximum) {
        maximum = residual;
        worst = { sample, element };
      }
    });
  }
  return {
    maximum,
    mean: sum / (elements.length * points.length),
    relative: largestOutput === 0 ? 0 : maximum / largestOutput,
    worst,
  };
}

/**
 * Throws unless the relative residual is at most `tolerance`; returns the measure.
 * @throws DomainError saying by how much, at which sample and for which element the
 *   law is broken; and as `equivarianceError`
 */
export function assertEquivariant<Element>(
  model: Model,
  law: Law<Element>,
  samples: readonly Float64Array[] | Matrix,
  options: EquivarianceOptions<Element> & { readonly tolerance?: number } = {},
): EquivarianceMeasure<Element> {
  const { tolerance = EQUIVARIANCE_TOLERANCE, ...rest } = options;
  if (!(tolerance >= 0)) {
    throw new DomainError(`assertEquivariant: got tolerance ${tolerance}; expected at least 0.`);
  }
  const measure = equivarianceError(model, law, samples, rest);
  if (measure.relative <= tolerance) return measure;
  const { relative, maximum, worst } = measure;
  throw new DomainError(
    `assertEquivariant: the model breaks its law (${law.input} → ${law.output.name}) by ${maximum.toPrecision(3)}, ${relative.toPrecision(3)} of its largest output, at samples[${worst.sample}] for ${elementText(law.input.group, worst.element)}; expected at most ${tolerance} of it.`,
  );
}

function requireSamples(
  samples: readonly Float64Array[] | Matrix,
  dimension: number,
): readonly Float64Array[] {
  const points =
    samples instanceof Matrix
      ? Array.from({ length: samples.rows }, (_, i) => samples.row(i))
      : samples;
  if (points.length === 0) {
    throw new DomainError("equivarianceError: got no samples; expected at least one.");
  }
  points.forEach((x, sample) => {
    requireFiniteVector(x, dimension, `samples[${sample}]`, "the law's input");
  });
  return points;
}

function requireOutput(value: ArrayLike<number>, dimension: number, place: string): Float64Array {
  if (typeof value?.length !== "number") {
    throw new ShapeError(
      `equivarianceError: ${place} is ${value}; expected an array of ${dimension} numbers, as the law's output.`,
    );
  }
  requireFiniteVector(value, dimension, place, "the law's output");
  return Float64Array.from(value);
}

function requireFiniteVector(
  value: ArrayLike<number>,
  dimension: number,
  place: string,
  side: string,
): void {
  if (value.length !== dimension) {
    throw new ShapeError(
      `equivarianceError: ${place} has length ${value.length}; expected ${dimension}, as ${side}.`,
    );
  }
  for (let i = 0; i < dimension; i++) {
    if (!Number.isFinite(value[i])) {
      throw new DomainError(
        `equivarianceError: ${place} holds ${value[i]} at index ${i}; expected finite numbers.`,
      );
    }
  }
}

function elementsToTry<Element>(
  group: Group<Element>,
  options: EquivarianceOptions<Element>,
): readonly Element[] {
  const { random, draws = 16 } = options;
  let { elements } = options;
  if (elements === undefined && isFiniteGroup(group)) elements = group.elements;
  if (elements === undefined) {
    if (random === undefined || !Number.isInteger(draws)) {
      throw new DomainError(
        `equivarianceError: "${group.name}" is not finite, and got ${random === undefined ? "no random stream" : `${draws} draws`}; expected \`elements\`, or \`random\` with a whole number of \`draws\`.`,
      );
    }
    elements = Array.from({ length: draws }, () => group.sample(random));
  }
  if (elements.length === 0) {
    throw new DomainError("equivarianceError: got no elements to try; expected at least one.");
  }
  return elements;
}

function norm(values: Float64Array): number {
  return new Matrix(values.length, 1, values).frobeniusNorm();
}
