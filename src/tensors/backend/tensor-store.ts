/**
 * Storage of tensors for TensorFlow.js on a device of ours. TensorFlow.js counts the tensors that
 * share one data id; here data ids that share one buffer are counted too (a boolean read as an
 * integer). Strings and complex numbers stay with the host, for the kernels of the cpu backend.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { NumberType } from "../plan/index.js";
import { Buffers } from "./buffers.js";
import type { EagerDevice } from "./device.js";
import { sizeOf } from "./lowering/lowering.js";
import type { DataId, Elsewhere, Numbers, Recorder, Writing } from "./recorder.js";
import { userLine } from "./user-line.js";
import { asNumbers, asValues, type Values } from "./values.js";

interface Data {
  readonly type: tf.DataType;
  readonly length: number;
  references: number;
  /** Undefined where the numbers are elsewhere, or values with the host. */
  buffer?: number;
  elsewhere?: Elsewhere;
  host?: Values;
}

export class TensorStore extends tf.KernelBackend {
  readonly device: EagerDevice;
  protected readonly buffers: Buffers;
  protected recording: Recorder | undefined;
  readonly #data: tf.DataStorage<Data>;

  constructor(device: EagerDevice) {
    super();
    this.device = device;
    this.buffers = new Buffers(device, (buffer) => this.recording?.released(buffer));
    this.#data = new tf.DataStorage<Data>(this, tf.engine() as unknown as tf.DataMover);
  }

  override write(values: Values, shape: number[], type: tf.DataType): DataId {
    const dataId = {};
    this.#put(dataId, values, shape, type, 1, "host");
    return dataId;
  }

  override move(
    dataId: DataId,
    values: Values,
    shape: number[],
    type: tf.DataType,
    references: number,
  ): void {
    this.#put(dataId, values, shape, type, references, "moved");
  }

  override readSync(dataId: DataId): Values {
    const data = this.#data.get(dataId);
    if (data.host !== undefined) return data.host;
    if (this.recording !== undefined) this.#tellRead(dataId);
    if (data.elsewhere !== undefined) this.fetch(dataId);
    return asValues(this.device.read(data.buffer!), data.type);
  }

