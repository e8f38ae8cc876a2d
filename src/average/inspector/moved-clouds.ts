/** A cloud as elements of its group leave it. */
import { DomainError, ShapeError } from "../../errors.js";
import { homogeneousParts, type MatrixLieGroup } from "../../groups/index.js";
import { type Matrix, product, type RandomStream } from "../../numerics/index.js";

export interface Movement {
  /** Draws elements that move the points; default: none. */
  readonly group?: MatrixLieGroup;
  /** Whether the order of the points is changed too; default false. */
  readonly permuted?: boolean;
}

/** Such as "S_n × SO(3)"; undefined when nothing moves. */
export function movementName({ group, permuted = false }: Movement): string | undefined {
  const names = [...(permuted ? ["S_n"] : []), ...(group ? [group.name] : [])];
  return names.length === 0 ? undefined : names.join(" × ");
}

/** g X for a random g. @throws ShapeError when the group moves points of another dimension */
export function movedCloud(cloud: Matrix, movement: Movement, random: RandomStream): Matrix {
  const { group, permuted = false } = movement;
  let moved = cloud;
  if (group !== undefined) {
    if (group.pointDimension !== cloud.columns) {
      throw new ShapeError(
        `probeFrame: "${group.name}" moves points of ${group.pointDimension} coordinates and the cloud has ${cloud.columns}; expected the same.`,
      );
    }
    const element = group.sample(random);
    const { linear, offset } = group.homogeneous
      ? homogeneousParts(element)
      : { linear: element, offset: undefined };
    moved = product(cloud, linear.transpose());
    if (offset) {
      for (let k = 0; k < moved.data.length; k++) moved.data[k] += offset[k % moved.columns];
    }
  }
  return permuted ? shuffled(moved, random) : moved;
}

function shuffled(cloud: Matrix, random: RandomStream): Matrix {
  const out = cloud.clone();
  for (let i = cloud.rows - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const row = out.row(i).slice();
    out.row(i).set(out.row(j));
    out.row(j).set(row);
  }
  return out;
}

/** @throws DomainError unless whole and at least `least` */
export function requireCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new DomainError(
    `probeFrame: got ${name} ${value}; expected a whole number from ${least} on.`,
  );
}
