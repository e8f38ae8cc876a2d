/** The contestant of this repository, as a process with the command line and the report of the peer. */
import { parseArgs } from "node:util";
import {
  definingRepresentation,
  directSum,
  dual,
  intertwiners,
  type Matrix,
  orthogonalGroup,
  permutationRepresentation,
  power,
  pseudoOrthogonalGroup,
  RandomStream,
  type Representation,
  specialOrthogonalGroup,
  symmetricGroup,
  tensorProduct,
} from "../../src/index.js";
import type { Case, GroupName, Tensors } from "./cases.js";
import { type Line, median } from "./line.js";

const { values } = parseArgs({
  options: {
    case: { type: "string" },
    repeats: { type: "string", default: "3" },
    budget: { type: "string", default: "10" },
  },
});
const work = JSON.parse(values.case!) as Case;

/** V as matrices act on it, with the group's generators: differentials ξ or elements h. */
interface Vectors<Element> {
  readonly V: Representation<Element>;
  readonly algebra: readonly Matrix[];
  readonly elements: readonly Element[];
}

function measure<Element>({ V, algebra, elements }: Vectors<Element>): void {
  const from = tensors(V, work.from);
  const to = tensors(V, work.to);
  const solve = () => {
    const space = intertwiners(from, to);
    if (!work.layer) space.basis;
    return space;
  };
  const timed = (): number => {
    const start = performance.now();
    solve();
    return (performance.now() - start) / 1000;
  };
  const start = performance.now();
  const space = solve();
  const firstSeconds = (performance.now() - start) / 1000;
  const warm: number[] = [];
  for (let spent = 0; warm.length < Number(values.repeats) && spent < Number(values.budget); ) {
    warm.push(timed());
    spent += warm[warm.length - 1];
  }
  const W = space.combine(RandomStream.fromSeed(0).normals(space.dimension));
  const off = (left: Matrix, right: Matrix): number =>
    left.multiply(W).subtract(W.multiply(right)).frobeniusNorm() / (W.frobeniusNorm() || 1);
  const residual = Math.max(
    ...algebra.map((xi) => off(to.differential!(xi), from.differential!(xi)) / xi.frobeniusNorm()),
    ...elements.map((h) => off(to.matrix(h), from.matrix(h))),
  );
  const line: Line = {
    program: "intertwine",
    version: process.version,
    name: work.name,
    firstSeconds,
    warmSeconds: median(warm),
    dimension: space.dimension,
    residual,
    exact: space.exact,
  };
  console.log(JSON.stringify(line));
}

function tensors<Element>(V: Representation<Element>, list: Tensors): Representation<Element> {
  const kinds = list.flatMap(([p, q, count]) => {
    const kind = q === 0 ? power(V, p) : tensorProduct(power(V, p), power(dual(V), q));
    return Array.from({ length: count }, () => kind);
  });
  return kinds.length === 1 ? kinds[0] : directSum(...kinds);
}

function lie(group: ReturnType<typeof orthogonalGroup>): void {
  const { algebra, components } = group;
  measure({ V: definingRepresentation(group), algebra, elements: components });
}

function permutations(n: number): void {
  const group = symmetricGroup(n);
  measure({ V: permutationRepresentation(group), algebra: [], elements: group.generators });
}

const run: Record<GroupName, () => void> = {
  "SO(3)": () => lie(specialOrthogonalGroup(3)),
  "O(3)": () => lie(orthogonalGroup(3)),
  "O(5)": () => lie(orthogonalGroup(5)),
  "O(1,3)": () => lie(pseudoOrthogonalGroup(1, 3, { components: "all" })),
  "S(5)": () => permutations(5),
  "S(6)": () => permutations(6),
};
run[work.group]();
