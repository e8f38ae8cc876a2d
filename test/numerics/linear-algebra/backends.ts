import {
  type LinearAlgebraName,
  linearAlgebraBackends,
  useLinearAlgebra,
} from "../../../src/numerics/linear-algebra/index.js";

/** What `compute` gives on a backend. */
export function withBackend<T>(name: LinearAlgebraName, compute: () => T): T {
  useLinearAlgebra(name);
  try {
    return compute();
  } finally {
    useLinearAlgebra("eigen");
  }
}

/** The same tests on each backend; one that does not open here is reported as skipped. */
export function onEachBackend(title: string, define: () => void): void {
  for (const { name, opens, detail } of linearAlgebraBackends()) {
    describe(`${title} (${name})`, () => {
      before(function () {
        if (!opens) {
          console.log(`      skipped: ${detail}`);
          this.skip();
        }
        useLinearAlgebra(name);
      });
      after(() => useLinearAlgebra("eigen"));
      define();
    });
  }
}
