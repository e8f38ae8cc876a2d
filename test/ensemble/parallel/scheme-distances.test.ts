import { expect } from "chai";
import { type Scheme, schemeDistances } from "../../../src/ensemble/index.js";
import { DomainError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/index.js";

const cell = (seed: number, scheme: Scheme, rows: number[][]) => ({
  ...{ seed, scheme },
  run: { particles: Matrix.fromRows(rows) },
});

describe("schemeDistances", () => {
  it("compares the schemes of cells that agree in everything else", async () => {
    // |1 − 3|² over 2·1 + 2·9 for seed 1, and the same law in another order for seed 2.
    const cells = [
      cell(1, "vanilla", [[1]]),
      cell(2, "vanilla", [[1], [2]]),
      cell(2, "feature-averaging", [[2], [1]]),
      cell(1, "feature-averaging", [[3]]),
    ];
    const rows = await schemeDistances(cells, [["vanilla", "feature-averaging"]]);
    const common = { pair: "vanilla – FA", subsampled: false };
    expect(rows).to.deep.equal([
      { seed: 1, ...common, distance: 0.2 },
      { seed: 2, ...common, distance: 0 },
    ]);
  });

  it("takes the same part of both clouds when they are large, and says so", async () => {
    const many = Array.from({ length: 10 }, (_, k) => [2 ** k]);
    const cells = [cell(1, "vanilla", many), cell(1, "equivariant", many)];
    const [row] = await schemeDistances(cells, [["vanilla", "equivariant"]], { largest: 4 });
    expect(row).to.include({ subsampled: true, distance: 0 });
  });

  it("names the scheme that a cell lacks", async () => {
    let failure: unknown;
    await schemeDistances([cell(1, "vanilla", [[1]])], [["vanilla", "equivariant"]]).catch(
      (error) => {
        failure = error;
      },
    );
    expect(failure)
      .to.be.instanceOf(DomainError)
      .with.property("message")
      .that.includes("equivariant");
  });
});
