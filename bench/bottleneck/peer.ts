/** Sweeps in NumPy, each contestant in a process of its own. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface PeerCode {
  weights: number[];
  ratios: number[];
  sweeps: number;
  /** Whether it came to the optimum that it was told, by its own sum. */
  met: boolean;
  /** Processor time. */
  seconds: number;
}

export interface PeerLine {
  version: string;
  /** Seconds of the whole curve. */
  processor: number;
  wall: number;
  codes: PeerCode[];
}

export interface Contestant {
  name: string;
  options: readonly string[];
  /** Most sweeps at one β. */
  cap: number;
}

export const UNTIL = 1e-8;
const LONG = 100_000;

function contestant(name: string, cap: number, ...options: string[]): Contestant {
  return { name, options: [...options, "--sweeps", String(cap)], cap };
}

/** By their own rule: F falls by less than 1e-13 |F|, or the cap. */
export const byOwnRule: readonly Contestant[] = [
  contestant("near the identity, 2,000 sweeps", 2000),
  contestant("near the identity, 20,000 sweeps", 20_000),
  contestant("annealed downwards, 20,000 sweeps", 20_000, "--start", "annealed"),
  contestant("random, 20,000 sweeps", 20_000, "--start", "random"),
];

/** Until F is ours plus 1e-8, which they are told, or F falls by no more than 1e-13 in 1000 sweeps, or the cap. */
export const toOurs: readonly Contestant[] = [
  contestant("told, near the identity", LONG, "--until", String(UNTIL)),
  contestant("told, annealed downwards", LONG, "--until", String(UNTIL), "--start", "annealed"),
  contestant("told, random", LONG, "--until", String(UNTIL), "--start", "random"),
];

export function runPeer(
  python: string,
  problem: string,
  { options }: Contestant,
  seed: number,
): PeerLine {
  const script = fileURLToPath(
    new URL("../../../bench/peers/textbook_bottleneck.py", import.meta.url),
  );
  const child = spawnSync(python, [script, problem, ...options, "--seed", String(seed)], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (child.status !== 0) throw new Error(`NumPy ended with ${child.status}:\n${child.stderr}`);
  return JSON.parse(child.stdout) as PeerLine;
}
