import { expect } from "chai";
import {
  type FrameProbe,
  frameInspectorFigure,
  Matrix,
  minimalOrthogonalFrame,
  orthogonalGroup,
  principalFrame,
  probeFrame,
  RandomStream,
} from "../../../../src/index.js";

function probed(cloud: Matrix, principal = false): FrameProbe {
  const d = cloud.columns;
  const frame = principal ? principalFrame(d) : minimalOrthogonalFrame(d);
  const random = RandomStream.fromSeed(2);
  return probeFrame(frame, cloud, { random, group: orthogonalGroup(d), draws: 5, directions: 3 });
}

describe("frameInspectorFigure", () => {
  const cloud = (n: number, d: number) => new Matrix(n, d, RandomStream.fromSeed(1).normals(n * d));

  it("shows the cloud, the scan, the disturbances and the group in one picture", () => {
    const figure = frameInspectorFigure(probed(cloud(6, 3)));
    const names = new Set(figure.data.map(({ name }) => name));
    for (const name of [
      ...["canonical axes", "chosen for axes", "other points", "reported distance"],
      ...["random direction, worst", "moved by the group"],
    ]) {
      expect(names.has(name), name).to.equal(true);
    }
    expect(figure.layout.title?.text).to.match(
      /^minimal frame of O\(3\): rank 3, stabiliser trivial/,
    );
    expect(figure.toPng().length).to.be.greaterThan(10_000);
  });

  it("says in words what is special", () => {
    const flat = cloud(6, 3);
    for (let i = 0; i < 6; i++) flat.row(i)[1] = 0;
    const { title } = frameInspectorFigure(probed(flat)).layout;
    expect(title?.text).to.contain("rank 2, stabiliser O(1) on the complement");
    expect(title?.text).to.contain("span 2 of 3 dimensions");
  });

  it("takes clouds of any dimension, without rank, and frames that choose no rows", () => {
    for (const probe of [
      probed(cloud(4, 1)),
      probed(cloud(5, 2)),
      probed(cloud(7, 5)),
      probed(Matrix.zeros(4, 3)),
      probed(cloud(1, 3)),
      probed(cloud(6, 3), true),
    ]) {
      expect(frameInspectorFigure(probe).toSvg()).to.contain("<svg");
    }
  });
});
