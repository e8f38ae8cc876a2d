"""The work that every peer does, how it is timed and how it reports.

Noisy SGD over N particles z in R^{2x2} with the matrix unit sigmoid(z x), the swap of
coordinates as symmetry, a weakly invariant teacher, in float64. One step: a fresh batch
of B points, the drift g_i of every particle and
    z_i <- z_i - (alpha / N) g_i + sqrt(2 beta alpha / N) xi_i.
Arrays hold z as [column k, row j, particle i]. The group acts by z -> S z S, which
reverses k and j, and reverses the coordinates of x and y.

A peer is a function start(N, scheme, seed) -> (advance, risk): advance(K) runs K steps
and waits for them, risk() is the present risk on fresh points.
"""

import argparse
import json
import os
import statistics
import time

from freed_memory import keep_freed_memory

SCHEMES = (
    "vanilla",
    "augmentation-sampled",
    "augmentation-orbit",
    "feature-averaging",
    "equivariant",
)
BATCH = 20
ALPHA = 50.0
TAU = 1e-4
BETA = 1e-6
INPUT_DEVIATION = 4.0
START_DEVIATION = 0.25
RISK_POINTS = 2000

_FREE = [
    (-1, 0, 0, 0.5),
    (0.5, 1, 0, 1),
    (-0.5, 0.3, 1, 0),
    (0, -1, -0.5, 1),
    (0.7, -0.7, 0.5, 0.7),
]
# (z11, z12, z21, z22) with the images under z -> S z S, times one half.
TEACHER = [[0.5 * v for v in z] for z in _FREE + [z[::-1] for z in _FREE]]


def teacher_columns():
    """The teacher's particles as nested lists [k][j][particle]."""
    return [[[z[2 * j + k] for z in TEACHER] for j in range(2)] for k in range(2)]


def parse(peer):
    """Command line; pins the process to as many CPUs as threads, before the library starts."""
    parser = argparse.ArgumentParser(description=f"mean-field SGD steps in {peer}")
    parser.add_argument("--particles", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--schemes", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    parser.add_argument("--horizon", type=float, default=1.0, help="T: N*T steps are run and timed")
    parser.add_argument("--segments", type=int, default=8, help="the run is timed in so many parts")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processor", type=int, default=0, help="the first CPU that is used")
    arguments = parser.parse_args()
    cpus = sorted(os.sched_getaffinity(0))
    cpus = cpus[arguments.processor : arguments.processor + arguments.threads]
    if len(cpus) < arguments.threads:
        parser.error(f"{arguments.threads} threads asked for, {len(cpus)} CPUs are there")
    os.sched_setaffinity(0, cpus)
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(arguments.threads)
    keep_freed_memory()
    return arguments


def report(peer, version, start, arguments):
    """Runs and times each scheme; one JSON line each.

    On one thread the clock is the processor time of the process, on more the wall's.
    A warm-up of one part, compilation included, is not counted.
    """
    n = arguments.particles
    steps = max(1, round(n * arguments.horizon / arguments.segments))
    for scheme in arguments.schemes:
        warm_up, _ = start(n, scheme, arguments.seed + 1)
        warm_up(steps)
        advance, risk = start(n, scheme, arguments.seed)
        first = risk()
        cpu, wall = [], []
        for _ in range(arguments.segments):
            began = time.process_time(), time.perf_counter()
            advance(steps)
            cpu.append((time.process_time() - began[0]) / steps * 1e6)
            wall.append((time.perf_counter() - began[1]) / steps * 1e6)
        line = {
            "peer": peer,
            "version": version,
            "N": n,
            "scheme": scheme,
            "threads": arguments.threads,
            "steps": steps * arguments.segments,
            "microsecondsPerStep": statistics.median(cpu if arguments.threads == 1 else wall),
            "wallSeconds": sum(wall) * steps / 1e6,
            "startRisk": first,
            "finalRisk": risk(),
        }
        print(json.dumps(line), flush=True)
