/**
 * Minimal frames of O(p,q), SO(p,q) and SO⁺(p,q), gᵀ η g = η, on clouds x_i = g c_i.
 *
 * | symbol | name here    | shape | meaning                                              |
 * | η      | metric       | d × d | diag(1, …, 1, −1, …, −1), p plus signs first          |
 * | g      | element      | d × d | its columns are axes, plus ones first                |
 * | g⁻¹    | inverse      | d × d | η gᵀ η                                               |
 * | N ⊕ R  | signature    |       | span of the points: with axes, and light-like        |
 *
 * The time axis lies along the total momentum where that is time-like and p or q is 1;
 * else axes come from pivots. SO: det g = 1 by the sign of the last axis. SO⁺: each block's
 * orientation by the sign of its last axis. That axis is a free one where there is one.
 */
import { DomainError } from "../../../errors.js";
import type { PseudoOrthogonalComponents } from "../../../groups/index.js";
import { Matrix } from "../../../numerics/index.js";
import type { FrameReport } from "../../frame-report.js";
import type { InspectableFrame } from "../inspectable-frame.js";
import type { LinearPose, Stabiliser } from "../linear-pose.js";
import { type Cloud, readyCloud } from "../span/cloud.js";
import { requireFrameDimension } from "../span/dimension.js";
import { requireOption } from "../span/option.js";
import { type SpanOptions, spanTolerance } from "../span/precision.js";
import { inner, type Metric } from "./metric.js";
import { columnsOf, orientedElement, pseudoInverse } from "./oriented-element.js";
import { pseudoReport } from "./pseudo-report.js";
import { momentumSpan, type PseudoSpan, pivotSpan } from "./pseudo-span.js";
import { pseudoName, pseudoStabiliser, type SpanSignature } from "./pseudo-stabiliser.js";
import { restFrame } from "./rest-frame.js";

export interface PseudoOrthogonalFrameOptions extends SpanOptions {
  /** "all": O(p,q), "special": SO(p,q), "identity": SO⁺(p,q); default "all". */
  readonly components?: PseudoOrthogonalComponents;
  /** Where the first axis comes from: default "momentum", with pivots where that is not time-like. */
  readonly first?: "momentum" | "pivots";
  /**
   * Points whose span has light-like directions orthogonal to all of it, such as one massless
   * particle: "project" keeps of vectors what every equivariant model has there; "refuse"
   * throws. Default "project".
   */
  readonly degenerate?: "project" | "refuse";
}

export interface PseudoDecision {
  readonly cloud: Cloud;
  readonly span: PseudoSpan;
  readonly pose: LinearPose;
  readonly momentum: boolean;
}

/**
 * The minimal frame of O(p,q), SO(p,q) or SO⁺(p,q): one pose for every cloud (n × (p + q)).
 * Pivots cost n² products of points for each axis; the momentum costs n.
 * @throws DomainError for p or q that are not whole, from 1, and for other options; `poses`
 *   throws ShapeError for points of another dimension and DomainError naming a coordinate
 *   that is not finite, and under "refuse" for a degenerate span
 */
export function minimalPseudoOrthogonalFrame(
  plus: number,
  minus: number,
  options: PseudoOrthogonalFrameOptions = {},
): InspectableFrame<Matrix, LinearPose> {
  requireFrameDimension("minimalPseudoOrthogonalFrame", plus, "p");
  requireFrameDimension("minimalPseudoOrthogonalFrame", minus, "q");
  const tolerance = spanTolerance("minimalPseudoOrthogonalFrame", options);
  const { components = "all", first = "momentum", degenerate = "project" } = options;
  const { precision = "double" } = options;
  requireOption("minimalPseudoOrthogonalFrame", "components", components, [
    "all",
    "special",
    "identity",
  ]);
  requireOption("minimalPseudoOrthogonalFrame", "first", first, ["momentum", "pivots"]);
  requireOption("minimalPseudoOrthogonalFrame", "degenerate", degenerate, ["project", "refuse"]);
  const metric: Metric = { plus, minus, dimension: plus + minus };
  const name = `minimal frame of ${pseudoName(metric, components)}`;
  const stabilisers = new Map<string, Stabiliser>();
  const stabiliserOf = (signature: SpanSignature): Stabiliser => {
    const key = JSON.stringify(signature);
    const known = stabilisers.get(key) ?? pseudoStabiliser(metric, signature, components);
    stabilisers.set(key, known);
    return known;
  };
  const decide = (input: Matrix): PseudoDecision => {
    const cloud = readyCloud(name, input, metric.dimension, false, options);
    const rest = first === "momentum" ? restFrame(metric, cloud.points, precision) : undefined;
    const span = rest
      ? momentumSpan(metric, rest, tolerance)
      : pivotSpan(name, metric, cloud, tolerance, precision);
    if (span.signature.light > 0 && degenerate === "refuse") {
      throw new DomainError(
        `${name}: the span of the points has ${span.signature.light} light-like directions orthogonal to all of it (rows ${Array.from(span.rows).join(", ")}); expected a span without, such as that of two momenta that are not parallel. Give more points, or degenerate: "project".`,
      );
    }
    const pose = pseudoPose(metric, cloud, span, components, stabiliserOf);
    return { cloud, span, pose, momentum: rest !== undefined };
  };
  return {
    name,
    poses: (input) => [decide(input).pose],
    inspect: (input): FrameReport => pseudoReport(name, metric, decide(input), precision),
  };
}

