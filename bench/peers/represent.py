"""Peer of bench/represent.ts: PyTorch, `--form eager` with the fused Adam, or `--form compile`: the loss with
its gradient through torch.compile, and Adam as compiled code too. Commands and answers are JSON, a line each."""

import json
import os
import sys
import time

import tensors_work as work
from freed_memory import keep_freed_memory

# Threads that wait for each other by turning in circles are lost where other work runs beside.
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
EVERYWHERE = os.sched_getaffinity(0)
arguments = work.parse("PyTorch", data=False)

import torch  # noqa: E402  after the threads are set
import represent_networks as networks  # noqa: E402

torch.set_num_threads(arguments.threads)
torch.set_num_interop_threads(1)
LOSSES = 8
BOUND = os.sched_getaffinity(0)
IS_COMPILED = arguments.form == "compile"
if IS_COMPILED:
    # One loss for each case, each for its own shapes.
    torch._dynamo.config.recompile_limit = 64
    torch._dynamo.config.automatic_dynamic_shapes = False
keep_freed_memory()


def as_here(name, value):
    """Ours to PyTorch's order of axes."""
    if name.endswith(".filter"):
        return value.permute(3, 2, 0, 1).contiguous()
    if name == "encoder.code.linear1.matrix" and value.shape[0] == 2304:
        # Rows of a dense layer over pixels and channels.
        value = value.reshape(6, 6, 64, -1).permute(2, 0, 1, 3).reshape(2304, -1)
    if name.endswith(".maps"):
        # [frequencies, inputs, A next to B] to A and B one after the other.
        return value.unflatten(2, (2, -1)).permute(2, 0, 1, 3).contiguous()
    isDense = name.endswith(".matrix")
    return value.t().contiguous() if isDense else value.contiguous()


def tensors(group, dtype=torch.float32):
    return {name: as_here(name, torch.tensor(values)).to(dtype) for name, values in group.items()}


def batch_of(values, dtype=torch.float32):
    x = torch.from_numpy(values).to(dtype)
    return x.permute(0, 3, 1, 2).contiguous() if x.dim() == 4 else x


def begin_with(case, dtype):
    w = {name: value.requires_grad_() for name, value in tensors(case["parameters"], dtype).items()}
    return w, networks.KINDS[case["name"]](w, dtype)


def agreement(case):
    """Of loss and derivatives with those in float64: ours, and the same networks here in float32."""
    PREFIX = "derivative of "
    given = {name[len(PREFIX) :]: v for name, v in case["fixed"].items() if name.startswith(PREFIX)}
    found = {"ours": (float(case["fixed"]["loss"]), tensors(given, torch.float64))}
    for name, dtype in (("peer", torch.float32), ("exact", torch.float64)):
        w, network = begin_with(case, dtype)
        loss = network.loss(w, networks.Statistics(), batch_of(case["batches"][0]["x"], dtype))
        slopes = torch.autograd.grad(loss, list(w.values()), allow_unused=True)
        slopes = [torch.zeros_like(v) if g is None else g for g, v in zip(slopes, w.values())]
        found[name] = (float(loss.detach()), {key: g.double() for key, g in zip(w, slopes)})
    loss, exact = found.pop("exact")
    whole = float(torch.cat([g.flatten() for g in exact.values()]).norm())

    def distances(other, slopes):
        apart = {name: float((slopes[name] - g).norm()) for name, g in exact.items()}
        relative = {name: apart[name] / max(float(g.norm()), 1e-3 * whole) for name, g in exact.items()}
        weight = max(relative, key=relative.get)
        total = sum(d * d for d in apart.values()) ** 0.5 / whole
        return {"loss": abs(other / loss - 1), "derivatives": total, "worst": relative[weight], "weight": weight}

    return {name: distances(*values) for name, values in found.items()}


class Work:
    def __init__(self, case):
        self.w, network = begin_with(case, torch.float32)
        self.batches = [batch_of(batch["x"]) for batch in case["batches"]]
        self.statistics = networks.Statistics()
        kind = "foreach" if IS_COMPILED else "fused"
        self.optimiser = torch.optim.Adam(self.w.values(), lr=1e-3, eps=1e-7, **{kind: True})
        self.loss = lambda x: network.loss(self.w, self.statistics, x)
        self.update = self.optimiser.step
        if IS_COMPILED:
            # The statistics are made before, so that the compiled code finds them.
            with torch.no_grad():
                self.loss(self.batches[0])
            self.loss, self.update = torch.compile(self.loss), torch.compile(self.update)
        self.turn, self.cost = 0, 1e5

    def next(self):
        x = self.batches[self.turn % len(self.batches)]
        self.turn += 1
        self.optimiser.zero_grad()
        loss = self.loss(x)
        loss.backward()
        self.update()
        return loss.detach()

    def measure(self, seconds):
        count = max(2, round(1e6 * seconds / self.cost))
        self.next()
        before, start = time.process_time(), time.perf_counter()
        for _ in range(count):
            self.next()
        wall = 1e6 * (time.perf_counter() - start) / count
        self.cost = 1e6 * (time.process_time() - before) / count
        return {"processor": self.cost, "wall": wall, "steps": count}


def begin(command):
    # Its compiler may use all cores.
    os.sched_setaffinity(0, EVERYWHERE if IS_COMPILED else BOUND)
    case = work.read(command["folder"])
    answer = {"version": torch.__version__}
    if not IS_COMPILED and arguments.threads == 1:
        answer["agreement"] = agreement(case)
    opened[command["open"]] = now = Work(case)
    answer["losses"] = [float(now.next()) for _ in range(LOSSES)]
    os.sched_setaffinity(0, BOUND)
    now.measure(0.1)
    return answer


opened = {}
for text in sys.stdin:
    command = json.loads(text)
    try:
        answer = begin(command) if "open" in command else opened[command["case"]].measure(command["seconds"])
    except Exception as error:
        answer = {"failure": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps(answer), flush=True)
