/** Memory with buffers, and what executes operations on them one by one. */
import type { NumberType, Operation } from "../plan/index.js";
import type { Numbers } from "./recorder.js";

export interface EagerDevice {
  readonly name: string;
  /** Room for so many numbers of four bytes under a number that was not used before; their values are unspecified. */
  allocate(buffer: number, length: number, type: NumberType): void;
  release(buffer: number): void;
  write(buffer: number, values: Numbers): void;
  /** A copy. */
  read(buffer: number): Numbers;
  run(operation: Operation): void;
  /** Bytes that buffers take, and bytes that are held from the system. */
  readonly bytes: { readonly used: number; readonly held: number };
  dispose(): void;
}
