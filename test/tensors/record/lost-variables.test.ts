import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DomainError, EnvironmentError } from "../../../src/errors.js";
import { registerIntertwine } from "../../../src/tensors/backend/index.js";
import { ReferenceDevice } from "../../../src/tensors/backend/reference-device.js";
import { plan } from "../../../src/tensors/record/index.js";
import { train } from "../../../src/tensors/training/index.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";

const PERISHABLE = "perishable";
let isLost = false;

/** As a GPU does that was lost: what lies on it cannot be read, and says so. */
class PerishableDevice extends ReferenceDevice {
  override read(buffer: number): ReturnType<ReferenceDevice["read"]> {
    if (isLost) throw new EnvironmentError("the device was lost in the middle of its work.");
    return super.read(buffer);
  }
}

describe("a plan in a process with variables whose numbers were lost", () => {
  onIntertwine();
  let lost: tf.Variable;
  beforeEach(async () => {
    registerIntertwine(PERISHABLE, () => new PerishableDevice());
    isLost = false;
    await tf.setBackend(PERISHABLE);
    lost = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
    isLost = true;
    await tf.setBackend("intertwine");
  });
  afterEach(() => {
    lost.dispose();
    isLost = false;
  });

  it("is recorded, verified and replayed where its step does not use them", () => {
    const run = (isPlanned: boolean) => {
      const v = tf.variable(tf.tensor1d([3, -1]));
      const adam = tf.train.adam(0.1);
      const step = () => adam.minimize(() => tf.sum(tf.square(v)) as tf.Scalar, true, [v])!;
      const planned = isPlanned ? plan(step, { verify: 2 }) : step;
      return Array.from({ length: 6 }, () => [numbers(planned()), numbers(v)]);
    };
    expect(run(true)).to.deep.equal(run(false));
    expect(() => lost.dataSync()).to.throw(EnvironmentError, /lost in the middle/);
  });

  it("trains, with numbers that are not finite found as without them", async () => {
    const v = tf.variable(tf.scalar(1));
    const step = plan(() => {
      const loss = tf.log(v) as tf.Scalar;
      v.assign(tf.sub(v, 0.3));
      return loss;
    });
    const error = await train({
      ...{ step, batches: () => [] as [], steps: 9, variables: { v } },
    }).catch((thrown: Error) => thrown);
    expect(error)
      .to.be.instanceOf(Error)
      .with.property("message")
      .match(/step 5 made .*Log at/);
    expect(numbers(v)[0]).to.be.closeTo(1 - 4 * 0.3, 1e-6);
  });

  it("says so where its step uses one, and leaves the others as they were", () => {
    const v = tf.variable(tf.scalar(1));
    let isUsing = false;
    const step = plan(() => {
      v.assign(tf.add(v, 1));
      if (isUsing) v.assign(tf.add(v, tf.sum(lost)));
    });
    step();
    isUsing = true;
    expect(() => step()).to.throw(EnvironmentError, /lost in the middle/);
    expect(numbers(v)).to.deep.equal([2]);
  });

  it("refuses to assign to one, which stays lost; what was assigned before is followed", () => {
    const v = tf.variable(tf.scalar(1));
    let isGiving = false;
    const step = plan(() => {
      v.assign(tf.add(v, 1));
      if (isGiving) lost.assign(tf.stack([v, v]));
    });
    step();
    isGiving = true;
    expect(() => step()).to.throw(
      DomainError,
      /assigns to the variable .*: the device was lost in the middle.* assign to it before/,
    );
    expect(numbers(v)).to.deep.equal([2]);
    expect(() => lost.dataSync()).to.throw(EnvironmentError, /lost in the middle/);
    lost.assign(tf.tensor1d([0, 0]));
    for (let k = 3; k < 7; k++) {
      step();
      expect(numbers(lost)).to.deep.equal([k, k]);
    }
    expect(step.report().shapes[0].replays).to.equal(3);
  });
});

describe("the state that a recording takes back", () => {
  onIntertwine();

  it("is no copy: variables that the step does not assign to stay where they are", () => {
    const [idle, read, written] = [1, 2, 3].map((k) => tf.tidy(() => tf.variable(tf.scalar(k))));
    const places = [idle, read].map(({ dataId }) => dataId);
    const step = plan(() => void written.assign(tf.add(written, read)));
    for (let k = 0; k < 2; k++) step();
    expect([idle, read].every(({ dataId }, k) => dataId === places[k])).to.equal(true);
    expect(numbers(written)).to.deep.equal([7]);
  });

  it("tells a variable from a tensor that shares its numbers, in whatever way", () => {
    const truth = tf.tensor1d([true, false], "bool");
    const given = tf.tensor1d([5, 6]);
    const v = tf.tidy(() => tf.variable(tf.cast(truth, "int32")));
    const [w, other] = [tf.variable(given), tf.variable(given)];
    const step = plan(() => [v, truth, w, given, other].map((tensor) => tf.mul(tensor, 10)));
    for (let k = 0; k < 3; k++) tf.dispose(step());
    v.assign(tf.tensor1d([3, 4], "int32"));
    w.assign(tf.tensor1d([7, 8]));
    expect(step().map(numbers)).to.deep.equal([
      ...[
        [30, 40],
        [10, 0],
      ],
      ...[
        [70, 80],
        [50, 60],
        [50, 60],
      ],
    ]);
    expect(step.report().shapes[0].replays).to.equal(2);
  });

  it("comes back after a refusal where a variable was given another's numbers, and leaves no tensor", () => {
    const [v, w] = [1, 2].map((k) => tf.tidy(() => tf.variable(tf.scalar(k))));
    let count = 0;
    const step = plan(() => {
      v.assign(w);
      w.assign(tf.add(w, ++count));
    });
    tf.tidy(() => step());
    const before = tf.memory().numTensors;
    expect(() => tf.tidy(() => step())).to.throw(DomainError);
    expect([v, w].map(numbers)).to.deep.equal([[2], [3]]);
    expect(tf.memory().numTensors).to.equal(before);
    tf.dispose([v, w]);
    expect(tf.memory().numTensors).to.equal(before - 2);
  });
});
