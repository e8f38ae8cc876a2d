/**
 * A backend of TensorFlow.js over a device of ours. TensorFlow.js counts the tensors that share
 * one data id; here data ids that share one buffer are counted too (a boolean read as an integer).
 * Strings and complex numbers stay with the host, for the kernels of the cpu backend.
 */
import * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import { isFloat, type NumberType, type Place } from "../plan/index.js";
import type { EagerDevice } from "./device.js";
import { KernelCall } from "./kernel-call.js";
import { type Inputs, type Lowering, sizeOf } from "./lowering/lowering.js";
import type { DataId, Elsewhere, Numbers, Recorder, Writing } from "./recorder.js";
import { userLine } from "./user-line.js";

type Values = tf.backend_util.BackendValues;

interface Data {
  readonly type: tf.DataType;
  readonly length: number;
  references: number;
  /** Undefined where the numbers are elsewhere, or values with the host. */
  buffer?: number;
  elsewhere?: Elsewhere;
  host?: Values;
}

export interface BackendMemory {
  readonly unreliable: boolean;
  /** Bytes that tensors take on the device, and bytes that it holds from the system. */
  readonly deviceBytes: number;
  readonly deviceBytesHeld: number;
}

let nextBuffer = 1;

export class IntertwineBackend extends tf.KernelBackend {
  readonly device: EagerDevice;
  readonly #data: tf.DataStorage<Data>;
  /** How many data ids share a buffer. */
  readonly #holders = new Map<number, number>();
  #recorder: Recorder | undefined;

  constructor(device: EagerDevice) {
    super();
    this.device = device;
    this.#data = new tf.DataStorage<Data>(this, tf.engine() as unknown as tf.DataMover);
  }

  /** Begins to record. @returns what ends it @throws DomainError while another recorder is there */
  record(recorder: Recorder): () => void {
    if (this.#recorder !== undefined) {
      throw new DomainError(
        "tensors: a recording was asked for within a recording; a plan cannot call another plan.",
      );
    }
    this.#recorder = recorder;
    return () => {
      if (this.#recorder === recorder) this.#recorder = undefined;
    };
  }

  get recorder(): Recorder | undefined {
    return this.#recorder;
  }

  // What TensorFlow.js asks of storage.

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
    if (this.#recorder !== undefined) this.#tellRead(dataId);
    if (data.elsewhere !== undefined) this.fetch(dataId);
    return asValues(this.device.read(data.buffer!), data.type);
  }

  override async read(dataId: DataId): Promise<Values> {
    const data = this.#data.get(dataId);
    if (data.elsewhere === undefined || data.elsewhere.readSync !== undefined) {
      return this.readSync(dataId);
    }
    if (this.#recorder !== undefined) this.#recorder.read(-1, userLine());
    return asValues(await data.elsewhere.read(), data.type);
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
    if (data.buffer !== undefined) this.#letGo(data.buffer);
    this.#data.delete(dataId);
    return true;
  }

  override numDataIds(): number {
    return this.#data.numDataIds();
  }

  override memory(): BackendMemory {
    const { used, held } = this.device.bytes;
    return { unreliable: false, deviceBytes: used, deviceBytesHeld: held };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return true;
  }

  override async time(run: () => void): Promise<tf.BackendTimingInfo> {
    const start = performance.now();
    run();
    return { kernelMs: performance.now() - start };
  }

  override dispose(): void {
    this.#holders.clear();
    this.device.dispose();
  }

  // What recordings and plans ask.

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

  /** A copy of a buffer's numbers, unnoticed by a recorder. */
  peek(buffer: number): Numbers {
    return this.device.read(buffer);
  }

  /** Whether a tensor's numbers are still elsewhere. */
  isHeld(dataId: DataId): boolean {
    return this.#data.has(dataId) && this.#data.get(dataId).elsewhere !== undefined;
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
    if (data.buffer !== undefined) this.#letGo(data.buffer);
    data.buffer = undefined;
    data.elsewhere = elsewhere;
  }

  /** Brings numbers that are elsewhere into a buffer. @throws DomainError on a device that cannot be waited for */
  fetch(dataId: DataId): void {
    const data = this.#data.get(dataId);
    if (data.elsewhere === undefined) return;
    if (data.elsewhere.readSync === undefined) {
      throw new DomainError(
        "tensors: a tensor's numbers lie in a plan on a device that cannot be read at once; await tensor.data() first.",
      );
    }
    const values = data.elsewhere.readSync();
    data.elsewhere = undefined;
    data.buffer = this.#allocate(data.length, data.type as NumberType);
    this.#holders.set(data.buffer, 1);
    this.#write({
      buffer: data.buffer,
      type: data.type as NumberType,
      values,
      origin: "moved",
      dataId,
    });
  }

