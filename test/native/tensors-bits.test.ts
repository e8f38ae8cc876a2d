import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import { EnvironmentError } from "../../src/errors.js";
import { libraryFile } from "../../src/native/native-library.js";
import {
  type TensorsFunctions,
  type TensorsMemory,
  tensorsMemory,
  verifiedNativeTensors,
} from "../../src/native/tensors-build.js";
import { tensorsAgree } from "../../src/native/tensors-self-check.js";

const compiler = ["clang", "clang-19", "gcc", "cc"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

/** WebAssembly's, whose results of one kind of instruction are a bit off in their third number. */
function faulty(kind: number): TensorsMemory {
  const memory = tensorsMemory();
  const replay = memory.replay.bind(memory);
  memory.replay = (at, end, times) => {
    replay(at, end, times);
    if (memory.wholes[at] === kind) memory.wholes[memory.first + 5 * 5120 + 2] ^= 1;
  };
  return memory;
}

/** Divides whatever can be divided. */
function teamOf(workers: number, library?: TensorsFunctions): TensorsMemory {
  const memory = tensorsMemory(library, workers);
  const stride = 1 << 16;
  memory.grow(memory.first + (workers + 1) * stride);
  const replay = memory.replay.bind(memory);
  memory.replay = (at, end, times) => replay(at, end, times, { workers, stride, grain: 1 });
  return memory;
}

describe("builds of tensors.c", () => {
  it("the check goes through every instruction, and notices a single bit", () => {
    expect(tensorsAgree(tensorsMemory(), tensorsMemory())).to.equal(true);
    for (let kind = 0; kind < 13; kind++) {
      expect(tensorsAgree(faulty(kind), tensorsMemory()), `${kind}`).to.equal(false);
    }
  });

  it("threads that share WebAssembly's memory give its bits, and end when they are dismissed", async () => {
    for (const workers of [2, 3, 7]) {
      const memory = teamOf(workers);
      expect(memory.attending).to.equal(0);
      // They begin when there is something to divide.
      expect(tensorsAgree(memory, tensorsMemory())).to.equal(true);
      while (memory.attending < workers - 1) await new Promise((next) => setTimeout(next, 5));
      for (let turn = 0; turn < 3; turn++) {
        expect(tensorsAgree(memory, tensorsMemory()), `${workers}`).to.equal(true);
        // Asleep in between.
        await new Promise((next) => setTimeout(next, 5));
      }
      memory.dismiss();
      while (memory.attending > 0) await new Promise((next) => setTimeout(next, 5));
    }
  });

  it("the machine's own library gives WebAssembly's bits, where a compiler is at hand", function () {
    if (compiler === undefined) {
      this.skip();
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "intertwine-tensors-"));
    try {
      const library = libraryFile(pathToFileURL(folder + sep), "tensors");
      expect(() => verifiedNativeTensors(library)).to.throw(EnvironmentError, /not built/);
      const script = fileURLToPath(
        new URL("../../../src/native/build/build-native.mjs", import.meta.url),
      );
      const { status, stderr } = spawnSync(process.execPath, [script, "--out", folder, "tensors"], {
        encoding: "utf8",
      });
      expect(status, stderr).to.equal(0);
      const { build, detail } = verifiedNativeTensors(library);
      expect(detail).to.match(/same bits/);
      for (const workers of [2, 3, 7]) {
        expect(tensorsAgree(teamOf(workers, build), tensorsMemory()), `${workers}`).to.equal(true);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }).timeout(120000);
});
