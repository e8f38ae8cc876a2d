"""What the peers of bench/tensors.ts share: arguments, the case as the driver wrote it, the clock.
Import before the library, so that its threads are set."""

import argparse
import json
import os
import pathlib
import time

LAYERS, BODIES = 4, 5
BLOCKS = 15


def parse(title, data=True):
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--data", required=data, help="folder with case.json and case.bin")
    parser.add_argument("--form", default="eager")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--losses", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--name", default="peer")
    arguments = parser.parse_args()
    threads = str(arguments.threads)
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = threads
    eigen = "true" if arguments.threads > 1 else "false"
    flags = f"--xla_cpu_multi_thread_eigen={eigen} intra_op_parallelism_threads={threads}"
    os.environ["XLA_FLAGS"] = flags
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-arguments.threads :])
    return arguments


def read(folder):
    import numpy as np

    folder = pathlib.Path(folder)
    case = json.loads((folder / "case.json").read_text())
    words = np.fromfile(folder / "case.bin", dtype=np.int32)

    def array(told):
        count = int(np.prod(told["shape"]))
        numbers = words[told["at"] : told["at"] + count]
        return numbers.view(told["type"]).reshape(told["shape"]).copy()

    arrays = lambda group: {name: array(told) for name, told in group.items()}
    case["parameters"] = arrays(case["parameters"])
    case["fixed"] = arrays(case["fixed"])
    case["batches"] = [arrays(batch) for batch in case["batches"]]
    return case


def spread(values):
    values = sorted(values)
    return {"median": values[len(values) // 2], "range": [values[0], values[-1]]}


def measure(steps, seconds):
    """`steps(count)` ends when all of them are done."""

    def timed(count):
        begin, start = time.process_time(), time.perf_counter()
        steps(count)
        wall = time.perf_counter() - start
        return 1e6 * (time.process_time() - begin) / count, 1e6 * wall / count

    count, spent = 1, 0.0
    while True:
        cost, _ = timed(count)
        spent += cost * count
        if spent > 3e5 * seconds:
            break
        count += (count + 1) // 2
    count = max(1, round(1e6 * seconds / BLOCKS / cost))
    times = [timed(count) for _ in range(BLOCKS)]
    return {"processor": spread([t for t, _ in times]), "wall": spread([t for _, t in times])}


def report(arguments, version, case, form, times, **more):
    line = {
        "program": arguments.name,
        "version": version,
        "case": case["name"],
        "batch": case["batch"],
        "threads": arguments.threads,
        "form": form,
        **times,
        **more,
    }
    print(json.dumps(line), flush=True)
