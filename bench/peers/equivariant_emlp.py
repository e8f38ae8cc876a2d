"""Bases of equivariant maps by EMLP, one case a process, reported as a JSON line.

Timed is what `repin >> repout` and its equivariant_basis() take, until the arrays are
there: once in the fresh process, with JAX's compilation, and then again with EMLP's caches
of solutions and permutations cleared, compiled code kept. Imports, the group and the two
representations are not counted.

JAX_ENABLE_X64=True in the environment makes all of it float64.
"""

import argparse
import json
import statistics
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--case", required=True)
parser.add_argument("--name", default="emlp")
parser.add_argument("--repeats", type=int, default=3)
parser.add_argument("--budget", type=float, default=10)
arguments = parser.parse_args()
case = json.loads(arguments.case)

import jax  # noqa: E402
import numpy as np  # noqa: E402
import emlp  # noqa: E402
from emlp.groups import O, S, SO, Lorentz  # noqa: E402
from emlp.reps import T  # noqa: E402
from emlp.reps import product_sum_reps  # noqa: E402
from emlp.reps.representation import Rep  # noqa: E402

GROUPS = {
    "SO(3)": lambda: SO(3),
    "O(3)": lambda: O(3),
    "O(5)": lambda: O(5),
    "O(1,3)": Lorentz,
    "S(5)": lambda: S(5),
    "S(6)": lambda: S(6),
}


def tensors(entries):
    terms = [count * T(p, q) if count > 1 else T(p, q) for p, q, count in entries]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total(group)


def wait():
    for solution in Rep.solcache.values():
        jax.block_until_ready(solution)


def solve():
    space = repin >> repout
    basis = space.equivariant_basis()
    if hasattr(basis, "block_until_ready"):
        basis.block_until_ready()
    wait()
    return basis


def clear():
    Rep.solcache.clear()
    product_sum_reps.rep_permutation.cache_clear()


def timed():
    clear()
    start = time.perf_counter()
    solve()
    return time.perf_counter() - start


def dense(operator):
    matrix = operator.to_dense() if hasattr(operator, "to_dense") else operator
    return np.asarray(matrix, dtype=np.float64)


def residual(basis):
    dimension = basis.shape[-1]
    if dimension == 0:
        return 0.0
    coefficients = np.random.default_rng(0).standard_normal(dimension)
    W = np.asarray(basis @ coefficients.astype(np.asarray(jax.numpy.zeros(1)).dtype), dtype=np.float64)
    W = W.reshape(repout.size(), repin.size())
    size = np.linalg.norm(W)
    largest = 0.0
    for xi in group.lie_algebra:
        off = dense(repout.drho(xi)) @ W - W @ dense(repin.drho(xi))
        largest = max(largest, np.linalg.norm(off) / np.linalg.norm(dense(xi)) / size)
    for h in group.discrete_generators:
        off = dense(repout.rho(h)) @ W - W @ dense(repin.rho(h))
        largest = max(largest, np.linalg.norm(off) / size)
    return float(largest)


group = GROUPS[case["group"]]()
repin, repout = tensors(case["from"]), tensors(case["to"])
clear()
start = time.perf_counter()
found = solve()
first = time.perf_counter() - start


def report(warm):
    line = {
        "program": arguments.name,
        "version": emlp.__version__,
        "name": case["name"],
        "firstSeconds": first,
        "warmSeconds": statistics.median(warm) if warm else None,
        "dimension": int(found.shape[-1]),
        "residual": residual(found),
    }
    print(json.dumps(line))
    sys.stdout.flush()


warm = []
if first > arguments.budget:
    report(warm)
while len(warm) < arguments.repeats and sum(warm) < arguments.budget:
    warm.append(timed())
report(warm)
