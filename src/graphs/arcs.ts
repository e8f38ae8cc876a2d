/**
 * Arcs by their tails (compressed rows): the arcs of v are offsets[v] … offsets[v + 1] − 1, with
 * heads ascending. Turning all arcs round sorts them, which is how every sort here is done.
 */
export interface Arcs {
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
  readonly arcColours: Int32Array;
  /** Whether all arcs have one colour; undefined: not looked at. */
  readonly oneArcColour?: boolean;
  /** How many arcs join a vertex to itself; undefined: not counted. */
  readonly loops?: number;
}

/** Arcs head → tail of the arcs tail → head, with their colours. */
export function reverseArcs(arcs: Arcs): Arcs {
  const { offsets, neighbours, arcColours, oneArcColour, loops } = arcs;
  const n = offsets.length - 1;
  const turned = new Int32Array(n + 1);
  for (let a = 0; a < neighbours.length; a++) turned[neighbours[a] + 1]++;
  countsToBegins(turned);
  const tails = new Int32Array(neighbours.length);
  const colours = new Int32Array(neighbours.length);
  for (let v = 0; v < n; v++) {
    for (let a = offsets[v]; a < offsets[v + 1]; a++) {
      const at = turned[neighbours[a] + 1]++;
      tails[at] = v;
      colours[at] = arcColours[a];
    }
  }
  return { offsets: turned, neighbours: tails, arcColours: colours, oneArcColour, loops };
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
  countsToBegins(offsets);
  const neighbours = new Int32Array(heads.length);
  const arcColours = new Int32Array(heads.length);
  for (let k = 0; k < heads.length; k++) {
    const at = offsets[heads[k] + 1]++;
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

/** The arcs of a graph in the order whose k-th vertex is order[k], turned round if it is directed. */
export function reorderArcs(
  graph: Required<Arcs> & { readonly directed: boolean },
  order: ArrayLike<number>,
): Arcs {
  const { offsets, neighbours, arcColours, oneArcColour, loops, directed } = graph;
  const n = offsets.length - 1;
  const turned = new Int32Array(n + 1);
  /** Where the next arc to a vertex goes. */
  const next = new Int32Array(n);
  if (directed) for (const head of neighbours) next[head]++;
  for (let k = 0; k < n; k++) {
    const v = order[k];
    turned[k + 1] = turned[k] + (directed ? next[v] : offsets[v + 1] - offsets[v]);
    next[v] = turned[k];
  }
  const tails = new Int32Array(neighbours.length);
  // Where all are the same the order does not matter, and the array can be shared.
  const colours = oneArcColour ? arcColours : new Int32Array(neighbours.length);
  for (let k = 0; k < n; k++) {
    const end = offsets[order[k] + 1];
    if (oneArcColour) {
      for (let a = offsets[order[k]]; a < end; a++) tails[next[neighbours[a]]++] = k;
      continue;
    }
    for (let a = offsets[order[k]]; a < end; a++) {
      const at = next[neighbours[a]]++;
      tails[at] = k;
      colours[at] = arcColours[a];
    }
  }
  return { offsets: turned, neighbours: tails, arcColours: colours, oneArcColour, loops };
}

/**
 * From row k's length at place k + 1 to row k's begin there. Rows that are filled by counting it
 * up leave their end at place k + 1, which makes offsets of the array.
 */
export function countsToBegins(counts: Int32Array): void {
  let begin = 0;
  for (let k = 1; k < counts.length; k++) {
    const count = counts[k];
    counts[k] = begin;
    begin += count;
  }
}

export function oneColour(colours: Int32Array): boolean {
  const first = colours[0];
  for (let k = 1; k < colours.length; k++) if (colours[k] !== first) return false;
  return true;
}
