/**
 * Cartan's classification: the real forms of each complex simple type, told apart by
 * the character δ = dim 𝔭 − dim 𝔨, the number of positive minus the number of negative
 * eigenvalues of the Killing form (S. Helgason, Differential Geometry, Lie Groups, and
 * Symmetric Spaces, 1978, chapter X, table V).
 *
 * | form         | type        | δ                            | smallest real space |
 * | sl(n,ℝ)      | A_{n−1}     | n − 1                        | n                   |
 * | su(p,q)      | A_{p+q−1}   | 1 − (p − q)²                 | 2(p + q)            |
 * | sl(m,ℍ)      | A_{2m−1}    | −2m − 1                      | 4m                  |
 * | so(p,q)      | B, D        | ((p + q) − (p − q)²) / 2      | p + q               |
 * | sp(2r,ℝ)     | C_r         | r                            | 2r                  |
 * | sp(p,q)      | C_{p+q}     | −2(p − q)² − (p + q)          | 4(p + q)            |
 * | so*(2r)      | D_r         | −r                           | 4r                  |
 *
 * A complex algebra seen as real has δ = 0 and is known by its type alone. so*(18)
 * and so(12,6) are the first two forms of one type with equal δ.
 */
import type { ComplexType } from "./complex-type.js";

export interface RealForm {
  readonly name: string;
  /** Dimension of the real space on which it acts under this name; 0 where none is meant. */
  readonly space: number;
  /** δ = dim 𝔭 − dim 𝔨. */
  readonly character: number;
}

/** All names of the real form with this character: isomorphic algebras, the usual name first. */
export function realForms(type: ComplexType, character: number): RealForm[] {
  const forms = type.twice ? complexForms(type) : allForms(type);
  return forms.filter((form) => form.character === character);
}

function allForms({ letter, rank: r }: ComplexType): RealForm[] {
  switch (letter) {
    case "A":
      return [
        ...(r === 1 ? orthogonalForms(3) : []),
        ...(r === 3 ? orthogonalForms(6) : []),
        ...specialLinearForms(r + 1),
        ...(r === 1 ? symplecticForms(1) : []),
        ...(r === 3 ? quaternionOrthogonalForms(3) : []),
      ].sort((a, b) => preference(a) - preference(b));
    case "B":
    case "C":
      return r === 2
        ? [...orthogonalForms(5), ...symplecticForms(2)]
        : letter === "B"
          ? orthogonalForms(2 * r + 1)
          : symplecticForms(r);
    case "D":
      return [...orthogonalForms(2 * r), ...quaternionOrthogonalForms(r)];
    default:
      return exceptionalForms(`${letter}${r}`);
  }
}

/** sl(2,ℝ) goes by that name rather than so(2,1), as sl(4,ℝ) does before so(3,3). */
function preference(form: RealForm): number {
  return form.name.startsWith("sl(") && form.name.endsWith("ℝ)") ? 0 : 1;
}

function specialLinearForms(n: number): RealForm[] {
  const forms = [{ name: `sl(${n},ℝ)`, space: n, character: n - 1 }];
  for (let q = 0; 2 * q <= n; q++) {
    const name = q === 0 ? `su(${n})` : `su(${n - q},${q})`;
    forms.push({ name, space: 2 * n, character: 1 - (n - 2 * q) ** 2 });
  }
  if (n % 2 === 0 && n > 2) {
    forms.push({ name: `sl(${n / 2},ℍ)`, space: 2 * n, character: -n - 1 });
  }
  return forms;
}

function orthogonalForms(n: number): RealForm[] {
  const forms: RealForm[] = [];
  for (let q = 0; 2 * q <= n; q++) {
    const name = q === 0 ? `so(${n})` : `so(${n - q},${q})`;
    forms.push({ name, space: n, character: (n - (n - 2 * q) ** 2) / 2 });
  }
  return forms;
}

function quaternionOrthogonalForms(r: number): RealForm[] {
  return [{ name: `so*(${2 * r})`, space: 4 * r, character: -r }];
}

function symplecticForms(r: number): RealForm[] {
  const forms = [{ name: `sp(${2 * r},ℝ)`, space: 2 * r, character: r }];
  for (let q = 0; 2 * q <= r; q++) {
    const name = q === 0 ? `sp(${r})` : `sp(${r - q},${q})`;
    forms.push({ name, space: 4 * r, character: -2 * (r - 2 * q) ** 2 - r });
  }
  return forms;
}

function complexForms({ letter, rank: r }: ComplexType): RealForm[] {
  const form = (name: string, space: number): RealForm => ({ name, space, character: 0 });
  const special = form(`sl(${r + 1},ℂ)`, 2 * (r + 1));
  const symplectic = form(`sp(${2 * r},ℂ)`, 4 * r);
  switch (letter) {
    case "A":
      if (r === 1) return [form("so(3,1)", 4), special, form("so(3,ℂ)", 6)];
      return r === 3 ? [special, form("so(6,ℂ)", 12)] : [special];
    case "B":
      return [form(`so(${2 * r + 1},ℂ)`, 4 * r + 2), ...(r === 2 ? [symplectic] : [])];
    case "C":
      return r === 2 ? [form("so(5,ℂ)", 10), symplectic] : [symplectic];
    case "D":
      return [form(`so(${2 * r},ℂ)`, 4 * r)];
    default:
      return [form(`${letter.toLowerCase()}${r}(ℂ)`, letter === "G" ? 14 : 0)];
  }
}

/** δ of the exceptional real forms; the split one has the largest, the compact one −dim. */
const EXCEPTIONAL: Readonly<Record<string, readonly number[]>> = {
  G2: [2, -14],
  F4: [4, -20, -52],
  E6: [6, 2, -14, -26, -78],
  E7: [7, -5, -25, -133],
  E8: [8, -24, -248],
};

function exceptionalForms(type: string): RealForm[] {
  const characters = EXCEPTIONAL[type] ?? [];
  const compact = characters[characters.length - 1];
  return characters.map((character) => ({
    name:
      character === compact
        ? `${type.toLowerCase()} compact`
        : `${type.toLowerCase()}(${character})`,
    space: type === "G2" ? 7 : 0,
    character,
  }));
}
