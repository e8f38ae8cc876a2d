/**
 * Maps of the same extent are joined to one, wherever the joined one can still stand in an order:
 * numbers that go from one to the other stay in registers, and several outputs are written at once.
 * What an optimiser does to a parameter becomes one map that writes the parameter in its place.
 */
import type { MapOperation, Operation, Place } from "../operation.js";
import type { PlanGraph } from "../plan-graph.js";
import { ChainBuilder, type ChainValue } from "./chain-builder.js";
import { dependencies } from "./dependencies.js";
import { joinedParts } from "./parts.js";
import { readers, sizeOf } from "./places.js";

/** Beyond these a chain spills out of the fastest memory. */
const MOST_STEPS = 96;
const MOST_INPUTS = 24;
const MOST_OUTPUTS = 8;

export function withChains({ buffers, operations }: PlanGraph): PlanGraph {
  const groups = new Groups(operations);
  operations.forEach((operation, k) => {
    if (operation.kind === "map") groups.joinProducers(k);
  });
  const readersOf = readers(operations);
  const isNeeded = (buffer: number, members: ReadonlySet<number>): boolean =>
    buffers[buffer].role !== "temporary" ||
    (readersOf.get(buffer) ?? []).some((reader) => !members.has(reader));
  return {
    buffers,
    operations: groups.inOrder().map(({ members, shape }) =>
      members.length === 1
        ? operations[members[0]]
        : chained(
            members.map((k) => operations[k] as MapOperation),
            shape,
            (buffer) => isNeeded(buffer, new Set(members)),
          ),
    ),
  };
}

function chained(
  maps: readonly MapOperation[],
  shape: readonly number[],
  isNeeded: (buffer: number) => boolean,
): MapOperation {
  const chain = new ChainBuilder();
  const size = sizeOf({ shape });
  const made = new Map<number, ChainValue>();
  const reshaped = (place: Place): Place => (sizeOf(place) === size ? { ...place, shape } : place);
  const outputs = new Map<number, [ChainValue, Place]>();
  for (const map of maps) {
    const inputs = map.inputs.map(
      (place) => made.get(place.buffer) ?? chain.input(reshaped(place)),
    );
    chain.append(map, inputs).forEach((value, k) => {
      const place = map.outputs[k];
      made.set(place.buffer, value);
      if (isNeeded(place.buffer)) outputs.set(place.buffer, [value, reshaped(place)]);
    });
  }
  for (const output of outputs.values()) chain.output(...output);
  const kernels = [...new Set(maps.map(({ kernel }) => kernel))];
  const built = chain.build(kernels.join("+"), maps.find(({ line }) => line !== undefined)?.line);
  return { ...built, parts: joinedParts(maps) };
}

interface Group {
  members: number[];
  shape: readonly number[];
  /** Every input is one number or has the full size: any shape of that size will do. */
  isFlat: boolean;
  last: number;
  steps: number;
  inputs: Set<number>;
  outputs: number;
}

class Groups {
  readonly #operations: readonly Operation[];
  readonly #before: readonly number[][];
  readonly #writer = new Map<number, number>();
  readonly #groupOf: Group[];

  constructor(operations: readonly Operation[]) {
    this.#operations = operations;
    this.#before = dependencies(operations);
    this.#groupOf = operations.map((operation, k) => {
      const [place] = operation.outputs;
      const size = sizeOf(place);
      const isMap = operation.kind === "map";
      const isFull = (input: Place) => sizeOf(input) === 1 || sizeOf(input) === size;
      return {
        members: [k],
        shape: place.shape,
        isFlat: isMap && operation.inputs.every(isFull),
        last: k,
        steps: isMap ? operation.steps.length : 0,
        inputs: new Set(operation.inputs.map(({ buffer }) => buffer)),
        outputs: operation.outputs.length,
      };
    });
  }

  /** Joins the map `k` with the groups that its inputs come from, as far as an order is left. */
  joinProducers(k: number): void {
    for (const { buffer } of this.#operations[k].inputs) {
      const writer = this.#writer.get(buffer);
      if (writer === undefined || this.#operations[writer].kind !== "map") continue;
      const a = this.#groupOf[writer];
      const b = this.#groupOf[k];
      if (a !== b && this.#fit(a, b) && !this.#reachesThroughOthers(a, b)) this.#join(a, b);
    }
    for (const { buffer } of this.#operations[k].outputs) this.#writer.set(buffer, k);
  }

  /** Groups such that each comes after what it depends on; else in the order of their last members. */
  inOrder(): Group[] {
    const groups = [...new Set(this.#groupOf)].sort((a, b) => a.last - b.last);
    const placed = new Set<Group>();
    const out: Group[] = [];
    const place = (group: Group): void => {
      if (placed.has(group)) return;
      placed.add(group);
      for (const other of this.#dependsOn(group)) place(other);
      out.push(group);
    };
    groups.forEach(place);
    return out;
  }

  #dependsOn(group: Group): Set<Group> {
    const found = new Set<Group>();
    for (const member of group.members) {
      for (const k of this.#before[member]) found.add(this.#groupOf[k]);
    }
    found.delete(group);
    return found;
  }

  #fit(a: Group, b: Group): boolean {
    const isSame = a.shape.join() === b.shape.join();
    const isAlike = sizeOf(a) === sizeOf(b) && (a.isFlat || b.isFlat);
    return (
      (isSame || isAlike) &&
      a.steps + b.steps <= MOST_STEPS &&
      a.inputs.size + b.inputs.size <= MOST_INPUTS + 2 &&
      a.outputs + b.outputs <= MOST_OUTPUTS + 2
    );
  }

  /** Whether b depends on a, or a on b, by way of a third group: then no order is left. */
  #reachesThroughOthers(a: Group, b: Group): boolean {
    return this.#reaches(b, a) || this.#reaches(a, b);
  }

  /**
   * No group can be passed over for lying before `to`: one of its members may be read by a group that
   * has a later member too, which reads `to`.
   */
  #reaches(from: Group, to: Group): boolean {
    const visited = new Set<Group>([from]);
    const rest: Group[] = [];
    const visit = (group: Group, without?: Group): boolean => {
      for (const member of group.members) {
        for (const k of this.#before[member]) {
          const next = this.#groupOf[k];
          if (next === without || visited.has(next)) continue;
          if (next === to) return true;
          visited.add(next);
          rest.push(next);
        }
      }
      return false;
    };
    if (visit(from, to)) return true;
    for (let group = rest.pop(); group !== undefined; group = rest.pop()) {
      if (visit(group)) return true;
    }
    return false;
  }

  #join(a: Group, b: Group): void {
    const members = [...a.members, ...b.members].sort((x, y) => x - y);
    const joined: Group = {
      members,
      shape: a.isFlat ? b.shape : a.shape,
      isFlat: a.isFlat && b.isFlat,
      last: Math.max(a.last, b.last),
      steps: a.steps + b.steps,
      inputs: new Set([...a.inputs, ...b.inputs]),
      outputs: a.outputs + b.outputs - 1,
    };
    for (const member of members) this.#groupOf[member] = joined;
  }
}
