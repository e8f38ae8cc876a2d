import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import { CompiledEngine } from "../../src/ensemble/engine/compiled-engine.js";
import { ensembleSettings } from "../../src/ensemble/index.js";
import { EnvironmentError } from "../../src/errors.js";
import { type EnsembleBuild, webAssemblyEnsemble } from "../../src/native/ensemble-kernel.js";
import { verifiedNativeEnsemble } from "../../src/native/native-ensemble.js";
import { libraryFile, type NativeRecord } from "../../src/native/native-library.js";
import { ENSEMBLE_CASES, type EnsembleCase } from "./ensemble-cases.js";

const STEPS = 20;

/** SHA-256 of particles and loss sum, to the last bit, after some steps. */
function digest({ options }: EnsembleCase, particles: number, build: EnsembleBuild): string {
  const engine = new CompiledEngine(ensembleSettings(options(particles)), build);
  const loss = engine.advance(0, STEPS, 0);
  const numbers = [...engine.particles().data, loss];
  expect(numbers.every(Number.isFinite)).to.equal(true);
  return createHash("sha256")
    .update(new Uint8Array(Float64Array.from(numbers).buffer))
    .digest("hex");
}

// Recorded from the first version of the kernel's bits. They are no oracle of what is right
// (agreement with the reference engine is); they pin what stored runs rely on. Where one
// changes, BITS_VERSION in src/ensemble/portable.ts must be raised, for runs stored before
// can no longer be continued to the same bits.
const DIGESTS: Readonly<Record<string, string>> = {
  "matrix unit, vanilla": "2aa2b7ad68c81057",
  "matrix unit, augmentation-sampled": "055467934752f311",
  "matrix unit, augmentation-orbit": "e15ebca9f234c3cf",
  "matrix unit, feature-averaging": "1c124b746eb17998",
  "matrix unit, equivariant": "a9fbca0dca47d14d",
  "uv unit, vanilla": "6e2c5267b711e409",
  "uv unit, augmentation-sampled": "3b24bd10833b4b56",
  "uv unit, augmentation-orbit": "084d8c62cbd2fb65",
  "uv unit, feature-averaging": "30d63c0651f74464",
  "uv unit, equivariant": "3ca2f97b7932690f",
  "hidden layer, tanh, three inputs, vanilla": "c603e0e4bc74c2d8",
  "hidden layer, tanh, three inputs, augmentation-sampled": "4a89abb27b0043cb",
  "hidden layer, tanh, three inputs, augmentation-orbit": "2b0bb2f56fb1c882",
  "hidden layer, tanh, three inputs, feature-averaging": "9ad2491a762091e2",
  "hidden layer, tanh, three inputs, equivariant": "2fed2790eab41935",
  "hidden layer, ReLU, fixed data, vanilla": "c876b5deebc76c42",
  "hidden layer, ReLU, fixed data, augmentation-sampled": "8127c57e71d224b5",
  "hidden layer, ReLU, fixed data, augmentation-orbit": "35ac1d3f6b0aad37",
  "hidden layer, ReLU, fixed data, feature-averaging": "2ee327a42c5f65ee",
  "hidden layer, ReLU, fixed data, equivariant": "7a2c225ea8438634",
  "matrix unit of five outputs, vanilla": "24ae60531851c765",
  "matrix unit of five outputs, augmentation-sampled": "24ae60531851c765",
  "matrix unit of five outputs, augmentation-orbit": "24ae60531851c765",
  "matrix unit of five outputs, feature-averaging": "24ae60531851c765",
  "matrix unit of five outputs, equivariant": "24ae60531851c765",
};

describe("bits of the ensemble kernel", () => {
  for (const example of ENSEMBLE_CASES) {
    it(`are those of record: ${example.name}`, () => {
      expect(digest(example, 17, webAssemblyEnsemble()).slice(0, 16)).to.equal(
        DIGESTS[example.name],
      );
    });
  }
});

describe("native ensemble kernel", () => {
  const folder = mkdtempSync(join(tmpdir(), "intertwine-native-"));
  const library = libraryFile(pathToFileURL(folder + sep));
  const recordPath = `${fileURLToPath(library)}.json`;
  let build: EnsembleBuild;

  before(function () {
    this.timeout(120_000);
    const script = fileURLToPath(
      new URL("../../../src/native/build/build-native.mjs", import.meta.url),
    );
    const { status, stderr } = spawnSync(process.execPath, [script, "--out", folder, "ensemble"], {
      encoding: "utf8",
    });
    if (status !== 0 && /No C compiler was found|slower than WebAssembly/.test(stderr)) this.skip();
    expect(status, stderr).to.equal(0);
    build = verifiedNativeEnsemble(library).build;
  });
  after(() => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // Windows keeps a library that is open.
      if (process.platform !== "win32") throw error;
    }
  });

  for (const example of ENSEMBLE_CASES) {
    it(`gives WebAssembly's bits: ${example.name}`, () => {
      for (const particles of [1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 1000]) {
        expect(digest(example, particles, build), `N = ${particles}`).to.equal(
          digest(example, particles, webAssemblyEnsemble()),
        );
      }
    });
  }

  it("keeps networks apart that are trained in turns", () => {
    const settings = ensembleSettings(ENSEMBLE_CASES[0].options(9));
    const other = ensembleSettings(ENSEMBLE_CASES[7].options(5));
    const [alone, first, second] = [settings, settings, other].map(
      (each) => new CompiledEngine(each, build),
    );
    alone.advance(0, 6, 0);
    first.advance(0, 3, 0);
    second.advance(0, 4, 0);
    first.advance(3, 3, 0);
    expect(first.particles().data).to.deep.equal(alone.particles().data);
  });

  it("is refused, with the reason, when its record does not fit", () => {
    const text = readFileSync(recordPath, "utf8");
    const record = JSON.parse(text) as NativeRecord;
    const sources = { ...record.sources, "ensemble/ensemble.c": "0" };
    for (const [altered, reason] of [
      [{ ...record, sources }, "other sources"],
      [{ ...record, processor: "abacus" }, "another processor, abacus"],
      [{ ...record, sha256: "0" }, "altered"],
    ] as const) {
      writeFileSync(recordPath, JSON.stringify(altered));
      expect(() => verifiedNativeEnsemble(library), reason).to.throw(EnvironmentError, reason);
    }
    rmSync(recordPath);
    expect(() => verifiedNativeEnsemble(library)).to.throw(EnvironmentError, "not built");
    writeFileSync(recordPath, text);
  });
});
