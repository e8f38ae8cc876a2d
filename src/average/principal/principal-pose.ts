/** Poses in principal axes: the flat axes are the first coordinates, and the stabiliser moves them. */
import { orthogonalGroup, specialOrthogonalGroup } from "../../groups/index.js";
import { type Matrix, product } from "../../numerics/index.js";
import type { LinearPose, Stabiliser } from "../minimal/linear-pose.js";
import { placedGroup, trivialStabiliser } from "../minimal/span/stabilisers.js";
import type { PrincipalAxes } from "./principal-axes.js";

/** What leaves alone points whose first `flat` of `dimension` coordinates are 0. */
export function flatStabiliser(special: boolean, dimension: number, flat: number): Stabiliser {
  if (flat === 0 || (special && flat === 1)) return trivialStabiliser(dimension);
  const places = Int32Array.from({ length: flat }, (_, k) => k);
  const family = special ? specialOrthogonalGroup : orthogonalGroup;
  return {
    name: `${special ? "SO" : "O"}(${flat})`,
    ...(!special && flat === 1 && { order: 2n }),
    moved: places,
    group: () => placedGroup(family(flat), dimension, places),
  };
}

/** The same stabiliser each time for each number of flat axes: outputs keep projectors by it. */
export function flatStabilisers(special: boolean, dimension: number): (flat: number) => Stabiliser {
  const known: Stabiliser[] = [];
  return (flat) => {
    known[flat] ??= flatStabiliser(special, dimension, flat);
    return known[flat];
  };
}

/** The pose with these axes; the form's flat coordinates are exactly 0. */
export function principalPose(
  { cloud, points, flat }: PrincipalAxes,
  element: Matrix,
  stabiliser: Stabiliser,
  weight: number,
): LinearPose {
  const form = product(points, element);
  for (let k = 0; k < form.data.length; k++) {
    form.data[k] = k % form.columns < flat ? 0 : form.data[k] * cloud.unit;
  }
  return {
    form,
    weight,
    element,
    inverse: element.transpose(),
    rank: element.columns - flat,
    carry: stabiliser.moved.length === 0 ? element : withoutFlat(element, flat),
    shift: cloud.shift,
    stabiliser,
  };
}

function withoutFlat(element: Matrix, flat: number): Matrix {
  const out = element.clone();
  for (let k = 0; k < out.data.length; k++) if (k % out.columns < flat) out.data[k] = 0;
  return out;
}
