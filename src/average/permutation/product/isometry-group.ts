/** What a product frame must know of the linear factor of S_n × H. */
import { DomainError } from "../../../errors.js";
import type { MatrixLieGroup } from "../../../groups/index.js";
import { catalogueGroup } from "../../minimal/catalogue-group.js";

export interface IsometryGroup {
  /** d, the numbers of a point. */
  readonly dimension: number;
  /** Whether det h = 1 for its linear parts, so that it keeps handedness. */
  readonly special: boolean;
  /** Whether it has the translations, so that clouds are centred. */
  readonly centred: boolean;
  /** The diagonal of η: all 1 but for O(p, q), p plus signs first. */
  readonly signature: Float64Array;
}

/**
 * O(d), SO(d), E(d), SE(d), O(p, q), SO(p, q): the groups whose orbits of clouds are told
 * apart by the products of points, and by handedness where the group is special.
 * @throws DomainError for another group
 */
export function isometryGroup(caller: string, group: MatrixLieGroup): IsometryGroup {
  const found = catalogueGroup(caller, group);
  switch (found.family) {
    case "O":
    case "SO":
    case "E":
    case "SE":
      return {
        dimension: found.dimension,
        special: found.family.startsWith("S"),
        centred: found.family.endsWith("E"),
        signature: new Float64Array(found.dimension).fill(1),
      };
    case "O(p,q)":
    case "SO(p,q)":
      return {
        dimension: found.plus + found.minus,
        special: found.family === "SO(p,q)",
        centred: false,
        signature: new Float64Array(found.plus + found.minus).fill(-1).fill(1, 0, found.plus),
      };
    default:
      throw new DomainError(
        `${caller}: got the group "${group.name}"; expected O(d), SO(d), E(d), SE(d), O(p,q) or SO(p,q), whose clouds are told apart by the products of their points.`,
      );
  }
}
