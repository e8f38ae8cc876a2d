/** Which groups have batched frames, and what the kernel must be told of each. */
import { DomainError, ShapeError } from "../../errors.js";
import type { MatrixLieGroup } from "../../groups/index.js";
import { FRAME_FLAGS } from "./frames-kernel.js";

/** A family of groups; the dimension is that of the clouds. "O(1,q)" is the Lorentz group on (t, x, …). */
export type BatchedFamily = "O" | "SO" | "E" | "SE" | "O(1,q)";

const FLAGS: Readonly<Record<BatchedFamily, number>> = {
  O: 0,
  SO: FRAME_FLAGS.special,
  E: FRAME_FLAGS.centred,
  SE: FRAME_FLAGS.centred | FRAME_FLAGS.special,
  "O(1,q)": FRAME_FLAGS.lorentz,
};

/** @throws DomainError for a group that has no batched frames, ShapeError for one of another dimension */
export function batchedFlags(
  caller: string,
  group: BatchedFamily | MatrixLieGroup,
  dimension: number,
): number {
  const family = typeof group === "string" ? group : familyOf(group, caller, dimension);
  const flags = FLAGS[family];
  if (flags === undefined) throw unknown(caller, String(family));
  if (family === "O(1,q)" && dimension < 2) {
    throw new ShapeError(`${caller}: momenta have ${dimension} coordinate; expected (t, x, …).`);
  }
  return flags;
}

function familyOf(group: MatrixLieGroup, caller: string, dimension: number): BatchedFamily {
  const parts = /^(O|SO|E|SE)\((\d+)\)$|^O\(1,(\d+)\)$/.exec(group?.name ?? "");
  if (!parts) throw unknown(caller, group?.name ?? String(group));
  const size = parts[3] === undefined ? Number(parts[2]) : Number(parts[3]) + 1;
  if (size !== dimension) {
    throw new ShapeError(
      `${caller}: "${group.name}" acts on ${size} coordinates and the clouds have ${dimension}; expected the same.`,
    );
  }
  return (parts[1] as BatchedFamily | undefined) ?? "O(1,q)";
}

function unknown(caller: string, name: string): DomainError {
  return new DomainError(
    `${caller}: got "${name}"; expected O, SO, E, SE or O(1,q), as a name or a group. Call minimalFrame for each cloud under another group.`,
  );
}
