"""Promotes symmetry in the instances of bench/promote/instances.ts with CVXPY.

    python bench/peers/promote_cvxpy.py instances.json

Minimises the nuclear norm of L(w) subject to Theta w = y, with SCS at its default
tolerances and at most 2500 iterations, as the paper's reference code has it. A JSON line
for each instance: processor seconds from the variable to the solution (one thread), and the
coefficients.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import json
import sys
import time

import cvxpy as cp
import numpy as np
import scipy.sparse as sp


def solve(instance):
    q, rows, parameters = instance["q"], instance["rows"], instance["parameters"]
    operator = np.array(instance["operator"]).reshape(q * rows, parameters)
    if np.count_nonzero(operator) < 0.2 * operator.size:
        operator = sp.csr_matrix(operator)
    theta = np.array(instance["design"]).reshape(-1, parameters)
    values = np.array(instance["values"])
    begin = time.process_time()
    w = cp.Variable(parameters)
    columns = cp.reshape(operator @ w, (rows, q), order="F")
    problem = cp.Problem(cp.Minimize(cp.normNuc(columns)), [theta @ w == values])
    problem.solve(solver=cp.SCS, max_iters=2500)
    seconds = time.process_time() - begin
    return {
        "name": instance["name"],
        "version": f"cvxpy {cp.__version__}",
        "seconds": seconds,
        "iterations": problem.solver_stats.num_iters,
        "status": problem.status,
        "w": None if w.value is None else w.value.tolist(),
    }


def main():
    with open(sys.argv[1]) as file:
        instances = json.load(file)
    solve(instances[0])  # imports of the first call
    for instance in instances:
        print(json.dumps(solve(instance)), flush=True)


main()
