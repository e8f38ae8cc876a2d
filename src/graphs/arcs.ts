/**
 * Arcs by their tails (compressed rows): the arcs of v are offsets[v] … offsets[v + 1] − 1, with
 * heads ascending. Turning all arcs round sorts them, which is how every sort here is done.
 */
export interface Arcs {
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly arcColours: Int32Array;
}

/** Arcs head → tail of the arcs tail → head, with their colours. */
export function reverseArcs({ offsets, neighbours, arcColours }: Arcs): Arcs {
  const n = offsets.length - 1;
  const turned = new Int32Array(n + 1);
  for (let a = 0; a < neighbours.length; a++) turned[neighbours[a] + 1]++;
  for (let v = 0; v < n; v++) turned[v + 1] += turned[v];
  const next = turned.slice(0, n);
  const tails = new Int32Array(neighbours.length);
  const colours = new Int32Array(neighbours.length);
  for (let v = 0; v < n; v++) {
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      const at = next[neighbours[a]]++;
      tails[at] = v;
      colours[at] = arcColours[a];
    }
  }
  return { offsets: turned, neighbours: tails, arcColours: colours };
}

/** The arcs of a list in any order; arcs that come twice are kept twice. */
export function arcsFromList(
  n: number,
  tails: ArrayLike<number>,
  heads: ArrayLike<number>,
  colours: ArrayLike<number>,
): Arcs {
  const offsets = new Int32Array(n + 1);
  for (let k = 0; k < heads.length; k++) offsets[heads[k] + 1]++;
  for (let v = 0; v < n; v++) offsets[v + 1] += offsets[v];
  const next = offsets.slice(0, n);
  const neighbours = new Int32Array(heads.length);
  const arcColours = new Int32Array(heads.length);
  for (let k = 0; k < heads.length; k++) {
    const at = next[heads[k]]++;
    neighbours[at] = tails[k];
    arcColours[at] = colours[k];
  }
  return reverseArcs({ offsets, neighbours, arcColours });
}

/** Each arc once: [arcs, undefined], or the tail and head of two arcs that differ in colour. */
export function withoutRepeats(
  arcs: Arcs,
): [arcs: Arcs, undefined] | [undefined, conflict: readonly [tail: number, head: number]] {
  const { offsets, neighbours, arcColours } = arcs;
  const n = offsets.length - 1;
  const kept = new Int32Array(n + 1);
  let count = 0;
  for (let v = 0; v < n; v++) {
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      if (count > kept[v] && neighbours[count - 1] === neighbours[a]) {
        if (arcColours[count - 1] !== arcColours[a]) return [undefined, [v, neighbours[a]]];
      } else {
        neighbours[count] = neighbours[a];
        arcColours[count++] = arcColours[a];
      }
    }
    kept[v + 1] = count;
  }
  if (count === neighbours.length) return [arcs, undefined];
  return [
    {
      offsets: kept,
      neighbours: neighbours.slice(0, count),
      arcColours: arcColours.slice(0, count),
    },
    undefined,
  ];
}

/** The arcs, turned round, in the order whose k-th vertex is order[k]; `place` is its inverse. */
export function reorderArcs(
  { offsets, neighbours, arcColours }: Arcs,
  order: ArrayLike<number>,
  place: Int32Array,
  directed: boolean,
): Arcs {
  const n = offsets.length - 1;
  const turned = new Int32Array(n + 1);
  if (directed) for (const head of neighbours) turned[place[head] + 1]++;
  else for (let k = 0; k < n; k++) turned[k + 1] = offsets[order[k] + 1] - offsets[order[k]];
  for (let k = 0; k < n; k++) turned[k + 1] += turned[k];
  const next = turned.slice(0, n);
  const tails = new Int32Array(neighbours.length);
  // Where all are the same the order does not matter, and the array can be shared.
  const uniform = oneColour(arcColours);
  const colours = uniform ? arcColours : new Int32Array(neighbours.length);
  for (let k = 0; k < n; k++) {
    const v = order[k];
    const end = offsets[v + 1];
    for (let a = offsets[v]; a < end; a++) {
      const at = next[place[neighbours[a]]]++;
      tails[at] = k;
      if (!uniform) colours[at] = arcColours[a];
    }
  }
  return { offsets: turned, neighbours: tails, arcColours: colours };
}

export function oneColour(colours: Int32Array): boolean {
  for (let k = 1; k < colours.length; k++) if (colours[k] !== colours[0]) return false;
  return true;
}
