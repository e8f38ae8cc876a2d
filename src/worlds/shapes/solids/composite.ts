/**
 * Solids put in place and put together. A point of a part's surface that lies within another part is
 * no point of the whole's, so that it is drawn again.
 */
import type { Place, Solid } from "./primitive.js";
import { pick } from "./primitive.js";

/** Which axis the solid's z becomes, the others following in turn. */
export type Axis = "x" | "y" | "z";

/** The solid with its z along `axis`, moved by `shift`. */
export function placed(solid: Solid, shift: Place, axis: Axis = "z"): Solid {
  // Where the solid's own x is found: a cyclic turn keeps its sense.
  const first = { z: 0, x: 1, y: 2 }[axis];
  const out = (p: Place): Place => {
    const at: [number, number, number] = [0, 0, 0];
    for (let a = 0; a < 3; a++) at[(a + first) % 3] = p[a];
    return [at[0] + shift[0], at[1] + shift[1], at[2] + shift[2]];
  };
  return {
    area: solid.area,
    low: out(solid.low),
    high: out(solid.high),
    draw: (random) => out(solid.draw(random)),
    contains(x, y, z) {
      const dx = x - shift[0];
      const dy = y - shift[1];
      const dz = z - shift[2];
      if (first === 0) return solid.contains(dx, dy, dz);
      return first === 1 ? solid.contains(dy, dz, dx) : solid.contains(dz, dx, dy);
    },
  };
}

/** All parts together. `area` counts what lies within other parts as well. */
export function together(...parts: readonly Solid[]): Solid {
  const areas = parts.map(({ area }) => area);
  return {
    area: areas.reduce((sum, area) => sum + area, 0),
    low: corner(parts, "low", Math.min),
    high: corner(parts, "high", Math.max),
    draw(random) {
      for (;;) {
        const own = pick(areas, random);
        const at = parts[own].draw(random);
        if (!parts.some((part, k) => k !== own && part.contains(at[0], at[1], at[2]))) return at;
      }
    },
    contains(x, y, z) {
      for (const part of parts) if (part.contains(x, y, z)) return true;
      return false;
    },
  };
}

/** Moved and scaled so that the box around it has its middle at the origin and its corners at distance 1. */
export function fitted(solid: Solid): Solid {
  const { low, high } = solid;
  const middle = low.map((x, a) => (x + high[a]) / 2);
  const half = Math.sqrt(low.reduce((sum, x, a) => sum + ((high[a] - x) / 2) ** 2, 0));
  const into = (p: Place): Place => [
    (p[0] - middle[0]) / half,
    (p[1] - middle[1]) / half,
    (p[2] - middle[2]) / half,
  ];
  return {
    area: solid.area / half ** 2,
    low: into(low),
    high: into(high),
    draw: (random) => into(solid.draw(random)),
    contains: (x, y, z) =>
      solid.contains(half * x + middle[0], half * y + middle[1], half * z + middle[2]),
  };
}

function corner(
  parts: readonly Solid[],
  end: "low" | "high",
  extreme: (...numbers: number[]) => number,
): Place {
  const along = (axis: number) => extreme(...parts.map((part) => part[end][axis]));
  return [along(0), along(1), along(2)];
}
