import * as tf from "@tensorflow/tfjs";
import { expect } from "chai";
import {
  coverage,
  currentBackend,
  type IntertwineBackend,
  type Numbers,
} from "../../../src/tensors/backend/index.js";
import { agree, BACKENDS } from "./agreement.js";

async function use(name: string): Promise<IntertwineBackend> {
  await tf.setBackend(name);
  return currentBackend()!;
}

/** What `run` writes with console.warn. */
async function warnings(run: () => Promise<void>): Promise<string[]> {
  const { warn } = console;
  const said: string[] = [];
  console.warn = (message: string) => said.push(message);
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return said;
}

describe("The backend", () => {
  after(() => tf.setBackend("cpu"));

  it("names every kernel of the cpu backend, carried or not", () => {
    const { carried, uncarried } = coverage();
    const ours = new Set([...carried, ...uncarried]);
    expect(ours.size).to.equal(carried.length + uncarried.length);
    const theirs = tf.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName);
    expect(theirs.filter((name) => !ours.has(name))).to.deep.equal([]);
    for (const name of BACKENDS) {
      const registered = new Set(tf.getKernelsForBackend(name).map(({ kernelName }) => kernelName));
      expect(theirs.filter((kernel) => !registered.has(kernel))).to.deep.equal([]);
    }
  });

  for (const name of BACKENDS) {
    it(`${name}: numbers come back as they were written, by type`, async () => {
      await use(name);
      const tensors = [
        tf.tensor([1.5, -2, Number.NaN]),
        tf.tensor([1, -2, 2 ** 30], [3], "int32"),
        tf.tensor([true, false], [2], "bool"),
        tf.tensor([], [0, 3]),
      ];
      const read = await Promise.all(tensors.map((tensor) => tensor.data()));
      expect(read[0]).to.deep.equal(Float32Array.of(1.5, -2, Number.NaN));
      expect(read[1]).to.deep.equal(Int32Array.of(1, -2, 2 ** 30));
      expect(read[2]).to.deep.equal(Uint8Array.of(1, 0));
      expect(read[3]).to.deep.equal(new Float32Array(0));
      tf.dispose(tensors);
    });

    it(`${name}: views share memory, and give it back when the last is gone`, async () => {
      const backend = await use(name);
      const before = backend.memory().deviceBytes;
      const ids = backend.numDataIds();
      const x = tf.tensor([0, 1, 1, 0], [4], "bool");
      const one = backend.memory().deviceBytes;
      const y = tf.reshape(x, [2, 2]);
      const z = tf.cast(x, "int32");
      expect(backend.memory().deviceBytes).to.equal(one);
      x.dispose();
      y.dispose();
      expect([...z.dataSync()]).to.deep.equal([0, 1, 1, 0]);
      expect(z.dataSync()).to.be.instanceOf(Int32Array);
      z.dispose();
      expect(backend.memory().deviceBytes).to.equal(before);
      expect(backend.numDataIds()).to.equal(ids);
    });

    it(`${name}: tensors move from and to other backends`, async () => {
      await use("cpu");
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
      const view = tf.reshape(x, [4]);
      await use(name);
      const y = tf.add(x, 1);
      expect([...tf.mul(view, y.flatten()).dataSync()]).to.deep.equal([2, 6, 12, 20]);
      await tf.setBackend("cpu");
      expect([...tf.add(y, view.reshape([2, 2])).dataSync()]).to.deep.equal([3, 5, 7, 9]);
      tf.dispose([x, view, y]);
    });
  }

  it("a kernel that is not carried runs on the cpu backend, which is said once", async () => {
    const said = await warnings(async () => {
      for (let k = 0; k < 2; k++) {
        await agree([{ shape: [2, 7] }], (x) => Object.values(tf.topk(x, 3)), {
          mayRunOnCpu: true,
        });
      }
    });
    expect(said.length).to.equal(1);
    expect(said[0]).to.contain("TopK");
    expect(coverage().used).to.contain("TopK");
  });

  it("strings and complex numbers stay with the host", async () => {
    const said = await warnings(async () => {
      await use("intertwine");
      const words = tf.tensor(["a", "b", "a"]);
      expect(words.reshape([3, 1]).arraySync()).to.deep.equal([["a"], ["b"], ["a"]]);
      expect([...tf.equal(words, tf.tensor(["a", "a", "a"])).dataSync()]).to.deep.equal([1, 0, 1]);
      // (1 + 2i)(3 − i) = 5 + 5i
      const z = tf.mul(tf.complex([1], [2]), tf.complex([3], [-1]));
      expect([...tf.real(z).dataSync(), ...tf.imag(z).dataSync()]).to.deep.equal([5, 5]);
      // The transform of a unit impulse is 1 everywhere.
      const spectrum = tf.spectral.fft(tf.complex([1, 0, 0, 0], [0, 0, 0, 0]));
      expect([...tf.real(spectrum).dataSync()]).to.deep.equal([1, 1, 1, 1]);
    });
    expect(said.every((line) => line.includes("does not carry"))).to.equal(true);
  });

  it("an error in a kernel leaves no memory behind", async () => {
    const backend = await use("intertwine");
    const x = tf.ones([2, 3]);
    const before = backend.memory().deviceBytes;
    expect(() => tf.einsum("ij,jk->ik", x, x)).to.throw('"j" is 3 long');
    expect(() => tf.tidy(() => tf.depthToSpace(tf.ones([1, 4, 2, 2]), 2, "NCHW"))).to.throw("NHWC");
    expect(backend.memory().deviceBytes).to.equal(before);
    x.dispose();
  });

  it("2 000 additions take no memory", async () => {
    const backend = await use("intertwine");
    const x = tf.ones([33]);
    const first = tf.add(x, 1);
    first.dispose();
    const held = backend.memory().deviceBytesHeld;
    for (let k = 0; k < 2_000; k++) tf.add(x, x).dispose();
    expect(backend.memory().deviceBytesHeld).to.equal(held);
    x.dispose();
  });

  it("numbers that are elsewhere are fetched when they are asked for, and not before", async () => {
    const backend = await use("intertwine");
    let reads = 0;
    let values: Numbers = Float32Array.of(1, 2, 3);
    const elsewhere = {
      readSync: () => {
        reads++;
        return values;
      },
      read: async () => values,
    };
    const variable = tf.variable(tf.zeros([3]));
    const assign = (): void => {
      const dataId = backend.held(elsewhere, [3], "float32");
      const tensor = tf.engine().makeTensorFromDataId(dataId, [3], "float32", backend);
      variable.assign(tensor);
      tensor.dispose();
    };
    assign();
    expect([reads, backend.isHeld(variable.dataId)]).to.deep.equal([0, true]);
    expect([...tf.mul(variable, 2).dataSync()]).to.deep.equal([2, 4, 6]);
    expect([...(await variable.data())]).to.deep.equal([1, 2, 3]);
    expect(reads).to.equal(1);
    // A plan ran again: what was fetched is old, a clone keeps it.
    const clone = tf.clone(variable);
    expect(backend.refCount(variable.dataId)).to.equal(2);
    assign();
    values = Float32Array.of(4, 5, 6);
    expect([...variable.dataSync()]).to.deep.equal([4, 5, 6]);
    expect([...clone.dataSync()]).to.deep.equal([1, 2, 3]);
    backend.hold(variable.dataId, elsewhere);
    values = Float32Array.of(7, 8, 9);
    expect([...variable.dataSync()]).to.deep.equal([7, 8, 9]);
    tf.dispose([variable, clone]);
    expect(reads).to.equal(3);
  });
});
