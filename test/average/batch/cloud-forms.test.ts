import { expect } from "chai";
import { cloudForms, type Frame, principalFrame } from "../../../src/average/index.js";
import { Matrix, RandomStream } from "../../../src/numerics/index.js";

const random = RandomStream.fromSeed(3);

describe("cloudForms", () => {
  const points = random.normals(4 * 3 * 2);
  const clouds = { coordinates: points, dimension: 3, size: 4 };

  it("are the forms of each cloud in turn, in Float32", () => {
    const frame = principalFrame(3);
    const { poses, forms } = cloudForms(frame, clouds);
    expect(poses).to.equal(8);
    const second = frame.poses(new Matrix(4, 3, points.slice(12)))[5].form;
    expect([...forms.slice(12 * (8 + 5), 12 * (8 + 6))]).to.deep.equal(
      [...second.data].map(Math.fround),
    );
  });

  it("refuse frames whose number of poses changes", () => {
    const frame: Frame<Matrix> = {
      name: "odd",
      poses: (form) =>
        form.at(0, 0) === points[0]
          ? [{ form, weight: 1 }]
          : [
              { form, weight: 0.5 },
              { form, weight: 0.5 },
            ],
    };
    expect(() => cloudForms(frame, clouds)).to.throw(/2 poses for cloud 1 and 1 for cloud 0/);
  });
});
