"""Peer: NumPy's dense linear algebra, float64, one thread.

The same operations as bench/linear-algebra/intertwine.ts. A null space is what users of
NumPy write, and what scipy.linalg.null_space does: the full decomposition, and the right
vectors behind the rank.
"""

import argparse
import json
import os
import statistics
import time

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402  after the threads are set

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--size", type=int, default=200)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--repetitions", type=int, default=3)
arguments = parser.parse_args()
n = arguments.size
random = np.random.default_rng(arguments.seed)

rank = round(0.9 * n)
g = random.standard_normal((n, n))
deficient = random.standard_normal((n, rank)) @ random.standard_normal((rank, n))
symmetric = g + g.T
positive = g @ g.T + n * np.eye(n)
blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
version = f"NumPy {np.__version__}, {blas['name']} {blas['version']}"


def null_space(a):
    _, values, vt = np.linalg.svd(a)
    return vt[int(np.sum(values > 1e-10 * values[0])):].T


def relative(found, expected):
    return float(np.linalg.norm(found - expected) / np.linalg.norm(expected))


def null_error(basis):
    if basis.shape[1] != n - rank:
        return float("inf")
    return float(np.linalg.norm(deficient @ basis) / np.linalg.norm(deficient))


OPERATIONS = {
    "SVD, U and V": (
        lambda: np.linalg.svd(g),
        lambda r: relative((r[0] * r[1]) @ r[2], g),
    ),
    "singular values": (
        lambda: np.linalg.svd(g, compute_uv=False),
        lambda s: abs(float(np.linalg.norm(s) / np.linalg.norm(g)) - 1),
    ),
    "null space": (lambda: null_space(deficient), null_error),
    "symmetric eigen": (
        lambda: np.linalg.eigh(symmetric),
        lambda r: relative((r[1] * r[0]) @ r[1].T, symmetric),
    ),
    "thin QR": (lambda: np.linalg.qr(g), lambda r: relative(r[0] @ r[1], g)),
    "Cholesky": (lambda: np.linalg.cholesky(positive), lambda l: relative(l @ l.T, positive)),
}

for operation, (compute, error) in OPERATIONS.items():
    result = compute()
    times = []
    for _ in range(arguments.repetitions):
        before = time.process_time()
        result = compute()
        times.append(1000 * (time.process_time() - before))
    line = {
        "peer": "numpy",
        "version": version,
        "n": n,
        "operation": operation,
        "milliseconds": statistics.median(times),
        "error": error(result),
    }
    print(json.dumps(line), flush=True)
