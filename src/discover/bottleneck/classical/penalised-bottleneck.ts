/**
 * The formula in circulation, min I(X;Z) − β I(Y;Z) + γ I(X;Z|C) with classes C = T(X) of the inputs:
 * an information bottleneck whose code pays once more for what it tells of the input beyond its class.
 * It is sometimes given as the intertwining bottleneck of arXiv 2310.16555, and is not it.
 *
 * | symbol | name here | shape                                  |
 * | C      | classes   | \|X\|, the class of each input         |
 * | γ      | penalty   | ≥ 0                                    |
 *
 * I(X;Z|C) = I(X;Z) − I(C;Z), so the whole is (1 + γ) I(X;Z) − β I(Y;Z) − γ I(C;Z): a bottleneck for
 * the profiles (β p(y|x), γ [C(x) = c]) / (1 + γ). Like every code of x alone, it cannot see that a
 * permutation of the inputs goes with one of the outputs: on a circulant channel, whose rows differ, it
 * joins nothing at full information, and the channel has n equivariances.
 */
import { DomainError, ShapeError } from "../../../errors.js";
import { Matrix, mutualInformation } from "../../../numerics/index.js";
import type { Channel } from "../../channel/channel.js";
import type { Bottleneck, BottleneckSolution } from "../bottleneck.js";
import { encodeProfiles, jointOf } from "./information-bottleneck.js";
import { requireBeta, requireChannel } from "./requirements.js";

export interface PenalisedSolution extends BottleneckSolution {
  /** I(X;Z|C). */
  readonly beyondClasses: number;
}

/**
 * The rate is I(X;Z) + γ I(X;Z|C), the relevance I(Y;Z).
 * @param classes \|X\|, whole numbers from 0 on
 * @throws ShapeError for other than \|X\| classes; DomainError for classes that are no whole numbers, a
 *   negative penalty, or a channel that is none
 */
export function penalisedBottleneck(
  channel: Channel,
  classes: ArrayLike<number>,
  penalty: number,
): Bottleneck<PenalisedSolution> {
  requireChannel("penalisedBottleneck", channel);
  const { inputLaw, kernel } = channel;
  const indicator = indicatorOf(classes, kernel.rows);
  if (!(penalty >= 0 && penalty < Infinity)) {
    throw new DomainError(
      `penalisedBottleneck: the penalty γ is ${penalty}; expected a finite number from 0 on.`,
    );
  }
  return {
    name: "penalised input bottleneck",
    letterLaw: inputLaw,
    fullRelevance: mutualInformation(jointOf(inputLaw, kernel)),
    solve(beta, { from, signal } = {}) {
      requireBeta("penalisedBottleneck", beta);
      const profiles = besides(kernel.scale(beta), indicator.scale(penalty));
      const problem = { law: inputLaw, profiles: profiles.scale(1 / (1 + penalty)) };
      const code = encodeProfiles(problem, "penalisedBottleneck", {
        from: from?.encoder,
        signal,
      });
      const told = jointOf(inputLaw, code.encoder).transpose();
      const relevance = mutualInformation(told.multiply(kernel));
      const beyondClasses = Math.max(0, code.rate - mutualInformation(told.multiply(indicator)));
      const rate = code.rate + penalty * beyondClasses;
      return {
        beta,
        encoder: code.encoder,
        weights: code.weights,
        rate,
        relevance,
        objective: rate - beta * relevance,
        gap: code.gap * (1 + penalty),
        iterations: code.sweeps,
        beyondClasses,
      };
    },
  };
}

function indicatorOf(classes: ArrayLike<number>, inputs: number): Matrix {
  if (classes.length !== inputs) {
    throw new ShapeError(
      `penalisedBottleneck: got ${classes.length} classes for ${inputs} inputs; expected one for each.`,
    );
  }
  let count = 0;
  for (let x = 0; x < inputs; x++) {
    if (!Number.isInteger(classes[x]) || classes[x] < 0) {
      throw new DomainError(
        `penalisedBottleneck: classes[${x}] is ${classes[x]}; expected a whole number from 0 on.`,
      );
    }
    count = Math.max(count, classes[x] + 1);
  }
  const indicator = new Matrix(inputs, count);
  for (let x = 0; x < inputs; x++) indicator.row(x)[classes[x]] = 1;
  return indicator;
}

function besides(left: Matrix, right: Matrix): Matrix {
  const out = new Matrix(left.rows, left.columns + right.columns);
  for (let x = 0; x < left.rows; x++) {
    out.row(x).set(left.row(x));
    out.row(x).set(right.row(x), left.columns);
  }
  return out;
}
