/**
 * What may happen to a GPU after it was opened. WebGPU tells it beside the calls, and the calls go
 * on as if nothing had been: what comes out of a lost device or of a buffer that could not be had
 * are zeros. Whoever works on a device therefore calls `check` before work and after a read.
 */
import { DomainError, EnvironmentError, type IntertwineError } from "../../../errors.js";
import type { GpuDevice } from "../gpu-types.js";

export interface GpuWatch {
  /** @throws EnvironmentError when the GPU was lost, DomainError when its memory was full, as long as it is so */
  check(): void;
  /** Whether it can be used no more. */
  readonly lost: boolean;
  /** @throws DomainError for more bytes than one buffer of this device holds */
  checkSize(bytes: number): void;
  /** Ends the device, as one asked for, not as a loss. */
  end(): void;
}

export function watchGpu(device: GpuDevice, name: string): GpuWatch {
  let fault: IntertwineError | undefined;
  let lost = false;
  let ended = false;
  device.lost.then(({ reason, message }) => {
    lost = true;
    if (ended) {
      fault = new EnvironmentError(
        `webgpu: ${name} was closed; open it anew with useDevice("webgpu").`,
      );
      return;
    }
    fault = new EnvironmentError(
      `webgpu: ${name} was lost in the middle of its work (${reason}: ${firstLine(message)}); ` +
        'what lay on it is gone. Open it anew with useDevice("webgpu") and go on from the last checkpoint.',
    );
  });
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault?.();
    fault ??= ofKind(event.error, name);
  });
  return {
    check() {
      if (fault !== undefined) throw fault;
    },
    get lost() {
      return lost;
    },
    checkSize(bytes) {
      const most = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
      if (bytes > most) {
        throw new DomainError(
          `webgpu: got a tensor of ${inMebibytes(bytes)}; ${name} takes ${inMebibytes(most)} in one. Take smaller batches, or another device.`,
        );
      }
    },
    end() {
      ended = true;
      device.destroy();
    },
  };
}

function ofKind(error: { readonly message: string }, name: string): IntertwineError {
  const message = firstLine(error.message);
  return error.constructor.name === "GPUOutOfMemoryError"
    ? new DomainError(
        `webgpu: the memory of ${name} is full (${message}). Take smaller batches, or dispose of tensors (tf.tidy), and open the device anew with useDevice("webgpu").`,
      )
    : new EnvironmentError(
        `webgpu: ${name} refused a command, so that its numbers cannot be trusted: ${message}`,
      );
}

const firstLine = (text: string): string => text.trim().split("\n")[0];

const inMebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
