"""Peer: the official code of minimal frame averaging (divelab/MFA, branch main), imported
from --reference. Counts the time of a decorator around the identity, so that it is that of
the frame and its two products, and the equivariance error of one around a fixed network,
in float64. A JSON line for each case. Wants numpy, torch, numba and sympy."""

import argparse
import json
import signal
import sys
import time
import warnings

arguments = argparse.ArgumentParser()
arguments.add_argument("--reference", required=True, help="folder that holds minimal_frame/")
arguments.add_argument("--threads", type=int, default=1)
arguments.add_argument("--only", default="")
arguments.add_argument("--limit", type=int, default=60, help="seconds for one case")
arguments.add_argument("--budget", type=float, default=2, help="seconds of measured calls")
arguments = arguments.parse_args()
warnings.filterwarnings("ignore")
sys.path.insert(0, arguments.reference)

import numpy as np  # noqa: E402  after the path is set
import torch  # noqa: E402

torch.set_num_threads(arguments.threads)
# On one thread the processor's time, so that other work on the machine matters less.
clock = time.process_time if arguments.threads == 1 else time.perf_counter
torch.set_default_dtype(torch.float64)

from minimal_frame import graph_group_decorator as graphs  # noqa: E402
from minimal_frame import group_decorator as groups  # noqa: E402

random = np.random.default_rng(0)
normal = random.standard_normal


def orthogonal(d, special=False):
    q, r = np.linalg.qr(normal((d, d)))
    q = q * np.sign(np.diag(r))
    if special and np.linalg.det(q) < 0:
        q[:, 0] *= -1
    return q


def unitary(d, special=False):
    q, r = np.linalg.qr(normal((d, d)) + 1j * normal((d, d)))
    q = q * (np.diag(r) / np.abs(np.diag(r)))
    if special:
        q[:, 0] /= np.linalg.det(q)
    return q


def lorentz(special=False):
    while True:
        beta = random.uniform(-0.99, 0.99, 3)
        if beta @ beta < 0.99**2:
            break
    gamma = 1 / np.sqrt(1 - beta @ beta)
    boost = np.eye(4)
    boost[0, 0] = gamma
    boost[0, 1:] = boost[1:, 0] = -gamma * beta
    boost[1:, 1:] += (gamma - 1) * np.outer(beta, beta) / (beta @ beta)
    turn = np.eye(4)
    turn[1:, 1:] = orthogonal(3, special)
    return boost @ turn


def invertible(d, special=False):
    while True:
        a = normal((d, d))
        if abs(np.linalg.det(a)) > 1e-3:
            break
    if special:
        a[0] /= np.linalg.det(a)
    return a


def symmetric_binary(n):
    upper = np.triu(random.integers(0, 2, (n, n)), 1)
    return (upper + upper.T).astype(float)


def gram(n):
    a = normal((n, n))
    return a @ a.T


# Name, decorator, an input, an element as (order or None, matrix or None, shift or None).
def linear(n, d, element, shift=False, complex_numbers=False):
    def draw():
        return normal((n, d)) + (1j * normal((n, d)) if complex_numbers else 0)

    return draw, lambda: (None, element(), normal(d) if shift else None)


def products(n, d, element):
    return lambda: normal((n, d)), lambda: (random.permutation(n), element() if element else None, None)


def graph(draw, n):
    return draw, lambda: (random.permutation(n), "graph", None)


CASES = {
    "O(6)": (groups.od_equivariant_decorator, *linear(128, 6, lambda: orthogonal(6))),
    "SO(6)": (groups.sod_equivariant_decorator, *linear(128, 6, lambda: orthogonal(6, True))),
    "E(6)": (groups.ed_equivariant_decorator, *linear(128, 6, lambda: orthogonal(6), True)),
    "SE(6)": (groups.sed_equivariant_decorator, *linear(128, 6, lambda: orthogonal(6, True), True)),
    "U(6)": (groups.ud_equivariant_decorator, *linear(128, 6, lambda: unitary(6), False, True)),
    "SU(6)": (groups.sud_equivariant_decorator, *linear(128, 6, lambda: unitary(6, True), False, True)),
    "O(1,3)": (groups.o1d_equivariant_decorator, *linear(128, 4, lorentz)),
    "SO(1,3)": (groups.so1d_equivariant_decorator, *linear(128, 4, lambda: lorentz(True))),
    "GL(3)": (groups.gld_equivariant_decorator, *linear(128, 3, lambda: invertible(3))),
    "SL(3)": (groups.sld_equivariant_decorator, *linear(128, 3, lambda: invertible(3, True))),
    "Aff(3)": (groups.affd_equivariant_decorator, *linear(128, 3, lambda: invertible(3), True)),
    "S_n rows": (groups.sn_equivariant_decorator, *products(32, 3, None)),
    "S_n × O(3)": (groups.sn_od_equivariant_decorator, *products(32, 3, lambda: orthogonal(3))),
    "S_n × SO(3)": (groups.sn_sod_equivariant_decorator, *products(32, 3, lambda: orthogonal(3, True))),
    "S_n × O(1,3)": (groups.sn_o1d_equivariant_decorator, *products(32, 4, lorentz)),
    "graph, 128 vertices": (
        graphs.undirected_unweighted_sn_equivariant_decorator,
        *graph(lambda: symmetric_binary(128), 128),
    ),
    "weighted graph, 16 vertices": (
        graphs.undirected_weighted_sn_equivariant_decorator,
        *graph(lambda: gram(16), 16),
    ),
}


def act(element, x):
    order, matrix, shift = element
    if order is not None:
        x = x[order]
    if isinstance(matrix, str):
        return x[:, order]
    if matrix is not None:
        x = x @ matrix.T
    return x if shift is None else x + shift


