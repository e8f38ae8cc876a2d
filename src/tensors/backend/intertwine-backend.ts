/** A backend of TensorFlow.js whose kernels are lists of operations, executed at once and recorded on request. */
import type * as tf from "@tensorflow/tfjs-core";
import { DomainError } from "../../errors.js";
import type { NumberType, Place } from "../plan/index.js";
import { KernelCall } from "./kernel-call.js";
import { type Inputs, type Lowering, sizeOf } from "./lowering/lowering.js";
import type { Numbers, Recorder } from "./recorder.js";
import { TensorStore } from "./tensor-store.js";

export interface BackendMemory {
  readonly unreliable: boolean;
  /** Bytes that tensors take on the device, and bytes that it holds from the system. */
  readonly deviceBytes: number;
  readonly deviceBytesHeld: number;
}

export class IntertwineBackend extends TensorStore {
  /** Begins to record. @returns what ends it @throws DomainError while another recorder is there */
  record(recorder: Recorder): () => void {
    if (this.recording !== undefined) {
      throw new DomainError(
        "tensors: a recording was asked for within a recording; a plan cannot call another plan.",
      );
    }
    this.recording = recorder;
    return () => {
      if (this.recording === recorder) this.recording = undefined;
    };
  }

  get recorder(): Recorder | undefined {
    return this.recording;
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

  /** Runs a kernel that is carried. */
  run(
    kernel: string,
    lowering: Lowering,
    inputs: Readonly<Record<string, tf.TensorInfo | null | undefined>>,
    attributes: Readonly<Record<string, unknown>>,
  ): tf.TensorInfo | tf.TensorInfo[] {
    if (kernel === "Identity" && inputs.x && this.isHeld(inputs.x.dataId)) {
      return this.#shared(inputs.x);
    }
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
      for (const buffer of call.buffers) {
        if (!done.some((place) => place.buffer === buffer)) this.buffers.release(buffer);
      }
    }
  }

  /** For KernelCall: a buffer that nobody holds yet. */
  fresh(length: number, type: NumberType): number {
    return this.buffers.allocate(length, type);
  }

  /** For KernelCall: numbers that follow from attributes. */
  writeConstant(buffer: number, type: NumberType, values: Numbers): void {
    this.put({ buffer, type, values, origin: "kernel" });
  }

  /** The same numbers once more; nothing is fetched. */
  #shared({ dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
    this.incRef(dataId);
    return { dataId, shape: [...shape], dtype };
  }

  #infoOf(place: Place, owners: ReadonlyMap<number, tf.TensorInfo>): tf.TensorInfo {
    const { buffer, type } = place;
    const shape = [...place.shape];
    const owner = owners.get(buffer);
    if (owner?.dtype === type) return this.#shared({ ...owner, shape });
    return { dataId: this.own(buffer, sizeOf(shape), type), shape, dtype: type };
  }
}
