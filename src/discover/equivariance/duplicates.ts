/**
 * Equal rows and equal columns of a matrix of labels, each kept once with its multiplicity.
 *
 * | name            | shape                                                              |
 * | classes.of      | class of each row (column); classes are numbered as they first come |
 * | classes.members | the rows (columns) of each class, ascending                         |
 * | labels          | row classes × column classes: no two rows and no two columns agree  |
 */
export interface DuplicateClasses {
  readonly of: Int32Array;
  readonly members: readonly (readonly number[])[];
}

export interface CollapsedLabels {
  readonly rows: DuplicateClasses;
  readonly columns: DuplicateClasses;
  readonly labels: Int32Array;
}

export function collapseDuplicates(labels: Int32Array, columns: number): CollapsedLabels {
  const rowClasses = equalRows(labels, columns);
  const turned = transposed(representatives(labels, columns, rowClasses), columns);
  const kept = rowClasses.members.length;
  const columnClasses = equalRows(turned, kept);
  const distinct = transposed(representatives(turned, kept, columnClasses), kept);
  return { rows: rowClasses, columns: columnClasses, labels: distinct };
}

function equalRows(labels: Int32Array, width: number): DuplicateClasses {
  const of = new Int32Array(labels.length / width);
  const members: number[][] = [];
  const byHash = new Map<number, number[]>();
  for (let i = 0; i < of.length; i++) {
    const hash = rowHash(labels, i * width, width);
    const candidates = byHash.get(hash) ?? [];
    let found = candidates.find((k) => sameRows(labels, i, members[k][0], width));
    if (found === undefined) {
      found = members.length;
      members.push([]);
      candidates.push(found);
      byHash.set(hash, candidates);
    }
    members[found].push(i);
    of[i] = found;
  }
  return { of, members };
}

function rowHash(labels: Int32Array, begin: number, width: number): number {
  let hash = 0x9747b28c;
  for (let j = 0; j < width; j++) {
    hash = Math.imul(hash ^ labels[begin + j], 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  return hash;
}

function sameRows(labels: Int32Array, a: number, b: number, width: number): boolean {
  for (let j = 0; j < width; j++) {
    if (labels[a * width + j] !== labels[b * width + j]) return false;
  }
  return true;
}

/** The first row of each class. */
function representatives(
  labels: Int32Array,
  width: number,
  { members }: DuplicateClasses,
): Int32Array {
  const out = new Int32Array(members.length * width);
  members.forEach(([first], k) => {
    out.set(labels.subarray(first * width, (first + 1) * width), k * width);
  });
  return out;
}

function transposed(labels: Int32Array, width: number): Int32Array {
  const height = labels.length / width;
  const out = new Int32Array(labels.length);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) out[j * height + i] = labels[i * width + j];
  }
  return out;
}
