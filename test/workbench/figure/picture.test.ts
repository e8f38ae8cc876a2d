import { inflateSync } from "node:zlib";
import { expect } from "chai";
import { Figure } from "../../../src/workbench/figure/index.js";
import { type Node, parseXml as parse } from "./document.js";
import { convergence, gallery, panels, particles } from "./gallery.js";

function numbers(text: string | null): number[] {
  return (text?.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
}

/** Pixel positions along a path's "M x,y L x,y …". */
function points(path: Node): [number, number][] {
  const flat = numbers(path.getAttribute("d"));
  return Array.from({ length: flat.length / 2 }, (_, k) => [flat[2 * k], flat[2 * k + 1]]);
}

describe("pictures of figures", () => {
  for (const [name, draw] of Object.entries(gallery)) {
    it(`draws ${name} inside its canvas with finite numbers`, () => {
      const figure = draw();
      const svg = figure.toSvg();
      expect(svg).not.to.match(/NaN|Infinity|undefined/);
      const { width = 0, height = 0 } = figure.layout;
      const document = parse(svg);
      for (const text of document.querySelectorAll("text > tspan")) {
        expect(Number(text.getAttribute("x")), text.textContent ?? "").to.be.within(0, width);
        expect(Number(text.getAttribute("y")), text.textContent ?? "").to.be.within(0, height);
      }
      for (const marker of document.querySelectorAll("circle")) {
        expect(Number(marker.getAttribute("cx"))).to.be.within(0, width);
        expect(Number(marker.getAttribute("cy"))).to.be.within(0, height);
      }
    });
  }

  it("draws a power law as a straight line on logarithmic axes", () => {
    const paths = [...parse(convergence().toSvg()).querySelectorAll("g[clip-path] > path")];
    const line = points(paths.filter((path) => path.getAttribute("fill") === "none")[0]);
    expect(line).to.have.length(6);
    const slope = (k: number) => (line[k][1] - line[0][1]) / (line[k][0] - line[0][0]);
    for (let k = 2; k < 6; k++) expect(slope(k)).to.be.closeTo(slope(1), 1e-3);
  });

  it("closes a band around its curve", () => {
    const paths = [...parse(convergence().toSvg()).querySelectorAll("g[clip-path] > path")];
    const band = points(paths.filter((path) => path.getAttribute("d")?.endsWith("Z"))[0]);
    const line = points(paths.filter((path) => path.getAttribute("fill") === "none")[0]);
    line.forEach(([x, y], k) => {
      expect(band[k][0]).to.equal(x);
      expect(band[k][1]).to.be.lessThan(y);
      expect(band[11 - k][1]).to.be.greaterThan(y);
    });
  });

  it("labels decades with powers of ten", () => {
    const labels = [...parse(convergence().toSvg()).querySelectorAll("#panel-x-y text")].map(
      (text) => text.textContent,
    );
    expect(labels).to.include.members(["10¹", "10²", "10³", "10⁻¹", "10⁻⁶"]);
  });

  it("names a series once in the legend of several panels", () => {
    const legend = parse(panels().toSvg()).querySelector("#legend");
    const names = [...(legend?.querySelectorAll("text") ?? [])].map((text) => text.textContent);
    expect(names).to.deep.equal(["first", "second"]);
  });

  it("paints what lies behind a plane before it and the rest after it", () => {
    const scene = parse(particles().toSvg()).querySelector("#scene");
    const order = [...(scene?.children ?? [])]
      .filter(({ tagName }) => tagName === "circle" || tagName === "path")
      .map(({ tagName }) => tagName);
    // From above, the point at z = −0.5 is hidden; those at 0.5 and on the plane are not.
    expect(order).to.deep.equal(["circle", "path", "circle", "circle"]);
  });

  it("gives the same picture for the same figure", () => {
    expect(convergence().toSvg()).to.equal(convergence().toSvg());
    expect(Buffer.compare(convergence().toPng(), convergence().toPng())).to.equal(0);
  });

  it("writes a PNG of twice the size with a palette", () => {
    const png = Buffer.from(convergence().toPng());
    expect(png.toString("latin1", 1, 4)).to.equal("PNG");
    expect(png.readUInt32BE(16)).to.equal(2 * 760);
    expect(png.readUInt32BE(20)).to.equal(2 * 460);
    expect(png[25]).to.equal(3);
    expect(png.length).to.be.lessThan(60_000);
    const start = png.indexOf("IDAT", 0, "latin1");
    const rows = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
    expect(rows.length).to.equal((2 * 760 + 1) * 2 * 460);
  });

  it("draws an empty figure and one with a single point", () => {
    const layout = { width: 300, height: 200, xaxis: {}, yaxis: {} };
    expect(parse(new Figure({ data: [], layout }).toSvg()).querySelector("parsererror")).to.equal(
      null,
    );
    const single = new Figure({
      data: [{ type: "scatter", x: [0], y: [0], mode: "markers" }],
      layout,
    });
    const circle = parse(single.toSvg()).querySelector("circle");
    expect(Number(circle?.getAttribute("cx"))).to.be.within(40, 300);
  });

  it("escapes names", () => {
    const figure = new Figure({
      data: [{ type: "scatter", name: "a < b & c", x: [1, 2], y: [1, 2], mode: "lines" }],
      layout: { showlegend: true, title: { text: "p < 0.05" } },
    });
    expect(parse(figure.toSvg()).querySelector("#legend text")?.textContent).to.equal("a < b & c");
  });
});
