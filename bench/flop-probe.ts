/**
 * How many Float64 operations a second WebAssembly SIMD reaches on this machine at best:
 * twelve independent chains x ← x·a + b of two lanes each, in registers, nothing else.
 * The module is put together here, opcode by opcode, so that no compiler stands between.
 */

const CHAINS = 12;
const LANES = 2;
const OPERATIONS = 2;

const [TYPE, FUNCTION, EXPORT, CODE] = [1, 3, 7, 10];
const [I32, F64, V128] = [0x7f, 0x7c, 0x7b];
const F64X2_SPLAT = [0xfd, 0x14];
const F64X2_ADD = [0xfd, 0xf0, 0x01];
const F64X2_MULTIPLY = [0xfd, 0xf2, 0x01];
const F64X2_FIRST_LANE = [0xfd, 0x21, 0x00];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const f64 = (value: number): number[] => [
  0x44,
  ...new Uint8Array(new Float64Array([value]).buffer),
];

/** Unsigned LEB128. */
function natural(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...natural(value >> 7)];
}
const sized = (bytes: readonly number[]): number[] => [...natural(bytes.length), ...bytes];
const section = (id: number, content: readonly number[]): number[] => [id, ...sized(content)];

/** probe(rounds): runs every chain `rounds` times and returns the sum of the chains. */
function probeModule(): Uint8Array {
  const chain = (k: number): number => 1 + k;
  const factor = 1 + CHAINS;
  const offset = factor + 1;
  const chains = Array.from({ length: CHAINS }, (_, k) => chain(k));
  const begin = [
    ...[...f64(0.999999), ...F64X2_SPLAT, ...set(factor)],
    ...[...f64(1e-6), ...F64X2_SPLAT, ...set(offset)],
    ...chains.flatMap((local) => [...f64(local), ...F64X2_SPLAT, ...set(local)]),
  ];
  const round = chains.flatMap((local) => [
    ...[...get(local), ...get(factor), ...F64X2_MULTIPLY],
    ...[...get(offset), ...F64X2_ADD, ...set(local)],
  ]);
  // loop: the round; rounds ← rounds − 1; again while it is not 0.
  const loop = [0x03, 0x40, ...round, ...get(0), 0x41, 1, 0x6b, ...tee(0), 0x0d, 0, 0x0b];
  const sum = chains.flatMap((local, k) => [...get(local), ...(k > 0 ? F64X2_ADD : [])]);
  const locals = [1, CHAINS + 2, V128];
  const body = [...locals, ...begin, ...loop, ...sum, ...F64X2_FIRST_LANE, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(TYPE, [1, 0x60, 1, I32, 1, F64]),
    ...section(FUNCTION, [1, 0]),
    ...section(EXPORT, [1, ...sized([...Buffer.from("probe")]), 0, 0]),
    ...section(CODE, [1, ...sized(body)]),
  ]);
}

interface ProbeHost {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: { probe(rounds: number): number } };
}

/** Float64 operations a second of one thread, by its processor time: the best of `attempts`. */
export function peakOperationsPerSecond(attempts = 10): number {
  const host = (globalThis as unknown as { WebAssembly: ProbeHost }).WebAssembly;
  const { probe } = new host.Instance(new host.Module(probeModule())).exports;
  const rounds = 4_000_000;
  probe(rounds);
  let best = 0;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = process.cpuUsage();
    const sum = probe(rounds);
    const used = process.cpuUsage(before);
    if (!(sum > 0)) throw new Error(`flop probe: the chains sum to ${sum}; expected more than 0.`);
    const seconds = (used.user + used.system) / 1e6;
    best = Math.max(best, (rounds * CHAINS * LANES * OPERATIONS) / seconds);
  }
  return best;
}
