/**
 * Who computes the factorisations. Eigen in WebAssembly is the default and
 * gives the same bits on every machine. LAPACK of the machine (OpenBLAS, MKL,
 * Accelerate) is several times faster on large matrices and agrees with Eigen
 * to rounding, but not to the bit, so it is used only where it was asked for:
 * by `useLinearAlgebra("lapack")` or INTERTWINE_LINEAR_ALGEBRA=lapack.
 */
import { DomainError } from "../../../errors.js";
import { openEigen } from "./eigen-backend.js";
import { openLapack } from "./lapack/lapack-backend.js";
import type { LinearAlgebra, LinearAlgebraName } from "./linear-algebra.js";

const openers: Record<LinearAlgebraName, () => LinearAlgebra> = {
  eigen: openEigen,
  lapack: openLapack,
};

let chosen: LinearAlgebra | undefined;

/** The backend in use on this thread. */
export function linearAlgebra(): LinearAlgebra {
  chosen ??= openers[requireName(process.env.INTERTWINE_LINEAR_ALGEBRA || "eigen")]();
  return chosen;
}

/**
 * Chooses the backend for this thread.
 * @throws EnvironmentError when it cannot be opened; the one in use then stays
 */
export function useLinearAlgebra(name: LinearAlgebraName): void {
  chosen = openers[requireName(name)]();
}

/** Which backends open on this machine, and what to do about one that does not. */
export function linearAlgebraBackends(): {
  name: LinearAlgebraName;
  opens: boolean;
  detail: string;
}[] {
  return (Object.keys(openers) as LinearAlgebraName[]).map((name) => {
    try {
      return { name, opens: true, detail: openers[name]().origin };
    } catch (error) {
      return { name, opens: false, detail: error instanceof Error ? error.message : String(error) };
    }
  });
}

function requireName(name: string): LinearAlgebraName {
  if (name === "eigen" || name === "lapack") return name;
  throw new DomainError(
    `useLinearAlgebra: got "${name}" (as argument or in INTERTWINE_LINEAR_ALGEBRA); expected "eigen" or "lapack".`,
  );
}
