/**
 * Solids of which everything is known: the area of the surface, uniform points on it, and what lies
 * within. About the z axis and the origin, until they are placed.
 *
 * | solid   | sizes                               | area                                       |
 * | box     | half lengths a, b, c                | 8 (ab + bc + ca)                            |
 * | sphere  | radius r                            | 4π r²                                       |
 * | frustum | radii r₀ below, r₁ above, half height h | π (r₀ + r₁) √((r₁ − r₀)² + 4h²) + π r₀² + π r₁² |
 * | tube    | radii q < r, half height h          | 4π (q + r) h + 2π (r² − q²)                 |
 * | torus   | ring R, tube r < R                  | 4π² R r                                     |
 *
 * Points are drawn with sums, products, quotients and square roots alone: the same bits everywhere.
 */
import { type RandomStream, uniformDirection } from "../../../numerics/index.js";

export type Place = readonly [x: number, y: number, z: number];

export interface Solid {
  readonly area: number;
  /** The box around it, from the lowest to the highest corner. */
  readonly low: Place;
  readonly high: Place;
  /** Uniform on the surface. */
  draw(random: RandomStream): Place;
  /** Whether the place lies within, not on the surface. */
  contains(x: number, y: number, z: number): boolean;
}

export function box(a: number, b: number, c: number): Solid {
  const faces = [b * c, c * a, a * b];
  return {
    area: 8 * (faces[0] + faces[1] + faces[2]),
    low: [-a, -b, -c],
    high: [a, b, c],
    draw(random) {
      const axis = pick(faces, random);
      const at = [a, b, c].map((half) => half * (2 * random.uniform() - 1));
      at[axis] = [a, b, c][axis] * (random.uniform() < 0.5 ? -1 : 1);
      return [at[0], at[1], at[2]];
    },
    contains: (x, y, z) => Math.abs(x) < a && Math.abs(y) < b && Math.abs(z) < c,
  };
}

export function sphere(r: number): Solid {
  return {
    area: 4 * Math.PI * r * r,
    low: [-r, -r, -r],
    high: [r, r, r],
    draw(random) {
      // Archimedes: the height of a uniform point is uniform.
      const z = 2 * random.uniform() - 1;
      const [cosine, sine] = uniformDirection(random);
      const out = r * Math.sqrt(1 - z * z);
      return [out * cosine, out * sine, r * z];
    },
    contains: (x, y, z) => x * x + y * y + z * z < r * r,
  };
}

/** A cylinder where both radii agree, a cone where one is 0. */
export function frustum(below: number, above: number, h: number): Solid {
  const slant = Math.sqrt((above - below) ** 2 + 4 * h * h);
  const parts = [(below + above) * slant, below * below, above * above];
  const most = Math.max(below, above);
  return {
    area: Math.PI * (parts[0] + parts[1] + parts[2]),
    low: [-most, -most, -h],
    high: [most, most, h],
    draw(random) {
      const [part, [cosine, sine]] = [pick(parts, random), uniformDirection(random)];
      if (part > 0) {
        const out = (part === 1 ? below : above) * Math.sqrt(random.uniform());
        return [out * cosine, out * sine, part === 1 ? -h : h];
      }
      for (;;) {
        const share = random.uniform();
        const out = below + (above - below) * share;
        if (random.uniform() * most <= out) return [out * cosine, out * sine, h * (2 * share - 1)];
      }
    },
    contains(x, y, z) {
      if (Math.abs(z) >= h) return false;
      const out = below + ((above - below) * (z + h)) / (2 * h);
      return x * x + y * y < out * out;
    },
  };
}

export function tube(q: number, r: number, h: number): Solid {
  const parts = [2 * r * h, 2 * q * h, r * r - q * q];
  return {
    area: 2 * Math.PI * (parts[0] + parts[1] + parts[2]),
    low: [-r, -r, -h],
    high: [r, r, h],
    draw(random) {
      const [part, [cosine, sine]] = [pick(parts, random), uniformDirection(random)];
      if (part < 2) {
        const out = part === 0 ? r : q;
        return [out * cosine, out * sine, h * (2 * random.uniform() - 1)];
      }
      const out = Math.sqrt(q * q + (r * r - q * q) * random.uniform());
      return [out * cosine, out * sine, random.uniform() < 0.5 ? -h : h];
    },
    contains(x, y, z) {
      const square = x * x + y * y;
      return Math.abs(z) < h && square < r * r && square > q * q;
    },
  };
}

export function torusRing(R: number, r: number): Solid {
  return {
    area: 4 * Math.PI * Math.PI * R * r,
    low: [-R - r, -R - r, -r],
    high: [R + r, R + r, r],
    draw(random) {
      const [cosine, sine] = uniformDirection(random);
      for (;;) {
        const [out, up] = uniformDirection(random);
        const distance = R + r * out;
        if (random.uniform() * (R + r) <= distance) {
          return [distance * cosine, distance * sine, r * up];
        }
      }
    },
    contains(x, y, z) {
      const out = Math.sqrt(x * x + y * y) - R;
      return out * out + z * z < r * r;
    },
  };
}

/** An index in proportion to its weight. */
export function pick(weights: readonly number[], random: RandomStream): number {
  let rest = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  return found < 0 ? weights.length - 1 : found;
}
