/** Wreath products H ≀ K of small groups: K moves k blocks of points, H acts in each. */
import { fromPermutations, type KnownGroup } from "./known-group.js";

interface Piece {
  readonly name: string;
  readonly order: number;
  readonly generators: readonly (readonly number[])[];
}

/** Of the given order. */
export function wreathProducts(order: number): KnownGroup[] {
  const within = [...pieces(), ...[5, 6, 7, 8, 9, 10, 11, 12].map(cyclic)];
  return within.flatMap((inner) =>
    [...pieces(), cyclic(5), cyclic(6), cyclic(7)].flatMap((outer) => {
      const blocks = outer.generators[0].length;
      if (inner.order ** blocks * outer.order !== order) return [];
      return [
        fromPermutations(
          wreathName(inner.name, outer.name),
          order,
          wreathGenerators(inner.generators, outer.generators),
        ),
      ];
    }),
  );
}

export function wreathName(inner: string, outer: string): string {
  const bracketed = (name: string): string => (/[ ^]/.test(name) ? `(${name})` : name);
  return `${bracketed(inner)} ≀ ${bracketed(outer)}`;
}

function wreathGenerators(inner: Piece["generators"], outer: Piece["generators"]): number[][] {
  const size = inner[0].length;
  const blocks = outer[0].length;
  const points = Array.from({ length: size * blocks }, (_, k) => k);
  return [
    ...inner.map((g) => points.map((k) => (k < size ? g[k] : k))),
    ...outer.map((g) => points.map((k) => g[Math.floor(k / size)] * size + (k % size))),
  ];
}

function cyclic(n: number): Piece {
  const generators = [Array.from({ length: n }, (_, k) => (k + 1) % n)];
  return { name: `C${n}`, order: n, generators };
}

function pieces(): Piece[] {
  const cycle4 = [1, 2, 3, 0];
  return [
    cyclic(2),
    cyclic(3),
    {
      name: "S3",
      order: 6,
      generators: [
        [1, 2, 0],
        [1, 0, 2],
      ],
    },
    cyclic(4),
    { name: "D4", order: 8, generators: [cycle4, [0, 3, 2, 1]] },
    {
      name: "A4",
      order: 12,
      generators: [
        [1, 2, 0, 3],
        [1, 0, 3, 2],
      ],
    },
    { name: "S4", order: 24, generators: [cycle4, [1, 0, 2, 3]] },
    {
      name: "D5",
      order: 10,
      generators: [
        [1, 2, 3, 4, 0],
        [0, 4, 3, 2, 1],
      ],
    },
  ];
}
