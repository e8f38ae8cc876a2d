/**
 * Twelve kinds of solids, each with proportions of its own draw: a stand-in for ShapeNet, without the
 * detail of real objects. They stand upright, z up; x is the front. Parts overlap a little and no
 * two of their faces coincide, so that points are uniform on what is seen.
 *
 * | symmetry | rotations that map a solid of the kind to itself                        |
 * | a number | so many, about z for 2, about all three axes for 4                      |
 * | "axis"   | all about z; the cylinder and the torus can be turned over besides       |
 * | "all"    | all                                                                     |
 */
import type { RandomStream } from "../../../numerics/index.js";
import { fitted, placed, together } from "./composite.js";
import { box, frustum, type Solid, sphere, torusRing, tube } from "./primitive.js";

export interface SolidClass {
  readonly name: string;
  readonly symmetry: number | "axis" | "all";
}

/** A number between the two, uniform. */
type Draw = (from: number, to: number) => number;

const RECIPES: Readonly<Record<string, readonly [SolidClass["symmetry"], (draw: Draw) => Solid]>> =
  {
    box: [4, (draw) => box(draw(0.8, 1), draw(0.5, 0.7), draw(0.25, 0.4))],
    cylinder: ["axis", (draw) => evenFrustum(draw(0.3, 0.5), draw(0.8, 1))],
    sphere: ["all", (draw) => sphere(draw(0.8, 1))],
    torus: ["axis", (draw) => torusRing(1, draw(0.2, 0.4))],
    cone: ["axis", (draw) => frustum(draw(0.6, 0.8), 0, draw(0.7, 0.9))],
    chair: [1, chair],
    table: [2, table],
    lamp: ["axis", lamp],
    mug: [1, mug],
    plane: [1, plane],
    bottle: ["axis", bottle],
    stairs: [1, stairs],
  };

/** The kinds, in the order of their labels. */
export const SOLID_CLASSES: readonly SolidClass[] = Object.entries(RECIPES).map(
  ([name, [symmetry]]) => ({ name, symmetry }),
);

/** One solid of the kind within the unit ball, its box's middle at the origin. */
export function drawSolid(name: string, random: RandomStream): Solid {
  const draw: Draw = (from, to) => from + (to - from) * random.uniform();
  return fitted(RECIPES[name][1](draw));
}

function evenFrustum(radius: number, half: number): Solid {
  return frustum(radius, radius, half);
}

/** Four legs under ±x, ±y, from the floor to the height. */
function legs(x: number, y: number, height: number, thick: number): Solid[] {
  return [-1, 1].flatMap((sx) =>
    [-1, 1].map((sy) => placed(box(thick, thick, height / 2), [sx * x, sy * y, height / 2])),
  );
}

function chair(draw: Draw): Solid {
  const [width, height, back] = [draw(0.4, 0.5), draw(0.7, 0.9), draw(0.8, 1.1)];
  const thick = draw(0.05, 0.08);
  const inset = width - 1.2 * thick;
  return together(
    ...legs(inset, inset, height, thick),
    placed(box(width, width, thick), [0, 0, height]),
    placed(box(thick, 0.98 * width, back / 2), [-inset, 0, height + back / 2]),
  );
}

function table(draw: Draw): Solid {
  const [length, width, height] = [draw(0.9, 1.2), draw(0.5, 0.7), draw(0.6, 0.9)];
  const thick = draw(0.05, 0.09);
  return together(
    ...legs(length - 2 * thick, width - 2 * thick, height, thick),
    placed(box(length, width, thick), [0, 0, height]),
  );
}

function lamp(draw: Draw): Solid {
  const [height, shade] = [draw(1.3, 1.7), draw(0.25, 0.35)];
  return together(
    placed(evenFrustum(draw(0.35, 0.45), 0.06), [0, 0, 0.06]),
    placed(evenFrustum(0.06, height / 2), [0, 0, height / 2 + 0.06]),
    placed(frustum(draw(0.5, 0.65), draw(0.2, 0.3), shade), [0, 0, height]),
  );
}

const WALL = 0.1;

function mug(draw: Draw): Solid {
  const [radius, half] = [draw(0.45, 0.6), draw(0.5, 0.7)];
  return together(
    tube(radius - WALL, radius, half),
    placed(evenFrustum(radius - WALL / 2, 0.04), [0, 0, 0.06 - half]),
    handle(radius - 0.7 * WALL, draw(0.25, 0.35), 0.07),
  );
}

/** The half of a ring that stands out beyond x = wall, which is to be within a wall: it is open there. */
function handle(wall: number, ring: number, thick: number): Solid {
  const whole = placed(torusRing(ring, thick), [wall, 0, 0], "y");
  return {
    ...whole,
    area: whole.area / 2,
    low: [wall, whole.low[1], whole.low[2]],
    draw(random) {
      const [x, y, z] = whole.draw(random);
      return [x < wall ? 2 * wall - x : x, y, z];
    },
    contains: (x, y, z) => x > wall && whole.contains(x, y, z),
  };
}

function plane(draw: Draw): Solid {
  const [length, span, tail] = [draw(0.9, 1.1), draw(0.8, 1.1), draw(0.3, 0.4)];
  return together(
    placed(evenFrustum(0.13, length), [0, 0, 0], "x"),
    placed(frustum(0.125, 0, 0.16), [length + 0.14, 0, 0], "x"),
    placed(box(draw(0.16, 0.24), span, 0.03), [0.15, 0, 0]),
    placed(box(0.1, tail, 0.03), [0.12 - length, 0, 0]),
    placed(box(0.09, 0.025, tail / 2), [0.12 - length, 0, tail / 2]),
  );
}

function bottle(draw: Draw): Solid {
  const [radius, half, neck] = [draw(0.35, 0.45), draw(0.5, 0.7), draw(0.12, 0.16)];
  const shoulder = draw(0.15, 0.25);
  const top = half + 2 * shoulder;
  return together(
    evenFrustum(radius, half),
    placed(frustum(0.98 * radius, neck, shoulder + 0.01), [0, 0, half + shoulder - 0.01]),
    placed(evenFrustum(neck, 0.15), [0, 0, top + 0.1]),
  );
}

/** Four steps, each a floor of its own; the next is a hair narrower, so that no two walls coincide. */
function stairs(draw: Draw): Solid {
  const [width, rise, run] = [draw(0.5, 0.7), draw(0.3, 0.38), draw(0.45, 0.55)];
  const hair = 0.002;
  return together(
    ...[0, 1, 2, 3].map((step) => {
      const [back, front] = [step * hair, (4 - step) * run];
      const [low, high] = [step * rise - (step === 0 ? 0 : hair), (step + 1) * rise];
      return placed(box((front - back) / 2, width - step * hair, (high - low) / 2), [
        (back + front) / 2,
        0,
        (low + high) / 2,
      ]);
    }),
  );
}
