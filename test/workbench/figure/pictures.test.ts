import { expect } from "chai";
import { DomainError, ShapeError } from "../../../src/errors.js";
import { Matrix } from "../../../src/numerics/matrix.js";
import {
  Figure,
  pictureFigure,
  pictureSlidersFigure,
} from "../../../src/workbench/figure/index.js";
import { decodedPng } from "./decoded-png.js";
import { parseXml } from "./document.js";
import { diagonal, pictures, sliders } from "./gallery.js";

interface Image {
  source: string;
}

describe("figures of pictures", () => {
  it("holds each picture's pixels where they belong, paper white and ink dark", () => {
    const { source } = pictures().data[0] as unknown as Image;
    const { width, height, greyAt } = decodedPng(source);
    // Three tiles of 6 pixels with margins of 1 across, two down.
    expect([width, height]).to.deep.equal([22, 15]);
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 6; x++) {
        expect(greyAt(1 + x, 1 + y)).to.equal(x === y ? 26 : 255);
        expect(greyAt(8 + x, 1 + y)).to.equal(Math.abs(x - y) < 2 ? 26 : 255);
        expect(greyAt(15 + x, 8 + y)).to.equal(x === y ? 26 : 255);
      }
    }
  });

  it("cuts off what is beyond paper and ink", () => {
    const beyond = Matrix.fromRows([[-3, 7]]);
    const figure = pictureFigure({ rows: [{ name: "", pictures: [beyond] }], inkOnPaper: false });
    const { greyAt } = decodedPng((figure.data[0] as unknown as Image).source);
    expect([greyAt(1, 1), greyAt(2, 1)]).to.deep.equal([0, 255]);
  });

  it("shows the picture at which both sliders stand, and every step moves the window to its own", () => {
    const { layout } = sliders();
    expect(layout.xaxis?.range).to.deep.equal([-0.5, 6.5]);
    expect(layout.yaxis?.range).to.deep.equal([12.5, 5.5]);
    const [across, down] = layout.sliders ?? [];
    expect(across.steps.map(({ args }) => args)).to.deep.equal([
      [{ "xaxis.range": [-0.5, 6.5] }],
      [{ "xaxis.range": [5.5, 12.5] }],
    ]);
    expect(down.steps.map(({ args }) => args)).to.deep.equal([
      [{ "yaxis.range": [6.5, -0.5] }],
      [{ "yaxis.range": [12.5, 5.5] }],
      [{ "yaxis.range": [18.5, 11.5] }],
    ]);
    expect(across.steps.map(({ label }) => label)).to.deep.equal(["0°", "90° ●"]);
  });

  it("is drawn as large as its window: one tile of three rows fills the square", () => {
    const document = parseXml(sliders().toSvg());
    const [image] = document.querySelectorAll("image");
    const [clip] = document.querySelectorAll("clipPath > rect");
    const [width, height] = ["width", "height"].map((key) => Number(clip.getAttribute(key)));
    expect(width).to.be.closeTo(height, 0.02);
    // 13 pixels across and 19 down, of which the window shows 7.
    expect(Number(image.getAttribute("width")) / width).to.be.closeTo(13 / 7, 1e-3);
    expect(Number(image.getAttribute("height")) / height).to.be.closeTo(19 / 7, 1e-3);
  });

  it("names what does not fit", () => {
    const rows = [{ name: "a", pictures: [diagonal(3), diagonal(4)] }];
    expect(() => pictureFigure({ rows })).to.throw(
      ShapeError,
      "row 0, column 1 is 4 × 4; expected 3 × 3",
    );
    expect(() => pictureFigure({ rows: [] })).to.throw(ShapeError, "got no pictures");
    const holed = diagonal(3);
    holed.data[4] = Number.NaN;
    expect(() => pictureFigure({ rows: [{ name: "a", pictures: [holed] }] })).to.throw(
      DomainError,
      "NaN at pixel 4",
    );
    expect(() =>
      pictureSlidersFigure({
        pictures: [[diagonal(2)]],
        down: { name: "", labels: ["a", "b"] },
        across: { name: "", labels: ["a"] },
      }),
    ).to.throw(ShapeError, "down has 2 labels for 1 pictures");
    expect(
      () => new Figure({ data: [{ type: "image", source: "http://picture" }], layout: {} }),
    ).to.throw(DomainError, "data:image/png;base64");
  });
});
