import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import { EnvironmentError } from "../../src/errors.js";
import { libraryFile } from "../../src/native/native-library.js";
import {
  type ProgramBuild,
  verifiedNativeProgram,
  webAssemblyProgram,
} from "../../src/native/program-build.js";
import { programsAgree } from "../../src/native/program-self-check.js";

const compiler = ["clang", "clang-19", "gcc", "cc"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

/** WebAssembly's, whose replay of one operation is a bit off in one buffer. */
function faulty(operation: number): ProgramBuild {
  const { functions, allocate } = webAssemblyProgram();
  let words: Int32Array = new Int32Array(0);
  return {
    allocate(numbers) {
      const block = allocate(numbers);
      words = new Int32Array(block.memory.buffer, block.memory.byteOffset, numbers);
      return block;
    },
    functions: {
      ...{ adam: functions.adam, descend: functions.descend, cosine: functions.cosine },
      replay(place, ...values) {
        functions.replay(place, ...values);
        if (words[0] === operation) words[words[9] + 1] ^= 1;
      },
    },
  };
}

describe("builds of program.c", () => {
  it("the check goes through every operation, and notices a single bit", () => {
    expect(programsAgree(webAssemblyProgram(), webAssemblyProgram())).to.equal(true);
    for (const operation of [0, 6, 12, 25]) {
      expect(programsAgree(faulty(operation), webAssemblyProgram()), `${operation}`).to.equal(
        false,
      );
    }
  });

  it("the machine's own library gives WebAssembly's bits, where a compiler is at hand", function () {
    if (compiler === undefined) {
      this.skip();
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "intertwine-program-"));
    try {
      const library = libraryFile(pathToFileURL(folder + sep), "program");
      expect(() => verifiedNativeProgram(library)).to.throw(EnvironmentError, /not built/);
      const script = fileURLToPath(
        new URL("../../../src/native/build/build-native.mjs", import.meta.url),
      );
      const { status, stderr } = spawnSync(process.execPath, [script, "--out", folder, "program"], {
        encoding: "utf8",
      });
      expect(status, stderr).to.equal(0);
      expect(verifiedNativeProgram(library).detail).to.match(/same bits/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }).timeout(120000);
});
