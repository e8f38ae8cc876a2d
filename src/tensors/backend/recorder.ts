/**
 * How a recording hooks into the backend. Everything that happens to numbers passes here:
 *
 *     kernel call → lowering (places → operations) → backend ─┬→ device (executes at once)
 *                                                            └→ recorder (writes down), if any
 *
 * `backend.record(recorder)` begins and returns the function that ends; one recorder at a time.
 * Operations are executed while they are recorded, so a recorded step is a real step.
 *
 * What a recording must know:
 * - A buffer's number is never used twice: memory is, numbers are not. A log is unambiguous
 *   without its order of disposal; `released` only says how long a buffer lived.
 * - A buffer that an operation reads, and that was neither written by an operation of the recording
 *   nor told by `written`, was there before: an input of the step, a variable, or a constant that
 *   the step's function closes over. Ask `backend.bufferOf(tensor.dataId)` of the inputs and of the
 *   variables before the step to tell which; `backend.peek(buffer)` gives its numbers unnoticed.
 * - `written` tells numbers that came from outside, by origin: "host" where JavaScript made a tensor
 *   during the step (tf.scalar, tf.zeros, random numbers, optimisers' constants: equal in two
 *   recordings or refused), "kernel" where they follow from a kernel's attributes (tf.range), "moved"
 *   where a tensor that lived on another backend was used for the first time: it may be older than
 *   the step, and be a variable or an input; its data id tells.
 * - `read` is told before a tensor is read by the host, with the line: throw there to refuse it.
 * - `uncarried` is told before a kernel is run by TensorFlow.js' cpu backend, with the line: throw
 *   there to refuse it. Its outputs would come as "host".
 * - `variable.assign(tensor)` runs no kernel: the variable takes the tensor's data id. A variable's
 *   new value is therefore the buffer of `variable.dataId` after the step, its old one the buffer of
 *   its data id before it. Optimisers' slots are variables too.
 * - Views (reshape, identity, bool → int32) run no operation: two data ids may name one buffer, and
 *   one buffer is read with several shapes.
 * - A rearrange with `keepsRest` and a scatter read and write their output: they add to what an
 *   earlier operation wrote. The first rearrange of a concatenation finds nothing there that counts.
 *
 * After a replay the variables' new numbers lie in the plan's own memory. `backend.held(elsewhere,
 * shape, type)` makes a data id for such numbers, which `variable.assign` can take, and
 * `backend.hold(dataId, elsewhere)` says that those of a data id changed there. They are fetched into
 * a buffer when somebody reads them or runs a kernel on them, and not before; what is disposed of
 * meanwhile is never fetched. A clone shares the data id and must not change with the variable: where
 * `backend.refCount(variable.dataId)` is above 1 before a replay, call `backend.fetch(dataId)` and
 * assign a new one after it.
 */
import type { NumberType, Operation } from "../plan/index.js";

/** What identifies the numbers of a tensor to TensorFlow.js; a tensor has one, `dataId`. */
export type DataId = object;
export type Numbers = Float32Array | Int32Array;

/** Numbers that came from outside. */
export interface Writing {
  readonly buffer: number;
  readonly type: NumberType;
  /** Not a copy. */
  readonly values: Numbers;
  readonly origin: "host" | "kernel" | "moved";
  /** Of "moved". */
  readonly dataId?: DataId;
  readonly line?: string;
}

export interface Recorder {
  /** Whether operations shall carry the line of the user's program; finding it costs some 20 µs a kernel. */
  readonly wantsLines: boolean;
  /** Called before the operation is executed. */
  operation(operation: Operation): void;
  written(writing: Writing): void;
  read(buffer: number, line: string | undefined): void;
  uncarried(kernel: string, line: string | undefined): void;
  released(buffer: number): void;
}

/** Numbers of a tensor that lie in a plan. */
export interface Elsewhere {
  /** Absent on devices that cannot be waited for. */
  readSync?(): Numbers;
  read(): Promise<Numbers>;
}
