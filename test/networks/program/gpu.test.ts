import { expect } from "chai";
import { EnvironmentError } from "../../../src/errors.js";
import { gpuDevice } from "../../../src/native/gpu-library.js";
import { bodyNetwork } from "../../../src/networks/architecture/body-network.js";
import {
  type ProgramDevice,
  type ProgramInputs,
  programTrainer,
} from "../../../src/networks/program/index.js";
import { RandomStream } from "../../../src/numerics/index.js";

const options = { samples: 4, bodies: 3, width: 12, layers: 2, poses: 2 };

/** A batch of random bodies for the network of `options`. */
function batch(random: RandomStream): ProgramInputs {
  const normals = (count: number): Float32Array => Float32Array.from(random.normals(count));
  return {
    positions: normals(4 * 2 * 3 * 3),
    velocities: normals(4 * 2 * 3 * 3),
    charges: normals(4 * 3),
    frames: normals(4 * 2 * 9),
    displacements: normals(4 * 3 * 3),
  };
}

function losses(device: ProgramDevice, steps: number): number[] {
  const trainer = programTrainer(bodyNetwork(options), { seed: 2, device });
  const random = RandomStream.fromSeed(5);
  return Array.from({ length: steps }, (_, k) => trainer.train(batch(random.split(k))));
}

describe("program on a GPU", () => {
  const { available, detail } = gpuDevice();
  if (!available) {
    it("is refused by name where there is none", () => {
      expect(() => losses("gpu", 1)).to.throw(EnvironmentError, detail);
      expect(detail).to.match(/npm run gpu/);
    });
    return;
  }

  it("trains as the processor does, with the same masks of dropout", () => {
    const [here, there] = [losses("cpu", 20), losses("gpu", 20)];
    here.forEach((loss, k) => {
      expect(there[k], `step ${k}`).to.be.closeTo(loss, 1e-3 * loss);
    });
    expect(there[0]).to.be.closeTo(here[0], 1e-5 * here[0]);
  });

  it("gives the same bits twice", () => {
    expect(losses("gpu", 20)).to.deep.equal(losses("gpu", 20));
  });
});
