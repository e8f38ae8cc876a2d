/**
 * Short runs of every scheme with every kind of unit and data. Their symmetries permute
 * coordinates and their data are drawn by our own streams, so that nothing in them comes
 * from the host's Math.
 */
import {
  type EnsembleOptions,
  fixedData,
  hiddenLayerUnit,
  jointSymmetry,
  matrixTeacher,
  matrixUnit,
  noSymmetry,
  SCHEMES,
  type Scheme,
  sampledLaw,
  teacherLaw,
  type Unit,
  uvUnit,
} from "../../src/ensemble/index.js";
import {
  cyclicGroup,
  regularRepresentation,
  trivialRepresentation,
} from "../../src/groups/index.js";
import { Matrix } from "../../src/numerics/index.js";

export interface EnsembleCase {
  name: string;
  options(particles: number): EnsembleOptions;
}

const swap = regularRepresentation(cyclicGroup(2));
const cycle = regularRepresentation(cyclicGroup(3));

type Setting = Pick<EnsembleOptions, "unit" | "symmetry" | "data" | "learningRate" | "batch">;

function matrixSetting(): Setting {
  const unit = matrixUnit();
  const symmetry = jointSymmetry(unit, swap, swap);
  return { unit, symmetry, data: teacherLaw(unit, matrixTeacher("arbitrary")), batch: 7 };
}

function uvSetting(): Setting {
  const unit = uvUnit();
  const symmetry = jointSymmetry(unit, swap, swap);
  const teacher = Matrix.fromRows([
    [1, 0.5, 0.25, -1],
    [-0.5, 1, 2, 0.5],
  ]);
  return { unit, symmetry, data: teacherLaw(unit, teacher, { mean: [1, 2] }), learningRate: 5 };
}

function tanhSetting(): Setting {
  const unit = hiddenLayerUnit(3, 3, 3, "tanh");
  const symmetry = jointSymmetry(unit, cycle, cycle, { hidden: [cycle] });
  const data = sampledLaw("noise", (random, size) => ({
    inputs: new Matrix(size, 3, random.normals(3 * size)),
    outputs: new Matrix(size, 3, random.normals(3 * size)),
  }));
  return { unit, symmetry, data, learningRate: 1, batch: 5 };
}

function reluSetting(): Setting {
  const unit = hiddenLayerUnit(2, 2, 1, "relu");
  const symmetry = jointSymmetry(unit, swap, trivialRepresentation(cyclicGroup(2), 1), {
    hidden: [swap],
  });
  const inputs = Matrix.fromRows([
    [1, 2],
    [0.5, -1],
    [3, 0.25],
  ]);
  const outputs = Matrix.fromRows([[1], [0], [-1]]);
  return {
    unit,
    symmetry,
    data: fixedData(inputs, outputs, { weights: [1, 2, 3] }),
    learningRate: 0.5,
  };
}

function wideSetting(): Setting {
  const unit: Unit = matrixUnit(3, 5, "tanh");
  const data = teacherLaw(
    unit,
    new Matrix(
      1,
      15,
      Float64Array.from({ length: 15 }, (_, q) => (q - 7) / 8),
    ),
  );
  return { unit, symmetry: noSymmetry(unit), data, learningRate: 10, batch: 3 };
}

const SETTINGS: Readonly<Record<string, () => Setting>> = {
  "matrix unit": matrixSetting,
  "uv unit": uvSetting,
  "hidden layer, tanh, three inputs": tanhSetting,
  "hidden layer, ReLU, fixed data": reluSetting,
  "matrix unit of five outputs": wideSetting,
};

function caseOf(name: string, setting: () => Setting, scheme: Scheme): EnsembleCase {
  return {
    name: `${name}, ${scheme}`,
    options: (particles) => ({
      ...{ ...setting(), scheme, particles, start: "weakly-invariant", seed: 5 },
      ...{ temperature: 1e-3, horizon: 1000 },
    }),
  };
}

export const ENSEMBLE_CASES: readonly EnsembleCase[] = Object.entries(SETTINGS).flatMap(
  ([name, setting]) => SCHEMES.map((scheme) => caseOf(name, setting, scheme)),
);
