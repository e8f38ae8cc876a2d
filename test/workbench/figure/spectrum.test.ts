import { expect } from "chai";
import { spectrumFigure } from "../../../src/workbench/index.js";

describe("spectrumFigure", () => {
  it("draws values at their places on a logarithmic axis, zero at the floor", () => {
    const figure = spectrumFigure({
      spectra: [{ name: "L", values: Float64Array.of(2, 0.5, 0) }],
      floor: 1e-9,
    });
    const [trace] = figure.data as unknown as { x: number[]; y: number[]; mode: string }[];
    expect(trace.x).to.deep.equal([1, 2, 3]);
    expect(trace.y).to.deep.equal([2, 0.5, 1e-9]);
    expect(trace.mode).to.equal("markers");
    expect(figure.layout.yaxis?.type).to.equal("log");
  });
});