  // What kernels ask.

  /** Runs a kernel that is carried. */
  run(
    kernel: string,
    lowering: Lowering,
    inputs: Readonly<Record<string, tf.TensorInfo | null | undefined>>,
    attributes: Readonly<Record<string, unknown>>,
  ): tf.TensorInfo | tf.TensorInfo[] {
    const places: Record<string, Place> = {};
    const owners = new Map<number, tf.TensorInfo>();
    for (const name in inputs) {
      const input = inputs[name];
      if (input === undefined || input === null) continue;
      const buffer = this.bufferOf(input.dataId);
      places[name] = { buffer, shape: input.shape, type: input.dtype as NumberType };
      owners.set(buffer, input);
    }
    const call = new KernelCall(this, kernel);
    let done: readonly Place[] = [];
    try {
      const result = lowering(places as Inputs, attributes, call);
      done = "buffer" in result ? [result] : result;
      const outputs = done.map((place) => this.#infoOf(place, owners));
      return "buffer" in result ? outputs[0] : outputs;
    } finally {
      const kept = new Set(done.map(({ buffer }) => buffer));
      for (const buffer of call.buffers) if (!kept.has(buffer)) this.#release(buffer);
    }
  }

  /** A tensor's values, unnoticed by a recorder. */
  valuesOf(dataId: DataId): Values {
    const data = this.#data.get(dataId);
    if (data.host !== undefined) return data.host;
    return asValues(this.device.read(this.bufferOf(dataId)), data.type);
  }

  /** Whether a tensor's values stay with the host: strings, complex numbers. */
  isOfHost(dataId: DataId): boolean {
    return this.#data.get(dataId).host !== undefined;
  }

  /** For KernelCall: a buffer that nobody holds yet. */
  fresh(length: number, type: NumberType): number {
    return this.#allocate(length, type);
  }

  /** For KernelCall: numbers that follow from attributes. */
  writeConstant(buffer: number, type: NumberType, values: Numbers): void {
    this.#write({ buffer, type, values, origin: "kernel" });
  }

  #infoOf(place: Place, owners: ReadonlyMap<number, tf.TensorInfo>): tf.TensorInfo {
    const shape = [...place.shape];
    const owner = owners.get(place.buffer);
    if (owner !== undefined && owner.dtype === place.type) {
      this.incRef(owner.dataId);
      return { dataId: owner.dataId, shape, dtype: place.type };
    }
    const dataId = {};
    const { buffer, type } = place;
    this.#holders.set(buffer, (this.#holders.get(buffer) ?? 0) + 1);
    this.#data.set(dataId, { type, length: sizeOf(shape), references: 1, buffer });
    return { dataId, shape, dtype: type };
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
    const buffer = this.#allocate(length, type);
    this.#holders.set(buffer, 1);
    this.#data.set(dataId, { type, length, references, buffer });
    this.#write({ buffer, type, values: asNumbers(values, type), origin, dataId });
  }

  #write(writing: Writing): void {
    this.device.write(writing.buffer, writing.values);
    const recorder = this.#recorder;
    if (recorder === undefined) return;
    recorder.written(recorder.wantsLines ? { ...writing, line: userLine() } : writing);
  }

  #tellRead(dataId: DataId): void {
    this.#recorder?.read(this.bufferOf(dataId), userLine());
  }

  #allocate(length: number, type: NumberType): number {
    const buffer = nextBuffer++;
    this.device.allocate(buffer, length, type);
    return buffer;
  }

  #letGo(buffer: number): void {
    const holders = this.#holders.get(buffer)! - 1;
    if (holders > 0) {
      this.#holders.set(buffer, holders);
      return;
    }
    this.#holders.delete(buffer);
    this.#release(buffer);
  }

  #release(buffer: number): void {
    this.device.release(buffer);
    this.#recorder?.released(buffer);
  }
}

function asNumbers(values: Values, type: NumberType): Numbers {
  const numbers = values as unknown as ArrayLike<number>;
  if (isFloat(type)) {
    return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  }
  return numbers instanceof Int32Array ? numbers : Int32Array.from(numbers);
}

const asValues = (numbers: Numbers, type: tf.DataType): Values =>
  type === "bool" ? Uint8Array.from(numbers) : numbers;