def network(n, d, dtype, square):
    weights = torch.tensor(normal((d, 8))).to(dtype)
    back = torch.tensor(normal((8, n if square else d))).to(dtype) / 8
    rows = torch.tensor(normal((n, 1))).to(dtype)

    def model(x):
        hidden = x.to(dtype) * rows @ weights
        return hidden / (1 + hidden.abs()) @ back

    return model


class Ended(Exception):
    pass


def end(*_):
    raise Ended


def blocks(call, budget):
    """Seconds of one call, from blocks of some milliseconds."""
    count, spent, times = 1, 0, []
    while spent < 0.2:
        start = clock()
        for k in range(count):
            call(k)
        spent += clock() - start
        if spent < 0.02:
            count *= 2
    while sum(times) * count < budget or len(times) < 3:
        start = clock()
        for k in range(count):
            call(k)
        times.append((clock() - start) / count)
    return times


def measured(name, cast=lambda x: x):
    decorator, draw, element = CASES[name]
    inputs = [cast(torch.tensor(draw())) for _ in range(8)]
    frame = decorator(lambda x: x)
    for x in inputs[:3]:
        frame(x.clone())
    times = blocks(lambda k: frame(inputs[k % 8].clone()), arguments.budget)
    n, d = inputs[0].shape
    # Complex128 where the cloud is; a square output where it is a graph.
    model = decorator(network(n, d, inputs[0].dtype, False))
    errors = []
    for _ in range(8):
        x, g = cast(torch.tensor(draw())), element()
        moved = cast(torch.tensor(act(g, x.numpy())))
        expected = act(g, model(x.clone()).numpy())
        found = model(moved).numpy()
        errors.append(float(np.linalg.norm(found - expected) / np.linalg.norm(expected)))
    return {"seconds": float(np.median(times)), "error": float(np.median(errors)), "worst": max(errors)}


def measured_anyhow(name):
    """In float64; in float32 where the reference fails in float64."""
    try:
        return measured(name)
    except RuntimeError as error:
        reason = str(error).strip().splitlines()[-1][:100]
        return measured(name, lambda x: x.to(torch.float32)) | {"note": f"float32; float64 ends in: {reason}"}


def in_turn(count, n):
    """The reference frames one cloud at a time: count times one call."""
    clouds = [torch.tensor(normal((n, 3))) for _ in range(64)]
    frame = groups.ed_equivariant_decorator(lambda x: x)
    times = blocks(lambda k: frame(clouds[k % 64].clone()), arguments.budget)
    return {"seconds": count * float(np.median(times)), "count": count, "note": f"{count} times one call"}


def batched(count, n, forms, into):
    """Not of the reference's main branch: PyTorch in the form of its n-body branch, the QR of
    the first three centred points of each cloud, positive diagonal, and the forms."""
    clouds = torch.tensor(normal((count, n, 3)))
    room = torch.empty_like(clouds) if into else None

    def frames():
        centred = clouds - clouds.mean(1, keepdim=True)
        q, r = torch.linalg.qr(centred[:, :3].transpose(1, 2))
        q = q * torch.sign(torch.diagonal(r, dim1=1, dim2=2)).unsqueeze(1)
        return (q, torch.bmm(centred, q, out=room)) if forms else q

    frames()
    times = []
    for _ in range(7):
        start = clock()
        frames()
        times.append(clock() - start)
    return {"seconds": min(times), "count": count, "program": f"PyTorch in batches{THREADS}"}


def forward(d, kind):
    """The per-row network of the paper's first experiment, n = 128, float32 as it comes."""
    torch.set_default_dtype(torch.float32)
    layers = [d, 64, 64, 64, 16, d]
    modules = []
    for a, b in zip(layers, layers[1:]):
        modules += [torch.nn.Linear(a, b), torch.nn.ReLU()]
    network = torch.nn.Sequential(*modules[:-1])
    decorator = {
        "plain": lambda f: f,
        "MFA": groups.od_equivariant_decorator,
        "FA": groups.od_equivariant_puny_decorator,
    }[kind]
    model = decorator(network)
    x = torch.randn(128, d)
    with torch.no_grad():
        for _ in range(5):
            model(x.clone())
        times = blocks(lambda k: model(x.clone()), arguments.budget / 2)
    torch.set_default_dtype(torch.float64)
    return {"seconds": float(np.median(times))}


THREADS = "" if arguments.threads == 1 else f", {arguments.threads} threads"
JOBS = {name: (lambda name=name: measured_anyhow(name)) for name in CASES}
JOBS["100,000 clouds of 32"] = lambda: in_turn(100_000, 32)
JOBS["100,000 clouds of 32 "] = lambda: batched(100_000, 32, True, False)
JOBS["100,000 clouds of 32: axes only"] = lambda: batched(100_000, 32, False, False)
JOBS["100,000 clouds of 32, into an array"] = lambda: batched(100_000, 32, True, True)
for d in (3, 4, 5, 6):
    for kind in ("plain", "MFA", "FA"):
        JOBS[f"forward {kind}, d = {d}"] = lambda d=d, kind=kind: forward(d, kind)

signal.signal(signal.SIGALRM, end)
for name, job in JOBS.items():
    if arguments.only not in name:
        continue
    line = {"program": f"divelab/MFA{THREADS}", "version": f"torch {torch.__version__}"}
    line |= {"name": name.strip()}
    signal.alarm(arguments.limit)
    try:
        line |= job()
    except Ended:
        line |= {"failure": f"not in {arguments.limit} s"}
    except BaseException as error:
        reason = str(error).strip().splitlines() or [""]
        line |= {"failure": f"{type(error).__name__}: {reason[-1][:120]}"}
    signal.alarm(0)
    print(json.dumps(line), flush=True)
