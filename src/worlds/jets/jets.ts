/**
 * Jets of top quarks among jets of light quarks and gluons: a stand-in for the public top-tagging
 * data, whose classes are as separable by simple observables but without the physics of a
 * detector. Constituents are massless, which is what frames of the Lorentz group stumble over.
 *
 * | symbol | name here    | what                                                          |
 * | p_T    |              | across the beam (z), uniform in 550 … 650 GeV                 |
 * | η      |              | pseudorapidity, uniform in −2 … 2                             |
 * | ΔR     |              | √(Δη² + Δφ²) from the parton; constituents within 0.8 are kept |
 * |        | momenta      | (E, p_x, p_y, p_z) by falling p_T, the hardest 60 above 0.5 GeV |
 *
 * A top is three showers of opening angle 0.4, the background one of 0.8, quark or gluon with
 * probability ½ each. Each jet depends on the seed, the part and its own number alone.
 */
import { DomainError, ShapeError } from "../../errors.js";
import { Matrix, RandomStream } from "../../numerics/index.js";
import { type Momentum, partonShower } from "./parton-shower.js";
import { topDecay } from "./top-decay.js";

export const MOST_CONSTITUENTS = 60;
const JET_RADIUS = 0.8;
/** GeV. */
const LEAST_TRANSVERSE = 0.5;

export interface JetOptions {
  /** A whole number; 0 unless given. */
  readonly seed?: number;
  /** Name of the part of the data, whose jets are its own; "train" unless given. */
  readonly part?: string;
  /** Probability of a top; ½ unless given. */
  readonly topShare?: number;
}

export interface Jets {
  /** S */
  readonly jets: number;
  /** S × 60 × 4, (E, p_x, p_y, p_z) in GeV; zeros after the constituents. */
  readonly momenta: Float64Array;
  /** S: how many constituents. */
  readonly constituents: Int32Array;
  /** S: 1 for a top, 0 for background. */
  readonly labels: Uint8Array;
}

/** `count` jets. @throws DomainError */
export function topJets(count: number, options: JetOptions = {}): Jets {
  const { seed = 0, part = "train", topShare = 0.5 } = options;
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new DomainError(`topJets: got ${count} jets; expected a whole number from 0 on.`);
  }
  if (!(topShare >= 0 && topShare <= 1)) {
    throw new DomainError(`topJets: topShare is ${topShare}; expected a probability.`);
  }
  const stream = RandomStream.fromSeed(seed).split("jets").split(part);
  const momenta = new Float64Array(count * MOST_CONSTITUENTS * 4);
  const constituents = new Int32Array(count);
  const labels = new Uint8Array(count);
  for (let s = 0; s < count; s++) {
    const own = stream.split(s);
    labels[s] = own.uniform() < topShare ? 1 : 0;
    const jet = labels[s] === 1 ? topJet(own) : backgroundJet(own);
    constituents[s] = jet.rows;
    momenta.set(jet.data, s * MOST_CONSTITUENTS * 4);
  }
  return { jets: count, momenta, constituents, labels };
}

/** The constituents of a jet of the data, a view of its rows. @throws DomainError for an index outside */
export function jetMomenta(data: Jets, index: number): Matrix {
  if (!Number.isInteger(index) || index < 0 || index >= data.jets) {
    throw new DomainError(`jetMomenta: got the index ${index}; expected 0 … ${data.jets - 1}.`);
  }
  const start = index * MOST_CONSTITUENTS * 4;
  const rows = data.constituents[index];
  return new Matrix(rows, 4, data.momenta.subarray(start, start + 4 * rows));
}

/** One jet of a top quark, rows (E, p_x, p_y, p_z). */
export function topJet(random: RandomStream): Matrix {
  const top = drawMomentum(random);
  const quarks = topDecay(top, random);
  return clustered(
    top,
    quarks.flatMap((momentum) => partonShower({ momentum, angle: 0.4, colour: 1 }, random)),
  );
}

/** One jet of a light quark or a gluon, rows (E, p_x, p_y, p_z). */
export function backgroundJet(random: RandomStream): Matrix {
  const momentum = drawMomentum(random);
  const colour = random.uniform() < 0.5 ? 1 : 2.25;
  return clustered(momentum, partonShower({ momentum, angle: 0.8, colour }, random));
}

/** √(E² − |p|²) of the sum of rows (E, p_x, p_y, p_z); 0 where rounding makes the square negative. @throws ShapeError for other rows */
export function invariantMass(momenta: Matrix): number {
  if (momenta.columns !== 4) {
    throw new ShapeError(
      `invariantMass: got ${momenta.columns} columns; expected the four of (E, p_x, p_y, p_z).`,
    );
  }
  const sum = [0, 0, 0, 0];
  momenta.data.forEach((value, k) => {
    sum[k % 4] += value;
  });
  const [energy, x, y, z] = sum;
  const size = Math.hypot(x, y, z);
  return Math.sqrt(Math.max(0, (energy - size) * (energy + size)));
}

function drawMomentum(random: RandomStream): Momentum {
  const transverse = 550 + 100 * random.uniform();
  const pseudorapidity = 4 * random.uniform() - 2;
  const turn = 2 * Math.PI * random.uniform();
  return [
    transverse * Math.cos(turn),
    transverse * Math.sin(turn),
    transverse * Math.sinh(pseudorapidity),
  ];
}

/** What is within the jet's radius and hard enough, the hardest first. */
function clustered(axis: Momentum, momenta: readonly Momentum[]): Matrix {
  const kept = momenta
    .map((p) => ({ p, transverse: Math.hypot(p[0], p[1]) }))
    .filter(({ p, transverse }) => transverse > LEAST_TRANSVERSE && distance(p, axis) < JET_RADIUS)
    .sort((a, b) => b.transverse - a.transverse)
    .slice(0, MOST_CONSTITUENTS);
  const jet = new Matrix(kept.length, 4);
  kept.forEach(({ p }, i) => {
    jet.row(i).set([Math.hypot(...p), ...p]);
  });
  return jet;
}

/** ΔR. */
function distance(p: Momentum, q: Momentum): number {
  const turn = Math.atan2(p[1], p[0]) - Math.atan2(q[1], q[0]);
  const around = turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  return Math.hypot(pseudorapidityOf(p) - pseudorapidityOf(q), around);
}

function pseudorapidityOf(p: Momentum): number {
  return Math.asinh(p[2] / Math.hypot(p[0], p[1]));
}
