/**
 * Linear and affine groups over small fields.
 *
 * | name          | acts on                                             |
 * | SL, GL(2, p)  | pairs of numbers modulo p                           |
 * | PSL, PGL(2, p)| the p + 1 ratios of such pairs                      |
 * | AGL, ASL(d, p)| d numbers modulo p: x ↦ M x + b                     |
 * | AGL(1, p^d)   | the same, with the powers of one M of order p^d − 1 |
 */
import { tableFromSteps } from "../table/group-table.js";
import { fromPermutations, type KnownGroup, type Points } from "./known-group.js";

/** Of orders that divide the given one. */
export function linearGroups(order: number): KnownGroup[] {
  return [3, 5, 7, 11, 13].flatMap((p) => {
    const special = p * (p * p - 1);
    if (order % (special / 2) !== 0) return [];
    const root = primitiveRoot(p);
    const shears = [
      [1, 1, 0, 1],
      [1, 0, 1, 1],
    ];
    const groups = [
      byMatrices(`SL(2,${p})`, special, p, shears),
      byMatrices(`GL(2,${p})`, special * (p - 1), p, [...shears, [root, 0, 0, 1]]),
    ];
    if (p === 3) return groups;
    const line = (m: readonly number[]): Points => onRatios(p, m);
    return [
      ...groups,
      fromPermutations(`PSL(2,${p})`, special / 2, shears.map(line), p === 7 ? ["GL(3,2)"] : []),
      fromPermutations(`PGL(2,${p})`, special, [...shears, [root, 0, 0, 1]].map(line)),
    ];
  });
}

/** 2 × 2 matrices modulo p, row by row. */
function byMatrices(
  name: string,
  order: number,
  p: number,
  generators: readonly Points[],
): KnownGroup {
  const multiply = ([a, b, c, d]: Points, [e, f, g, h]: Points): Points =>
    [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h].map((value) => value % p);
  return {
    name,
    aliases: [],
    order,
    certain: true,
    table: () =>
      tableFromSteps<Points>(
        [1, 0, 0, 1],
        generators.map((g) => (m) => multiply(g, m)),
        (m) => m.join(),
      ),
  };
}

/** z ↦ (a z + b) / (c z + d) on 0 … p − 1 and p, which stands for infinity. */
function onRatios(p: number, [a, b, c, d]: Points): Points {
  return Array.from({ length: p + 1 }, (_, z) => {
    const [above, below] = z === p ? [a, c] : [a * z + b, c * z + d];
    if (below % p === 0) return p;
    for (let w = 0; ; w++) if ((w * below - above) % p === 0) return w;
  });
}

export function affineGroups(): KnownGroup[] {
  const onFields = [
    [2, 3],
    [3, 2],
    [2, 4],
    [5, 2],
    [3, 3],
    [2, 5],
  ].map(([p, d]) => {
    const q = p ** d;
    return fromPermutations(
      `AGL(1,${q})`,
      q * (q - 1),
      [shift(p, d), multiplier(p, d)],
      [`C${p}^${d} ⋊ C${q - 1}`],
    );
  });
  const shears = (d: number): Points[] =>
    Array.from({ length: d }, (_, i) => {
      const m = Array.from({ length: d * d }, (_, k) => (k % (d + 1) === 0 ? 1 : 0));
      m[i * d + ((i + 1) % d)] = 1;
      return m;
    });
  return [
    ...onFields,
    fromPermutations("ASL(2,3)", 216, [shift(3, 2), ...shears(2).map((m) => linear(3, 2, m))]),
    fromPermutations("AGL(2,3)", 432, [
      shift(3, 2),
      ...[...shears(2), [2, 0, 0, 1]].map((m) => linear(3, 2, m)),
    ]),
    fromPermutations("AGL(3,2)", 1344, [shift(2, 3), ...shears(3).map((m) => linear(2, 3, m))]),
  ];
}

/** x ↦ x + (1, 0, …) on vectors of d numbers modulo p, as the digits of 0 … p^d − 1. */
function shift(p: number, d: number): Points {
  return Array.from({ length: p ** d }, (_, v) => (v % p === p - 1 ? v - p + 1 : v + 1));
}

function linear(p: number, d: number, matrix: Points): Points {
  return Array.from({ length: p ** d }, (_, v) => {
    let image = 0;
    for (let i = d - 1; i >= 0; i--) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += matrix[i * d + j] * (Math.floor(v / p ** j) % p);
      image = image * p + (sum % p);
    }
    return image;
  });
}

/** Multiplication by a primitive element: the first companion matrix with one cycle on p^d − 1 vectors. */
function multiplier(p: number, d: number): Points {
  for (let code = 1; ; code++) {
    const matrix = Array.from({ length: d * d }, (_, k) => {
      const [i, j] = [Math.floor(k / d), k % d];
      if (j === d - 1) return Math.floor(code / p ** i) % p;
      return i === j + 1 ? 1 : 0;
    });
    const image = linear(p, d, matrix);
    let length = 1;
    for (let v = image[1]; v !== 1 && length < image.length; v = image[v]) length++;
    if (length === p ** d - 1 && new Set(image).size === image.length) return image;
  }
}

function primitiveRoot(p: number): number {
  for (let root = 2; ; root++) {
    let order = 1;
    for (let power = root; power !== 1; power = (power * root) % p) order++;
    if (order === p - 1) return root;
  }
}
