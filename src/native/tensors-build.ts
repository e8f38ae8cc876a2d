/**
 * tensors.c over one block of memory, which always is WebAssembly's: it grows in place, and the
 * machine's own library, which gives the same bits, reads and writes it too.
 */
import { DomainError } from "../errors.js";
import { instantiateNative, type NativeExports } from "./load.js";
import { NativeChoice, type NativeUse, type Verified, verified } from "./native-choice.js";
import { libraryFile, openFunctions, type Prototypes } from "./native-library.js";
import { tensorsAgree } from "./tensors-self-check.js";
import { TensorsTeamInstance } from "./tensors-team.js";

/** Where memory begins: an address in it, or all of it. */
export type TensorsPlace = number | Float32Array;

/** Who does the work of a replay. */
export interface TensorsTeam {
  /** Threads, with the one that asks. */
  readonly workers: number;
  /** How many numbers each has of its own, one after the other, of what an instruction works on last. */
  readonly stride: number;
  /** The least work of a part that is divided off, in about nanoseconds. */
  readonly grain: number;
}

export interface TensorsFunctions {
  /** The instructions from word `at` to word `end`, `times` times. */
  replay(
    base: TensorsPlace,
    ...[at, end, times, workers, stride, grain]: [number, number, number, number, number, number]
  ): void;
}

/** Memory of numbers of four bytes, and what works on it. Addresses are counted in numbers. */
export interface TensorsMemory {
  readonly native: boolean;
  /** The first address that is free at the beginning, a multiple of 32. */
  readonly first: number;
  /** How many numbers there are. */
  readonly length: number;
  /** Views of all of it, until it grows. */
  readonly floats: Float32Array;
  readonly wholes: Int32Array;
  /** To `length` numbers at least. @throws DomainError where there is no more */
  grow(length: number): void;
  /** By the thread that asks alone where there is no team, or where it cannot be had. */
  replay(at: number, end: number, times: number, team?: TensorsTeam): void;
  /** Threads of its own that have begun and not ended. */
  readonly attending: number;
  /** Threads that it has of its own end; it is not used any more. */
  dismiss(): void;
}

const ALONE: TensorsTeam = { workers: 1, stride: 0, grain: 1 };
const PAGE = 65536;
/** 4 GiB less a page, in numbers. */
const MOST = 2 ** 30 - PAGE / 4;

class Memory implements TensorsMemory {
  readonly native: boolean;
  readonly first: number;
  floats: Float32Array;
  wholes: Int32Array;
  readonly #exports: NativeExports & Pick<TensorsFunctions, "replay">;
  readonly #functions: TensorsFunctions | undefined;
  readonly #team: TensorsTeamInstance | undefined;

  constructor(library: TensorsFunctions | undefined, workers: number) {
    this.#team = library || workers === 1 ? undefined : new TensorsTeamInstance(workers);
    this.#exports =
      this.#team?.exports ?? instantiateNative<NativeExports & TensorsFunctions>("tensors").exports;
    this.#functions = library;
    this.native = library !== undefined;
    const end = this.#team?.end ?? this.#exports.__heap_base.value;
    this.first = Math.ceil(end / 128) * 32;
    this.floats = new Float32Array(this.#exports.memory.buffer);
    this.wholes = new Int32Array(this.#exports.memory.buffer);
  }

  get length(): number {
    return this.floats.length;
  }

  grow(length: number): void {
    const absent = length - this.length;
    if (absent <= 0) return;
    const refuse = (): DomainError =>
      new DomainError(
        `tensors: ${((4 * length) / 2 ** 30).toFixed(2)} GiB are wanted in one memory, which WebAssembly does not give (4 GiB at most); take smaller batches, or dispose of tensors (tf.tidy).`,
      );
    if (length > MOST) throw refuse();
    // Somewhat more at a time, where there is more: each growth makes new views.
    const wish = Math.min(MOST, Math.max(length, Math.ceil(1.25 * this.length))) - this.length;
    const grown = [wish, absent].some((numbers) => this.#grow(Math.ceil((4 * numbers) / PAGE)));
    if (!grown) throw refuse();
    this.floats = new Float32Array(this.#exports.memory.buffer);
    this.wholes = new Int32Array(this.#exports.memory.buffer);
  }

  #grow(pages: number): boolean {
    try {
      this.#exports.memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }

  replay(at: number, end: number, times: number, team: TensorsTeam = ALONE): void {
    const { workers, stride, grain } = team;
    if (this.#functions) {
      this.#functions.replay(this.floats, at, end, times, workers, stride, grain);
    } else if (this.#team) {
      this.#team.exports.replay(0, at, end, times, workers, stride, grain);
      this.#team.beginWhereWanted();
    } else this.#exports.replay(0, at, end, times, 1, 0, grain);
  }

  get attending(): number {
    return this.#team?.size ?? 0;
  }

  dismiss(): void {
    this.#team?.dismiss();
  }
}

/**
 * A memory of its own.
 * @param library without it, WebAssembly works on it
 * @param workers of WebAssembly: threads that share it, to be dismissed
 */
export function tensorsMemory(library?: TensorsFunctions, workers = 1): TensorsMemory {
  return new Memory(library, workers);
}

const PROTOTYPES: Prototypes<TensorsFunctions> = {
  replay: ["void", ["void *", ...Array.from({ length: 6 }, () => "int")]],
};

/** A library that was verified and gives WebAssembly's bits. @throws EnvironmentError that says why not */
export function verifiedNativeTensors(
  library: URL = libraryFile(undefined, "tensors"),
): Verified<TensorsFunctions> {
  const open = (file: string): TensorsFunctions => openFunctions(file, PROTOTYPES).functions;
  return verified(library, "tensors", open, (functions) =>
    tensorsAgree(tensorsMemory(functions), tensorsMemory()),
  );
}

const choice = new NativeChoice("tensors", "tensors", () => verifiedNativeTensors());

/** Opens the library at the first call in this thread. @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
export function nativeTensors(): NativeUse {
  return choice.report();
}

/** The machine's own library, or undefined where WebAssembly is to be taken. @throws as `nativeTensors` */
export function nativeTensorsFunctions(): TensorsFunctions | undefined {
  return choice.build();
}
