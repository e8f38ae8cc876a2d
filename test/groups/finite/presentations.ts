/**
 * Groups from presentations, by enumeration of cosets of the trivial subgroup (Todd & Coxeter
 * 1936): independent of how the library names groups. Capital letters are inverses.
 */
export interface Presentation {
  readonly letters: string;
  readonly relators: readonly string[];
}

/** a^n, also for negative n. */
export function power(letter: string, n: number): string {
  return (n < 0 ? letter.toUpperCase() : letter).repeat(Math.abs(n));
}

export function commutator(a: string, b: string): string {
  return a + b + a.toUpperCase() + b.toUpperCase();
}

/** Letters of the second are renamed. */
export function product(one: Presentation, other: Presentation): Presentation {
  const fresh = [..."abcdefgh"].slice(one.letters.length);
  const rename = (word: string): string =>
    [...word]
      .map((letter) => {
        const image = fresh[other.letters.indexOf(letter.toLowerCase())];
        return letter === letter.toLowerCase() ? image : image.toUpperCase();
      })
      .join("");
  const letters = rename(other.letters);
  return {
    letters: one.letters + letters,
    relators: [
      ...one.relators,
      ...other.relators.map(rename),
      ...[...one.letters].flatMap((a) => [...letters].map((b) => commutator(a, b))),
    ],
  };
}

/** The generators as permutations of the group's elements. */
export function regularPermutations({ letters, relators }: Presentation): number[][] {
  const columns = [...letters, ...letters.toUpperCase()];
  const inverse = (column: number): number => (column + letters.length) % columns.length;
  const words = relators.map((word) => [...word].map((letter) => columns.indexOf(letter)));
  const table: number[][] = [columns.map(() => -1)];
  const parent = [0];
  const find = (c: number): number => (parent[c] === c ? c : find(parent[c]));
  const link = (c: number, column: number, d: number): void => {
    const queue: [number, number, number][] = [[c, column, d]];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [from, by, to] = [find(next[0]), next[1], find(next[2])];
      for (const [u, letter, v] of [
        [from, by, to],
        [to, inverse(by), from],
      ]) {
        const [a, b] = [find(u), find(v)];
        const old = table[a][letter];
        if (old < 0) table[a][letter] = b;
        else if (find(old) !== b) {
          const [low, high] = [Math.min(find(old), b), Math.max(find(old), b)];
          parent[high] = low;
          table[high].forEach((image, column) => {
            if (image >= 0) queue.push([low, column, image]);
          });
        }
      }
    }
  };
  const step = (c: number, column: number): number => {
    const image = table[c][column];
    return image < 0 ? -1 : find(image);
  };
  for (let c = 0; c < table.length; c++) {
    if (table.length > 20000) throw new Error("too many cosets");
    for (const word of words) {
      if (parent[c] !== c) break;
      let at = c;
      word.forEach((column, k) => {
        if (k === word.length - 1) {
          link(at, column, c);
          return;
        }
        let next = step(at, column);
        if (next < 0) {
          next = table.length;
          table.push(columns.map(() => -1));
          parent.push(next);
          link(at, column, next);
        }
        at = find(next);
      });
    }
    if (parent[c] !== c) continue;
    columns.forEach((_, column) => {
      if (step(c, column) >= 0) return;
      table.push(columns.map(() => -1));
      parent.push(table.length - 1);
      link(c, column, table.length - 1);
    });
  }
  const kept = parent.flatMap((root, c) => (root === c ? [c] : []));
  return [...letters].map((_, column) => kept.map((c) => kept.indexOf(step(c, column))));
}