function pseudoPose(
  metric: Metric,
  cloud: Cloud,
  span: PseudoSpan,
  components: PseudoOrthogonalComponents,
  stabiliserOf: (signature: SpanSignature) => Stabiliser,
): LinearPose {
  const { rows, kept, dropped } = span;
  const { element, signs } = orientedElement(metric, span, components);
  const inverse = pseudoInverse(metric, element);
  const signature = tilted(metric, span.signature, signs);
  const stabiliser = stabiliserOf(signature);
  return {
    form: pseudoForm(metric, cloud, inverse, span, signs),
    weight: 1,
    element,
    inverse,
    rank: signature.plus + signature.minus + signature.light,
    carry: stabiliser.moved.length === 0 ? element : fixedPart(metric, element, span, signs),
    shift: cloud.shift,
    stabiliser,
    basis: { rows, kept, dropped },
  };
}

/** g Π: the axes of N, and r_k / √2 twice, from r_k itself because its partner may be far longer. */
function fixedPart(
  metric: Metric,
  element: Matrix,
  { signature, light }: PseudoSpan,
  signs: Float64Array,
): Matrix {
  const { plus, minus } = signature;
  const { dimension } = metric;
  const out = new Matrix(dimension, dimension);
  for (let i = 0; i < dimension; i++) {
    const row = out.row(i);
    row.set(element.row(i).subarray(0, plus));
    row.set(element.row(i).subarray(metric.plus, metric.plus + minus), metric.plus);
    light.forEach((r, k) => {
      for (const column of [plus + k, metric.plus + minus + k]) {
        row[column] = (signs[column] * r[i]) / Math.SQRT2;
      }
    });
  }
  return out;
}

/** A light-like direction whose axes were given other signs: e_plus − e_minus. */
function tilted(metric: Metric, signature: SpanSignature, signs: Float64Array): SpanSignature {
  const { plus, minus, light } = signature;
  const tilts = Array.from(
    { length: light },
    (_, k) => signs[plus + k] * signs[metric.plus + minus + k],
  );
  return { ...signature, tilts };
}

/** g⁻¹ x; what is zero by construction is exactly zero. */
function pseudoForm(
  metric: Metric,
  { count, points, unit }: Cloud,
  inverse: Matrix,
  { signature, partners, axes, origins }: PseudoSpan,
  signs: Float64Array,
): Matrix {
  const { dimension } = metric;
  const { plus, minus, light } = signature;
  const form = new Matrix(count, dimension, points).multiply(inverse.transpose());
  for (let at = 0; at < form.data.length; at += dimension) {
    for (let j = plus; j < metric.plus; j++) form.data[at + j] = 0;
    for (let j = metric.plus + minus; j < dimension; j++) form.data[at + j] = 0;
    if (unit !== 1) for (let j = 0; j < dimension; j++) form.data[at + j] *= unit;
  }
  for (let i = 0; i < count && light > 0; i++) {
    const row = form.row(i);
    for (let k = 0; k < light; k++) {
      const along = inner(metric, partners[k], 0, points, i) / Math.SQRT2;
      row[plus + k] = along * signs[plus + k];
      row[metric.plus + minus + k] = along * signs[metric.plus + minus + k];
    }
  }
  const columns = columnsOf(axes, metric.plus);
  origins.forEach((row, j) => {
    if (row < 0) return;
    for (let l = j + 1; l < origins.length; l++) form.row(row)[columns[l]] = 0;
    for (let k = 0; k < light; k++) {
      form.row(row)[plus + k] = 0;
      form.row(row)[metric.plus + minus + k] = 0;
    }
  });
  return form;
}
