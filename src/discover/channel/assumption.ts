/**
 * Whether what keeps the levels is what keeps the channel: the "technical assumption" of
 * arXiv 2310.16555 v4, for each reference and in both directions. (Versions 1 to 3 state the
 * theorem without one.)
 *
 * | symbol | meaning                                                                      |
 * | G_eq   | all (σ, τ) with p(τy|σx) = p(y|x)                                            |
 * | G_r    | all (σ, τ) with r(σx, τy) = r(x, y), r = p/q                                 |
 *
 * With q = p_X ⊗ unif_Y and p(x) > 0 both directions hold, for r = |Y| p(y|x). With q = p_X ⊗ p_Y:
 * G_eq ⊆ G_r when p_X is uniform, for then p_Y∘τ = p_Y; and r∘(σ,τ) = r implies
 * Σ_y r(x,y) (p_Y(τy) − p_Y(y)) = 0, so that G_r ⊆ G_eq when r has no zero-sum vector in its
 * kernel. Σ_x p(x) r(x,y) = 1 keeps its image in a hyperplane: that needs |Y| ≤ |X|. Uniform p_Y is
 * enough for both. With q uniform r(x,y) ∝ p(x,y), which has p_X as its margin.
 */
import { Matrix, RANK_TOLERANCE, singularValues, type Vector } from "../../numerics/index.js";
import type { Channel } from "./channel.js";
import { LEVEL_TOLERANCE } from "./level-sets.js";
import { outputLaw, type ReferenceLaw, referenceLaw, requireReference } from "./reference.js";

/** One direction: that it holds for this channel can be told beforehand, or it may fail; and why. */
export interface Guarantee {
  readonly guaranteed: boolean;
  readonly reason: string;
}

export interface Assumption {
  /** "given" for a matrix that is none of the four laws. */
  readonly reference: Exclude<ReferenceLaw, Matrix> | "given";
  /** G_eq ⊆ G_r: no equivariance is lost. */
  readonly losesNone: Guarantee;
  /** G_r ⊆ G_eq: whatever keeps the levels is an equivariance. */
  readonly inventsNone: Guarantee;
  /**
   * For "product": the singular values of r on zero-sum vectors, descending, |Y| − 1 of them;
   * absent where they are not needed.
   */
  readonly zeroSumValues?: Vector;
}

/**
 * Which of G_eq ⊆ G_r and G_r ⊆ G_eq is certain beforehand. What is not may still hold:
 * `discoverInChannel` compares the groups themselves.
 * @throws ShapeError, DomainError for what is no reference of this channel
 */
export function assumptionOf(
  channel: Channel,
  reference: ReferenceLaw = "equivariance",
): Assumption {
  const name = nameOf(channel, reference);
  const unseen = channel.inputLaw.indexOf(0);
  if (unseen >= 0) {
    const reason = `input ${unseen} (${channel.inputNames[unseen]}) has probability 0, so that its row is not seen`;
    return {
      reference: name,
      losesNone: { guaranteed: false, reason },
      inventsNone: { guaranteed: false, reason },
    };
  }
  switch (name) {
    case "equivariance":
      return certain(name, "r = |Y| p(y|x) is the channel itself, for every channel and input law");
    case "product":
      return ofProduct(channel);
    case "distribution":
      return {
        reference: name,
        losesNone: uniformInput(channel),
        inventsNone: yes("p(x, y) has p(x) as its margin, and so determines p(y|x)"),
      };
    case "invariance":
      return {
        reference: name,
        losesNone: no("invariances leave outputs where they are; equivariances need not"),
        inventsNone: yes("an invariance is an equivariance with τ = 1"),
      };
    case "given": {
      const reason = "nothing is known of a reference that is none of the four laws";
      return { reference: name, losesNone: no(reason), inventsNone: no(reason) };
    }
  }
}

function ofProduct(channel: Channel): Assumption {
  const outputs = outputLaw(channel).filter((mass) => mass > 0);
  if (isUniform(outputs)) {
    return certain(
      "product",
      "p(y) is uniform where it is positive, so that r is p(y|x) times a constant",
    );
  }
  const { reason, values, guaranteed } = zeroSumKernel(channel);
  return {
    reference: "product",
    losesNone: uniformInput(channel),
    inventsNone: { guaranteed, reason },
    ...(values && { zeroSumValues: values }),
  };
}

function uniformInput({ inputLaw }: Channel): Guarantee {
  if (isUniform(inputLaw)) return yes("p(x) is uniform, so that every σ keeps it");
  return no(
    `p(x) runs from ${Math.min(...inputLaw).toPrecision(3)} to ${Math.max(...inputLaw).toPrecision(3)}: an equivariance whose σ moves p(x) does not keep r`,
  );
}

/** Whether r v = 0 and Σ v = 0 imply v = 0, on the outputs that occur. */
function zeroSumKernel(channel: Channel): Guarantee & { values?: Vector } {
  const second = outputLaw(channel);
  const present = Array.from(second.keys()).filter((y) => second[y] > 0);
  const inputs = channel.kernel.rows;
  if (present.length > inputs) {
    return no(
      `|Y| = ${present.length} exceeds |X| = ${inputs}, so that r has zero-sum vectors in its kernel and does not tell all laws of the output apart`,
    );
  }
  const r = new Matrix(inputs, present.length);
  for (let x = 0; x < inputs; x++) {
    present.forEach((y, k) => {
      r.data[x * present.length + k] = channel.kernel.at(x, y) / second[y];
    });
  }
  const norm = r.frobeniusNorm();
  for (let x = 0; x < inputs; x++) {
    const row = r.row(x);
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    for (let k = 0; k < row.length; k++) row[k] -= mean;
  }
  // One more singular value is 0: that of the constant vectors, which were taken out.
  const values = singularValues(r).slice(0, present.length - 1);
  const ratio = values[values.length - 1] / norm;
  const text = `the least singular value of r on zero-sum vectors is ${ratio.toPrecision(2)} of its norm`;
  const verdict = ratio > RANK_TOLERANCE ? yes(`${text}, so that r determines p(y)`) : no(text);
  return { ...verdict, values };
}

/** Which of the laws the reference is; a matrix is compared with them. */
function nameOf(channel: Channel, reference: ReferenceLaw): Assumption["reference"] {
  if (!(reference instanceof Matrix)) return requireReference("assumptionOf", reference);
  const q = referenceLaw(channel, reference);
  const same = (["equivariance", "product", "distribution"] as const).find((known) => {
    const law = referenceLaw(channel, known).data;
    return law.every((mass, a) => Math.abs(mass - q.data[a]) <= LEVEL_TOLERANCE * mass);
  });
  return same ?? "given";
}

/** Up to what still counts as one level. */
function isUniform(law: Vector): boolean {
  const [least, most] = [Math.min(...law), Math.max(...law)];
  return most - least <= LEVEL_TOLERANCE * least;
}

function certain(reference: Assumption["reference"], reason: string): Assumption {
  return { reference, losesNone: yes(reason), inventsNone: yes(reason) };
}

function yes(reason: string): Guarantee {
  return { guaranteed: true, reason };
}

function no(reason: string): Guarantee {
  return { guaranteed: false, reason };
}
