"""Peer: Blahut-Arimoto sweeps for the intertwining bottleneck in NumPy, float64, one thread.

The textbook's form: letters a are all pairs (x, y), as many symbols as letters,
kappa(t|a) ~ p_t exp(beta [log rho_t - rho_t / r_a]), p_t = sum_a p(a) kappa(t|a),
rho_t = p_t / sum_a q(a) kappa(t|a). In place; a row's largest exponent is taken out, and the
free energy, which decides when to rest, comes with it at no cost.

Reads a JSON file {p, q, betas, optimum}; prints one JSON line.
"""

import argparse
import json
import os
import platform
import time

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402  after the threads are set

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("problem")
parser.add_argument("--start", choices=["identity", "random", "annealed"], default="identity")
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--sweeps", type=int, default=2000)
parser.add_argument("--until", type=float, help="excess over the optimum at which to end")
parser.add_argument("--tolerance", type=float, default=1e-13)
arguments = parser.parse_args()

with open(arguments.problem, encoding="utf-8") as file:
    problem = json.load(file)
p, q = np.array(problem["p"]), np.array(problem["q"])
betas = problem["betas"]
optimum = problem["optimum"]
letters = len(p)
r = p / q
both = np.stack([p, q])


def solve(beta, kappa, target):
    """Sweeps from kappa; its free energies never rise. Returns kappa, sweeps, whether the target was met."""
    scaled = -beta / r[:, None]
    constant = beta * (1 - np.log(r))[:, None]
    before = milestone = np.inf
    for sweep in range(1, arguments.sweeps + 1):
        weight, reference = both @ kappa
        if weight.min() < 1e-300:
            # What no letter uses any more has no logarithm.
            used = weight >= 1e-300
            kappa = np.ascontiguousarray(kappa[:, used])
            weight, reference = weight[used], reference[used]
        rho = weight / reference
        np.multiply(scaled, rho, out=kappa)
        kappa += np.log(weight) + beta * np.log(rho)
        kappa += constant
        most = kappa.max(axis=1, keepdims=True)
        kappa -= most
        np.exp(kappa, out=kappa)
        total = kappa.sum(axis=1, keepdims=True)
        kappa /= total
        free = -float(p @ (most + np.log(total))[:, 0])
        if target is None:
            if before - free < arguments.tolerance * abs(free):
                break
        elif free <= target:
            return kappa, sweep, True
        elif sweep % 1000 == 0:
            # No longer under way to anywhere.
            if milestone - free <= 1e-13:
                break
            milestone = free
        before = free
    return kappa, sweep, False


def start(random):
    if arguments.start == "random":
        kappa = 1 - random.random((letters, letters))
        return kappa / kappa.sum(axis=1, keepdims=True)
    return 0.95 * np.eye(letters) + 0.05 / letters


def curve(chosen):
    """Codes and what they cost; annealing goes down from the largest beta."""
    random = np.random.default_rng(arguments.seed)
    found = [None] * len(betas)
    annealed = start(random)
    for i in sorted(chosen, reverse=arguments.start == "annealed"):
        begin = time.process_time()
        kappa = annealed.copy() if arguments.start == "annealed" else start(random)
        target = None if arguments.until is None else optimum[i] + arguments.until
        kappa, sweeps, met = solve(betas[i], kappa, target)
        annealed = kappa
        found[i] = (kappa, sweeps, met, time.process_time() - begin)
    return found


with np.errstate(under="ignore"):
    curve([len(betas) // 2])
    wall, processor = time.perf_counter(), time.process_time()
    found = curve(range(len(betas)))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor

codes = []
for kappa, sweeps, met, seconds in found:
    weight, reference = both @ kappa
    used = weight > 0
    codes.append(
        {
            "weights": weight[used].tolist(),
            "ratios": (weight[used] / reference[used]).tolist(),
            "sweeps": sweeps,
            "met": met,
            "seconds": seconds,
        }
    )
version = f"Python {platform.python_version()}, NumPy {np.__version__}"
print(json.dumps({"version": version, "processor": processor, "wall": wall, "codes": codes}))
