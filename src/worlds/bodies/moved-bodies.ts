/**
 * The same bodies seen from elsewhere: turned, mirrored, moved along, counted in another order. The
 * forces do not change by it, so that targets move with the rest.
 *
 * | symbol | name here | meaning                                                       |
 * | g      | linear    | orthogonal d × d: x ↦ g x, v ↦ g v                            |
 * | b      | shift     | x ↦ x + b; velocities do not see it                           |
 * | π      | order     | body i of the result is body order[i] of the data             |
 */
import { ShapeError } from "../../errors.js";
import type { Matrix } from "../../numerics/index.js";
import type { BodySequences } from "./body-sequences.js";

export interface BodyMotion {
  /** The identity unless given. */
  readonly linear?: Matrix;
  /** 0 unless given. */
  readonly shift?: ArrayLike<number>;
  /** As they are unless given. */
  readonly order?: ArrayLike<number>;
}

/** @param motion of each sequence. @throws ShapeError for one that does not fit the bodies */
export function movedBodies(
  data: BodySequences,
  motion: (sequence: number) => BodyMotion,
): BodySequences {
  const { sequences, bodies: n, dimension: d } = data;
  const out: BodySequences = {
    ...data,
    charges: new Float64Array(sequences * n),
    positions: new Float64Array(sequences * n * d),
    velocities: new Float64Array(sequences * n * d),
    targets: new Float64Array(sequences * n * d),
  };
  for (let s = 0; s < sequences; s++) {
    const { linear, shift, order } = motion(s);
    requireFit(s, { linear, shift, order }, n, d);
    for (let i = 0; i < n; i++) {
      const from = s * n + (order?.[i] ?? i);
      out.charges[s * n + i] = data.charges[from];
      for (const name of ["positions", "velocities", "targets"] as const) {
        const vector = data[name].subarray(from * d, (from + 1) * d);
        const moved = linear ? linear.apply(vector) : vector;
        for (let k = 0; k < d; k++) {
          const b = name === "velocities" ? 0 : (shift?.[k] ?? 0);
          out[name][(s * n + i) * d + k] = moved[k] + b;
        }
      }
    }
  }
  return out;
}

function requireFit(s: number, { linear, shift, order }: BodyMotion, n: number, d: number): void {
  const wrong = (what: string, expected: string): ShapeError =>
    new ShapeError(`movedBodies: the motion of sequence ${s} has ${what}; expected ${expected}.`);
  if (linear && (linear.rows !== d || linear.columns !== d)) {
    throw wrong(`a ${linear.rows} × ${linear.columns} matrix`, `${d} × ${d}`);
  }
  if (shift && shift.length !== d) throw wrong(`a shift of ${shift.length} numbers`, String(d));
  const places = order && new Set(Array.from(order).filter((i) => i >= 0 && i < n && i % 1 === 0));
  if (order && (order.length !== n || places!.size !== n)) {
    throw wrong(`the order ${Array.from(order)}`, `each of 0 … ${n - 1} once`);
  }
}
