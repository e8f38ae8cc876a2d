import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findWheel } from "../../../src/cli/doctor/addon/tensorflow-wheel.js";
import { sha256 } from "../../../src/files.js";
import { processorName } from "../../../src/native/native-library.js";
import { candidates } from "../../../src/tensors/devices/native/candidates.js";
import { cudaHint, readRecord } from "../../../src/tensors/devices/native/open.js";
import { useDevice } from "../../../src/tensors/index.js";
import { inScratch } from "../../fixtures/fixture.js";

describe("TensorFlow's C library", () => {
  it("is never plain TensorFlow.js under the package's name", () => {
    // npm's overrides put @tensorflow/tfjs where danfojs-node wants @tensorflow/tfjs-node.
    for (const { name, folder, require } of candidates("/nowhere")) {
      expect(folder).to.equal(undefined);
      expect(require(`${name}/package.json`).name).to.equal(name);
    }
  });

  it("is opened only by the addon that was built here against it", () =>
    inScratch((folder) => {
      const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
      const library = join(folder, "libtensorflow_cc.so.2");
      const record = {
        sha256: sha256(Buffer.from("addon")),
        library,
        libraryBytes: 7,
        compiler: "g++",
        processor: processorName(),
      };
      const keep = (changes: object) =>
        write("addon.json", JSON.stringify({ ...record, ...changes }));
      expect(() => readRecord(folder)).to.throw("half installed");
      write("tfjs_binding.node", "addon");
      write("libtensorflow_cc.so.2", "library");
      keep({});
      expect(readRecord(folder)).to.deep.equal(record);
      keep({ processor: "another" });
      expect(() => readRecord(folder)).to.throw("another machine");
      keep({ libraryBytes: 8 });
      expect(() => readRecord(folder)).to.throw("another TensorFlow is now in");
      keep({ library: join(folder, "gone") });
      expect(() => readRecord(folder)).to.throw("no longer in");
      keep({});
      write("tfjs_binding.node", "addom");
      expect(() => readRecord(folder)).to.throw("altered");
    }));

  it("is looked for in the folder that is named, with its headers", () =>
    inScratch((folder) => {
      expect(() => findWheel(folder, folder)).to.throw(/lacks libtensorflow_cc.*pip install/);
      const end = process.platform === "darwin" ? "2.dylib" : "so.2";
      for (const name of ["cc", "framework"]) {
        writeFileSync(join(folder, `libtensorflow_${name}.${end}`), "");
      }
      expect(() => findWheel(folder, folder)).to.throw(/lacks include/);
      mkdirSync(join(folder, "include", "tensorflow", "c", "eager"), { recursive: true });
      writeFileSync(join(folder, "include", "tensorflow", "c", "eager", "c_api.h"), "");
      expect(findWheel(folder, folder).folder).to.equal(folder);
    }));

  it("without a GPU says where CUDA lies, if pip brought it", () =>
    inScratch((folder) => {
      const library = join(folder, "tensorflow", "libtensorflow_cc.so.2");
      expect(cudaHint(library)).to.equal("");
      const cuda = join(folder, "nvidia", "cublas", "lib");
      mkdirSync(cuda, { recursive: true });
      expect(cudaHint(library)).to.include("no GPU was opened").and.include(`PATH=${cuda}`);
    }));

  it("computes where it is installed", async function () {
    const use = await useDevice("native").catch((error: Error) => error);
    if (use instanceof Error) {
      expect(use).to.have.property("remedy").that.includes("doctor --install-native");
      console.log(`      skipped: ${use.message}`);
      return this.skip();
    }
    const tf = await import("@tensorflow/tfjs");
    const matrix = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    expect([...(await tf.matMul(matrix, matrix).data())]).to.deep.equal([7, 10, 15, 22]);
    expect(use.detail).to.match(/TensorFlow \d/);
    await useDevice("cpu");
  });
});
