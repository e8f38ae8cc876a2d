import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import { DataError, DomainError } from "../../../src/errors.js";
import { plan } from "../../../src/tensors/record/index.js";
import {
  loadWeights,
  saveCheckpoint,
  train,
  type Variables,
} from "../../../src/tensors/training/index.js";
import { inScratch } from "../../fixtures/fixture.js";
import { numbers, onIntertwine } from "../../fixtures/tensors/on-intertwine.js";

const variable = (values: number[]) => tf.tidy(() => tf.variable(tf.tensor1d(values)));
const valuesOf = (variables: Variables) =>
  Object.fromEntries(Object.entries(variables).map(([name, one]) => [name, numbers(one)]));

describe("loadWeights", () => {
  onIntertwine();

  /** Each step adds 1 to the encoder and 2 to the decoder; evaluations are best after two steps. */
  async function trained(path: string, evaluates = true) {
    const variables = {
      "encoder.A": variable([1, 2]),
      "encoder.b": variable([3]),
      "decoder.A": variable([10, 20]),
      counter: tf.tidy(() => tf.variable(tf.scalar(0, "int32"))),
    };
    const optimiser = tf.train.momentum(1, 0);
    const { counter, ...weights } = variables;
    const step = plan(() => {
      counter.assign(tf.add(counter, tf.scalar(1, "int32")));
      const loss = () => {
        const terms = Object.entries(weights).map(([name, weight]) =>
          tf.mul(tf.sum(weight), name.startsWith("encoder") ? -1 : -2),
        );
        return tf.addN(terms) as tf.Scalar;
      };
      return optimiser.minimize(loss, true, Object.values(weights))!;
    });
    const evaluate = () => Math.abs(numbers(counter)[0] - 2);
    await train({
      ...{ step, batches: () => [] as [], steps: 3, variables, optimisers: [optimiser] },
      ...{ checkpoint: path, settings: { seed: 5 } },
      ...(evaluates && { evaluation: { every: 1, patience: 9, evaluate } }),
    });
    return variables;
  }
  const encoder = () => ({ A: variable([0, 0]), b: variable([0]) });

  it("gives a network the last state of a training, or the best, without what trained it", () =>
    inScratch(async (folder) => {
      const path = join(folder, "whole.training");
      await trained(path);
      const net = { "decoder.A": variable([0, 0]), "encoder.b": variable([0]) };
      expect(loadWeights(path, net)).to.equal(3);
      expect(valuesOf(net)).to.deep.equal({ "decoder.A": [16, 26], "encoder.b": [6] });
      expect(loadWeights(path, net, { best: true })).to.equal(2);
      expect(valuesOf(net)).to.deep.equal({ "decoder.A": [14, 24], "encoder.b": [5] });
    }));

  it("gives a part of the trained network to a network of its own, and names others' variables", () =>
    inScratch(async (folder) => {
      const path = join(folder, "part.training");
      await trained(path);
      const alone = encoder();
      loadWeights(path, alone, { part: "encoder" });
      expect(valuesOf(alone)).to.deep.equal({ A: [4, 5], b: [6] });
      const mixed = variable([0, 0]);
      loadWeights(path, { "decoder.A": mixed });
      expect(numbers(mixed)).to.deep.equal([16, 26]);
    }));

  it("is seen by plans that were recorded before, on a replay", () =>
    inScratch(async (folder) => {
      const path = join(folder, "planned.training");
      await trained(path);
      const net = encoder();
      const apply = plan((x: tf.Tensor) => tf.add(tf.mul(x, net.A), net.b));
      const x = tf.tensor1d([1, 10]);
      for (let k = 0; k < 3; k++) expect(numbers(apply(x))).to.deep.equal([0, 0]);
      loadWeights(path, net, { part: "encoder" });
      expect(numbers(apply(x))).to.deep.equal([4 + 6, 50 + 6]);
      expect(apply.report().shapes[0].replays).to.equal(2);
    }));

  it("takes variables without names only where they are all", () =>
    inScratch(async (folder) => {
      const path = join(folder, "array.training");
      const [v, w] = [variable([1]), variable([2])];
      await saveCheckpoint(path, { variables: [v, w], optimisers: [tf.train.adam(0.1)] }, 7);
      const [a, b] = [variable([0]), variable([0])];
      expect(loadWeights(path, [a, b])).to.equal(7);
      expect([a, b].map(numbers)).to.deep.equal([[1], [2]]);
      expect(() => loadWeights(path, [b])).to.throw(DataError, /holds 2 .* array of 1/);
      expect(numbers(b)).to.deep.equal([2]);
    }));

  describe("refuses, and changes nothing", () => {
    const refused: Record<
      string,
      [message: RegExp, make: () => Variables, part?: string, best?: boolean]
    > = {
      "names that are not there, with the part that has them": [
        /lacks "A", "b"; it holds "encoder\.A", .* in its part "encoder": give \{ part: "encoder" \}/,
        encoder,
      ],
      "names that no part has, with those that are there": [
        /lacks "c"; it holds "encoder\.A", "encoder\.b", "decoder\.A", "counter"\./,
        () => ({ "encoder.b": variable([0]), c: variable([0]) }),
      ],
      "a part that lacks one": [
        /lacks "b" of the part "decoder"; it holds .* in its part "encoder": give/,
        encoder,
        "decoder",
      ],
      "an array, where the file has names": [
        /lacks "0", "1"; it holds .*; an array has no names: give them by name, as allVariables does\./,
        () => [variable([0]), variable([0])],
      ],
      "another shape": [
        /"b" is float32\[1\] in .* and float32\[2\] here/,
        () => ({ A: variable([0, 0]), b: variable([0, 0]) }),
        "encoder",
      ],
      "another type": [
        /"counter" is int32\[\] in .* and float32\[\] here/,
        () => ({ "encoder.b": variable([0]), counter: tf.variable(tf.scalar(0)) }),
      ],
      "a best state where none is held": [/no best state.* 3 steps/, encoder, "encoder", true],
    };
    for (const [what, [message, make, part, best]] of Object.entries(refused)) {
      it(what, () =>
        inScratch(async (folder) => {
          const path = join(folder, "refused.training");
          await trained(path, false);
          const net = make();
          const before = valuesOf(net);
          expect(() => loadWeights(path, net, { part, best })).to.throw(DataError, message);
          expect(valuesOf(net)).to.deep.equal(before);
        }),
      );
    }

    it("a file that is missing or altered, and no variables", () =>
      inScratch(async (folder) => {
        const path = join(folder, "altered.training");
        await trained(path);
        const bytes = readFileSync(path);
        bytes[bytes.length - 80] ^= 1;
        writeFileSync(path, bytes);
        const net = encoder();
        const options = { part: "encoder" };
        expect(() => loadWeights(path, net, options)).to.throw(DataError, /altered\.training.*SHA/);
        expect(() => loadWeights(join(folder, "none"), net, options)).to.throw(
          DataError,
          /there is no file .*none/,
        );
        expect(valuesOf(net)).to.deep.equal({ A: [0, 0], b: [0] });
        expect(() => loadWeights(path, {})).to.throw(DomainError, /no variables/);
      }));
  });
});
