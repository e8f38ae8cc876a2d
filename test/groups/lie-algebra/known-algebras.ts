/** Bases of known Lie algebras, written out from their definitions, and random disguises of them. */
import { Matrix, qrWithColumnPivoting, type RandomStream } from "../../../src/numerics/index.js";

/** The n × n matrix with entry 1 at (i, j). */
export function unit(n: number, i: number, j: number, value = 1): Matrix {
  const out = Matrix.zeros(n);
  out.data[i * n + j] = value;
  return out;
}

function pairs(n: number): [number, number][] {
  return Array.from({ length: n }, (_, i) => i).flatMap((i) =>
    Array.from({ length: n - i - 1 }, (_, k): [number, number] => [i, i + 1 + k]),
  );
}

/** Signs η: matrices X with Xᵀη + ηX = 0, so(p,q). */
export function pseudoOrthogonal(p: number, q = 0): Matrix[] {
  const n = p + q;
  const sign = (i: number): number => (i < p ? 1 : -1);
  return pairs(n).map(([i, j]) => unit(n, i, j, sign(j)).add(unit(n, j, i), -sign(i)));
}

export function generalLinear(n: number): Matrix[] {
  return Array.from({ length: n * n }, (_, e) => unit(n, Math.floor(e / n), e % n));
}

export function specialLinear(n: number): Matrix[] {
  const diagonal = Array.from({ length: n - 1 }, (_, i) =>
    unit(n, i, i).add(unit(n, i + 1, i + 1), -1),
  );
  return [...pairs(n).flatMap(([i, j]) => [unit(n, i, j), unit(n, j, i)]), ...diagonal];
}

/** sp(2m,ℝ): blocks (A, B; C, −Aᵀ) with B and C symmetric. */
export function symplectic(m: number): Matrix[] {
  const n = 2 * m;
  const out: Matrix[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) out.push(unit(n, i, j).add(unit(n, m + j, m + i), -1));
    for (let j = i; j < m; j++) {
      const both = (r: number, c: number): Matrix =>
        i === j ? unit(n, r + i, c + j) : unit(n, r + i, c + j).add(unit(n, r + j, c + i));
      out.push(both(0, m), both(m, 0));
    }
  }
  return out;
}

/** The complex matrix A + iB as the real (A, −B; B, A). */
export function realForm(A: Matrix, B: Matrix): Matrix {
  const n = A.rows;
  const out = Matrix.zeros(2 * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.data[i * 2 * n + j] = A.at(i, j);
      out.data[(n + i) * 2 * n + n + j] = A.at(i, j);
      out.data[(n + i) * 2 * n + j] = B.at(i, j);
      out.data[i * 2 * n + n + j] = 0 - B.at(i, j);
    }
  }
  return out;
}

/** su(p,q): X with X*η + ηX = 0 and trace 0, η = diag(1, …, −1). */
export function specialUnitary(p: number, q = 0): Matrix[] {
  const n = p + q;
  const zero = Matrix.zeros(n);
  const sign = (i: number): number => (i < p ? 1 : -1);
  const off = pairs(n).flatMap(([i, j]) => {
    const s = sign(i) * sign(j);
    return [
      realForm(unit(n, i, j).add(unit(n, j, i), -s), zero),
      realForm(zero, unit(n, i, j).add(unit(n, j, i), s)),
    ];
  });
  const diagonal = Array.from({ length: n - 1 }, (_, i) =>
    realForm(zero, unit(n, i, i).add(unit(n, i + 1, i + 1), -1)),
  );
  return [...off, ...diagonal];
}

export function complexOf(basis: readonly Matrix[]): Matrix[] {
  return basis.flatMap((X) => {
    const zero = Matrix.zeros(X.rows);
    return [realForm(X, zero), realForm(zero, X)];
  });
}

/** Homogeneous matrices (A, 0; 0, 0) for linear ones and (0, e_i; 0, 0) for translations. */
export function affineExtension(linear: readonly Matrix[], space: number): Matrix[] {
  const n = space + 1;
  return [
    ...linear.map((A) => A.directSum(Matrix.zeros(1))),
    ...Array.from({ length: space }, (_, i) => unit(n, i, space)),
  ];
}

/** gal(n) on (x, t, 1): rotations, boosts x ← x + v t, translations of space, of time. */
export function galilei(n: number): Matrix[] {
  const size = n + 2;
  return [
    ...pseudoOrthogonal(n).map((X) => X.directSum(Matrix.zeros(2))),
    ...Array.from({ length: n }, (_, i) => unit(size, i, n)),
    ...Array.from({ length: n }, (_, i) => unit(size, i, n + 1)),
    unit(size, n, n + 1),
  ];
}

/** heis(2m+1): (0, x, z; 0, 0, y; 0, 0, 0). */
export function heisenberg(m: number): Matrix[] {
  const n = m + 2;
  return [
    ...Array.from({ length: m }, (_, i) => unit(n, 0, 1 + i)),
    ...Array.from({ length: m }, (_, i) => unit(n, 1 + i, n - 1)),
    unit(n, 0, n - 1),
  ];
}

/** ℝ ⋉_M ℝᵏ as affine matrices. */
export function semidirectLine(M: Matrix): Matrix[] {
  return affineExtension([M], M.rows);
}

/** The direct sum, block by block. */
export function sumOf(...terms: readonly (readonly Matrix[])[]): Matrix[] {
  const sizes = terms.map((term) => term[0].rows);
  return terms.flatMap((term, t) => {
    const before = Matrix.zeros(sizes.slice(0, t).reduce((a, b) => a + b, 0));
    const after = Matrix.zeros(sizes.slice(t + 1).reduce((a, b) => a + b, 0));
    return term.map((X) => before.directSum(X).directSum(after));
  });
}

function randomMatrix(n: number, random: RandomStream): Matrix {
  return new Matrix(n, n, random.normals(n * n));
}

/** An orthogonal matrix. */
export function randomRotation(n: number, random: RandomStream): Matrix {
  return qrWithColumnPivoting(randomMatrix(n, random)).Q;
}

/** T and T⁻¹ with singular values between 1 and `condition`. */
export function randomFrame(
  n: number,
  random: RandomStream,
  condition = 2,
): { T: Matrix; inverse: Matrix } {
  const [U, V] = [randomRotation(n, random), randomRotation(n, random)];
  const s = Float64Array.from({ length: n }, () => condition ** random.uniform());
  return {
    T: U.multiply(Matrix.diagonal(s)).multiply(V),
    inverse: V.transpose()
      .multiply(Matrix.diagonal(s.map((x) => 1 / x)))
      .multiply(U.transpose()),
  };
}

/** The same algebra in another frame of the space, another basis of its own, and with noise. */
export function disguised(basis: readonly Matrix[], random: RandomStream, noise = 0): Matrix[] {
  const n = basis[0].rows;
  const { T, inverse } = randomFrame(n, random);
  const moved = basis.map((X) => T.multiply(X).multiply(inverse));
  const change = randomFrame(basis.length, random).T;
  return moved.map((_, i) =>
    moved
      .reduce((sum, X, j) => sum.add(X, change.at(i, j)), Matrix.zeros(n))
      .add(randomMatrix(n, random), noise),
  );
}
