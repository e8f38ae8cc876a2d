/** The settings of the paper's experiment, small enough for tests. */
import {
  type EnsembleOptions,
  jointSymmetry,
  matrixTeacher,
  matrixUnit,
  type TeacherKind,
  teacherLaw,
} from "../../src/ensemble/index.js";
import { permutationRepresentation, symmetricGroup } from "../../src/groups/index.js";

const unit = matrixUnit();
const swap = permutationRepresentation(symmetricGroup(2));
export const swapSymmetry = jointSymmetry(unit, swap, swap);

export function paperOptions(
  teacher: TeacherKind,
  options: Partial<EnsembleOptions> = {},
): EnsembleOptions {
  return {
    unit,
    symmetry: swapSymmetry,
    data: teacherLaw(unit, matrixTeacher(teacher)),
    scheme: "vanilla",
    particles: 10,
    start: "strongly-invariant",
    seed: 1,
    ...options,
  };
}
