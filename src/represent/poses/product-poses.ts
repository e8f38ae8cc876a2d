/**
 * G₁ × G₂ × …: Y = Y₁ × Y₂ × …, each factor read by its own ξ. y holds the factors one after the
 * other, flat: [Σ sizes]; so does a network that ends in all their heads.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { type Group, isFiniteGroup, isLieGroup, productGroup } from "../../groups/index.js";
import type { Vector } from "../../numerics/index.js";
import type { BatchPoses, PoseSpace } from "./pose-space.js";
import { requireBatchPose, requirePose } from "./require-pose.js";

/** Tuples of elements, one for each factor. @throws DomainError for no factor */
export function productPoses<Elements extends readonly unknown[]>(
  ...factors: { readonly [K in keyof Elements]: PoseSpace<Elements[K]> }
): PoseSpace<Elements> {
  const spaces: readonly PoseSpace<unknown>[] = factors;
  if (spaces.length === 0) {
    throw new DomainError("productPoses: got no pose space; expected at least one.");
  }
  const name = spaces.map((space) => space.name).join(" × ");
  const sizes = spaces.map(({ base }) => base.length);
  const starts = sizes.map((_, k) => sizes.slice(0, k).reduce((sum, size) => sum + size, 0));
  const shape = [sizes.reduce((sum, size) => sum + size, 0)];
  const counts = spaces.map(({ elementShapes }) => elementShapes.length);
  const part = (y: Vector, k: number): Vector => y.subarray(starts[k], starts[k] + sizes[k]);
  const joined = (parts: readonly Vector[]): Float64Array => {
    const out = new Float64Array(shape[0]);
    parts.forEach((values, k) => {
      out.set(values, starts[k]);
    });
    return out;
  };
  const placewise = <Out>(make: (space: PoseSpace<unknown>, k: number) => Out): Elements =>
    spaces.map(make) as unknown as Elements;
  return {
    name,
    group: groupOf(spaces.map((space) => space.group)) as Group<Elements>,
    shape,
    base: joined(spaces.map(({ base }) => base)),
    elementShapes: spaces.flatMap(({ elementShapes }) => elementShapes),
    act: (g, y) => {
      requirePose(name, shape, y);
      return joined(spaces.map((space, k) => space.act(g[k], part(y, k))));
    },
    section: (y) => {
      requirePose(name, shape, y);
      const poses = spaces.map((space, k) => space.section(part(y, k)));
      return {
        element: placewise((_, k) => poses[k].element),
        isDegenerate: poses.some(({ isDegenerate }) => isDegenerate),
      };
    },
    inverses: (elements) =>
      spaces.flatMap((space, factor) => space.inverses(partOf(elements, counts, factor).elements)),
    sample: (random) => joined(spaces.map((space) => space.sample(random))),
    batchSection: (y) => {
      requireBatchPose(name, shape, y);
      return tf.tidy(() => {
        const parts = tf.split(y, sizes, 1);
        const poses = spaces.map((space, k) =>
          space.batchSection(tf.reshape(parts[k], [-1, ...space.shape])),
        );
        return {
          elements: poses.flatMap(({ elements }) => elements),
          isDegenerate: poses
            .map(({ isDegenerate }) => isDegenerate)
            .reduce((a, b) => tf.maximum(a, b)),
        };
      });
    },
    elementAt: ({ elements }, k) =>
      placewise((space, factor) => space.elementAt(partOf(elements, counts, factor), k)),
    tensorsOf: (elements) =>
      spaces.flatMap((space, factor) =>
        space.tensorsOf(elements.map((element) => element[factor])),
      ),
  };
}

/** The tensors that belong to one factor. */
function partOf(
  elements: readonly tf.Tensor[],
  counts: readonly number[],
  factor: number,
): Pick<BatchPoses, "elements"> {
  const start = counts.slice(0, factor).reduce((sum, count) => sum + count, 0);
  return { elements: elements.slice(start, start + counts[factor]) };
}

function groupOf(factors: readonly Group<unknown>[]): Group<readonly unknown[]> {
  const known = factors.every((factor) => isFiniteGroup(factor) || isLieGroup(factor));
  if (known) return productGroup<readonly unknown[]>(...factors);
  return {
    name: factors.map(({ name }) => name).join(" × "),
    identity: factors.map(({ identity }) => identity),
    compose: (a, b) => factors.map((factor, k) => factor.compose(a[k], b[k])),
    inverse: (a) => factors.map((factor, k) => factor.inverse(a[k])),
    equals: (a, b) => factors.every((factor, k) => factor.equals(a[k], b[k])),
    sample: (random) => factors.map((factor) => factor.sample(random)),
  };
}