  override async read(dataId: DataId): Promise<Values> {
    const data = this.#data.get(dataId);
    if (data.elsewhere === undefined || data.elsewhere.readSync !== undefined) {
      return this.readSync(dataId);
    }
    if (this.recording !== undefined) this.recording.read(-1, userLine());
    const { elsewhere } = data;
    const values = await elsewhere.read();
    // Unless they changed there, or went, meanwhile: what was waited for need not be waited for again.
    if (this.#data.has(dataId) && data.elsewhere === elsewhere) this.#settle(dataId, data, values);
    return asValues(values, data.type);
  }

  override refCount(dataId: DataId): number {
    return this.#data.has(dataId) ? this.#data.get(dataId).references : 0;
  }

  override incRef(dataId: DataId): void {
    this.#data.get(dataId).references++;
  }

  decRef(dataId: DataId): void {
    if (this.#data.has(dataId)) this.#data.get(dataId).references--;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.#data.has(dataId)) return true;
    const data = this.#data.get(dataId);
    data.references--;
    if (!force && data.references > 0) return false;
    if (data.buffer !== undefined) this.buffers.letGo(data.buffer);
    this.#data.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.#data.numDataIds();
  }

  override dispose(): void {
    this.device.dispose();
  }

  /** The number of the buffer in which a tensor's numbers lie; they are fetched where they are elsewhere. */
  bufferOf(dataId: DataId): number {
    const data = this.#data.get(dataId);
    if (data.elsewhere !== undefined) this.fetch(dataId);
    if (data.buffer === undefined) {
      throw new DomainError(
        `tensors: got a tensor of ${data.type}, which has no buffer; expected float32, int32 or bool.`,
      );
    }
    return data.buffer;
  }

  /** Whether another tensor has the same numbers; of its references, so many are no tensor's. */
  isShared(dataId: DataId, others = 0): boolean {
    const buffer = this.bufferOf(dataId);
    return this.refCount(dataId) - others > 1 || this.buffers.holders(buffer) > 1;
  }

  /** Whether a tensor has the buffer. */
  isThere(buffer: number): boolean {
    return this.buffers.isHeld(buffer);
  }

  /** A copy of a buffer's numbers, unnoticed by a recorder. */
  peek(buffer: number): Numbers {
    return this.device.read(buffer);
  }

  /** Whether a tensor's numbers are still elsewhere. */
  isHeld(dataId: DataId): boolean {
    return this.#data.has(dataId) && this.#data.get(dataId).elsewhere !== undefined;
  }

  /** Whether they are where they cannot be fetched at once. */
  mustBeAwaited(dataId: DataId): boolean {
    return this.isHeld(dataId) && this.#data.get(dataId).elsewhere!.readSync === undefined;
  }

  /** A new data id for numbers that lie elsewhere until somebody asks for them. */
  held(elsewhere: Elsewhere, shape: readonly number[], type: NumberType): DataId {
    const dataId = {};
    this.#data.set(dataId, { type, length: sizeOf(shape), references: 1, elsewhere });
    return dataId;
  }

  /** From now on a tensor's numbers are elsewhere; what its buffer holds is forgotten. */
  hold(dataId: DataId, elsewhere: Elsewhere): void {
    const data = this.#data.get(dataId);
    if (data.buffer !== undefined) this.buffers.letGo(data.buffer);
    data.buffer = undefined;
    data.elsewhere = elsewhere;
  }

  /** Brings numbers that are elsewhere into a buffer. @throws DomainError on a device that cannot be waited for */
  fetch(dataId: DataId): void {
    const data = this.#data.get(dataId);
    if (data.elsewhere === undefined) return;
    if (data.elsewhere.readSync === undefined) {
      throw new DomainError(
        "tensors: a tensor's numbers lie in a plan on a device that cannot be read at once; await tensor.data() first, or fetch() of the plan for all of its variables.",
      );
    }
    this.#settle(dataId, data, data.elsewhere.readSync());
  }

  #settle(dataId: DataId, data: Data, values: Numbers): void {
    const type = data.type as NumberType;
    data.elsewhere = undefined;
    data.buffer = this.buffers.allocate(data.length, type);
    this.buffers.hold(data.buffer);
    this.put({ buffer: data.buffer, type, values, origin: "moved", dataId });
  }

  /** A tensor's values, unnoticed by a recorder. */
  valuesOf(dataId: DataId): Values {
    const data = this.#data.get(dataId);
    if (data.host !== undefined) return data.host;
    return asValues(this.device.read(this.bufferOf(dataId)), data.type);
  }

  /** A data id for a buffer that a kernel wrote; where it is held already, one more. */
  protected own(buffer: number, length: number, type: NumberType): DataId {
    const dataId = {};
    this.buffers.hold(buffer);
    this.#data.set(dataId, { type, length, references: 1, buffer });
    return dataId;
  }

  #put(
    dataId: DataId,
    values: Values,
    shape: number[],
    type: tf.DataType,
    references: number,
    origin: "host" | "moved",
  ): void {
    const length = sizeOf(shape);
    if (type === "string" || type === "complex64") {
      this.#data.set(dataId, { type, length, references, host: values });
      return;
    }
    const buffer = this.buffers.allocate(length, type);
    this.buffers.hold(buffer);
    this.#data.set(dataId, { type, length, references, buffer });
    this.put({ buffer, type, values: asNumbers(values, type), origin, dataId });
  }

  protected put(writing: Writing): void {
    this.device.write(writing.buffer, writing.values);
    const recorder = this.recording;
    if (recorder === undefined) return;
    recorder.written(recorder.wantsLines ? { ...writing, line: userLine() } : writing);
  }

  #tellRead(dataId: DataId): void {
    this.recording?.read(this.bufferOf(dataId), userLine());
  }
}
