/**
 * program.c, the same functions and the same bits whether they come from WebAssembly or from the
 * machine's own library, over one block of memory for each program.
 */
import { instantiateNative, type NativeExports } from "./load.js";
import { NativeChoice, type NativeUse, type Verified, verified } from "./native-choice.js";
import { libraryFile, openFunctions, type Prototypes } from "./native-library.js";
import { programsAgree } from "./program-self-check.js";

/** How a build is told where the block lies: an address in its memory, or the block itself. */
export type ProgramPlace = number | Float32Array;

export interface ProgramFunctions {
  /** Instructions at a place in the block, then run, training, active, samples, weight. */
  replay(base: ProgramPlace, at: number, count: number, ...now: number[]): void;
  adam(base: ProgramPlace, ...values: number[]): void;
  descend(base: ProgramPlace, ...values: number[]): void;
  cosine(x: number): number;
}

/** A compiled form of program.c. */
export interface ProgramBuild {
  functions: ProgramFunctions;
  /** Zeroed memory for one program, beginning a cache line. @throws RangeError when there is none */
  allocate(numbers: number): { place: ProgramPlace; memory: Float32Array };
}

/** Bytes that the widest vectors and cache lines are aligned to. */
const ALIGNMENT = 128;

/** The WebAssembly build, in an instance of its own: for one program. */
export function webAssemblyProgram(): ProgramBuild {
  const exports = instantiateNative<NativeExports & ProgramFunctions>("program").exports;
  return {
    functions: exports,
    allocate(numbers) {
      const place = Math.ceil(exports.__heap_base.value / ALIGNMENT) * ALIGNMENT;
      const absent = place + 4 * numbers - exports.memory.buffer.byteLength;
      if (absent > 0) exports.memory.grow(Math.ceil(absent / 65536));
      return { place, memory: new Float32Array(exports.memory.buffer, place, numbers) };
    },
  };
}

const block = "void *";
const times = (count: number, type: string): string[] => Array.from({ length: count }, () => type);
const PROTOTYPES: Prototypes<ProgramFunctions> = {
  replay: ["void", [block, "int", "int", "uint32_t", "int", "int", "int", "float"]],
  adam: ["void", [block, ...times(5, "int"), ...times(8, "double")]],
  descend: ["void", [block, ...times(4, "int"), ...times(3, "double")]],
  cosine: ["double", ["double"]],
};

function openNativeProgram(file: string): ProgramBuild {
  const { functions, addressOf } = openFunctions<ProgramFunctions>(file, PROTOTYPES);
  return {
    functions,
    allocate(numbers) {
      const memory = new Float32Array(numbers + ALIGNMENT / 4);
      const bytes =
        (BigInt(ALIGNMENT) - (addressOf(memory) % BigInt(ALIGNMENT))) % BigInt(ALIGNMENT);
      const aligned = memory.subarray(Number(bytes) / 4, Number(bytes) / 4 + numbers);
      return { place: aligned, memory: aligned };
    },
  };
}

/** A library that was verified and gives WebAssembly's bits. @throws EnvironmentError that says why not */
export function verifiedNativeProgram(
  library: URL = libraryFile(undefined, "program"),
): Verified<ProgramBuild> {
  const agrees = (build: ProgramBuild): boolean => programsAgree(build, webAssemblyProgram());
  return verified(library, "program", openNativeProgram, agrees);
}

const choice = new NativeChoice("trainProgram", "program", () => verifiedNativeProgram());

/** Opens the library at the first call in this thread. @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
export function nativeProgram(): NativeUse {
  return choice.report();
}

/** The build for one more program. @throws EnvironmentError when INTERTWINE_NATIVE asks for what cannot be */
export function programBuild(): ProgramBuild {
  return choice.build() ?? webAssemblyProgram();
}
