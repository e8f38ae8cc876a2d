/**
 * Turns drawn by the Haar measure from products, quotients and square roots alone: no sine, whose
 * last bit differs between machines, so that the same stream gives the same bits everywhere.
 *
 *   the plane  (u² − v², 2uv) / (u² + v²), (u, v) uniform in the unit disc (von Neumann 1951)
 *   space      the rotation of a quaternion of four normal numbers, divided by its length
 */
import type { RandomStream } from "./random-stream.js";

/** (cos θ, sin θ) for a uniform angle θ. */
export function uniformDirection(stream: RandomStream): [cosine: number, sine: number] {
  for (;;) {
    const [u, v] = [2 * stream.uniform() - 1, 2 * stream.uniform() - 1];
    const square = u * u + v * v;
    // Near the middle the quotient would lose bits.
    if (square <= 1 && square > 1e-6) return [(u * u - v * v) / square, (2 * u * v) / square];
  }
}

/** A uniform rotation of space, 3 × 3 row by row, of determinant 1. */
export function uniformRotation(stream: RandomStream): Float64Array {
  for (;;) {
    const q = stream.normals(4);
    const square = q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3];
    if (square > 1e-6) return quaternionRotation(q, square);
  }
}

function quaternionRotation([w, x, y, z]: Float64Array, square: number): Float64Array {
  const twice = 2 / square;
  return Float64Array.of(
    1 - twice * (y * y + z * z),
    twice * (x * y - w * z),
    twice * (x * z + w * y),
    twice * (x * y + w * z),
    1 - twice * (x * x + z * z),
    twice * (y * z - w * x),
    twice * (x * z - w * y),
    twice * (y * z + w * x),
    1 - twice * (x * x + y * y),
  );
}
