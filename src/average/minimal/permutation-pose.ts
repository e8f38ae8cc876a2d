/**
 * Poses of permutations of an input's rows, or of a graph's vertices.
 *
 * | symbol | name here  | shape | meaning                                                     |
 * | π      | order      | n     | row k of the form is row order[k] of the input              |
 * | S      |            |       | permutations of places that leave the form alone            |
 * | S k    | blocks     | n     | the orbit of each place under S, by its least place         |
 * | S(k,l) | orbitals() | n × n | the orbit of each pair of places, numbered from 0, row by row |
 */
import type { Pose } from "../frame.js";

export interface PermutationPose<Input> extends Pose<Input> {
  readonly order: Int32Array;
  /** Places of one orbit carry one number: the least place in it. */
  readonly blocks: Int32Array;
  /** Made on the first call, and kept. */
  orbitals(): Int32Array;
}
