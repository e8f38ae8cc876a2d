"""Peer: PyTorch, `--form eager` with the fused Adam (the fastest of its three), or `--form compile`: the
loss with its gradient through torch.compile, and Adam as compiled code too."""

import tensors_work as work

arguments = work.parse("PyTorch")

import torch  # noqa: E402  after the threads are set
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(arguments.threads)
torch.set_num_interop_threads(1)
case = work.read(arguments.data)
fixed = {name: torch.from_numpy(values).long() for name, values in case["fixed"].items()}
RECEIVERS, SENDERS = fixed.get("receivers"), fixed.get("senders")
given = {name: torch.from_numpy(values) for name, values in case["parameters"].items()}
batches = [(torch.from_numpy(b["x"]), torch.from_numpy(b["y"])) for b in case["batches"]]
if case["name"] == "cnn":
    # PyTorch's own order of axes: rows of the first dense layer follow it.
    for name in ("w0", "w1"):
        given[name] = given[name].permute(3, 2, 0, 1).contiguous()
    given["w2"] = given["w2"].reshape(7, 7, 16, 64).permute(2, 0, 1, 3).reshape(784, 64).contiguous()
    batches = [(x.permute(0, 3, 1, 2).contiguous(), y) for x, y in batches]
# F.linear takes the transpose.
if case["name"] != "ensemble":
    for name, value in given.items():
        if value.dim() == 2:
            given[name] = value.t().contiguous()
w = {name: value.requires_grad_() for name, value in given.items()}


def mlp_loss(x, y):
    h = torch.tanh(F.linear(x, w["w0"], w["b0"]))
    h = torch.tanh(F.linear(h, w["w1"], w["b1"]))
    return F.mse_loss(F.linear(h, w["w2"], w["b2"]), y)


def ensemble_loss(x, y):
    h = torch.tanh(torch.baddbmm(w["b0"], x, w["w0"]))
    h = torch.tanh(torch.baddbmm(w["b1"], h, w["w1"]))
    return ((torch.baddbmm(w["b2"], h, w["w2"]) - y) ** 2).mean((1, 2)).sum()


def cnn_loss(x, y):
    x = F.max_pool2d(F.relu(F.conv2d(x, w["w0"], w["b0"], padding=1)), 2)
    x = F.max_pool2d(F.relu(F.conv2d(x, w["w1"], w["b1"], padding=1)), 2)
    x = F.relu(F.linear(x.flatten(1), w["w2"], w["b2"]))
    return F.cross_entropy(F.linear(x, w["w3"], w["b3"]), y)


def messages_loss(x, y):
    def two(name, v):
        v = F.silu(F.linear(v, w[name + "aw"], w[name + "ab"]))
        return F.linear(v, w[name + "bw"], w[name + "bb"])

    h = F.linear(x, w["inw"], w["inb"])
    for k in range(work.LAYERS):
        pair = torch.cat([h.index_select(0, RECEIVERS), h.index_select(0, SENDERS)], 1)
        message = F.silu(two(f"edge{k}", pair))
        heard = torch.zeros_like(h).index_add(0, RECEIVERS, message) / (work.BODIES - 1)
        h = h + two(f"node{k}", torch.cat([h, heard], 1))
    return F.mse_loss(F.linear(h, w["outw"], w["outb"]), y)


loss_of = globals()[case["name"] + "_loss"]
is_compiled = arguments.form == "compile"
kind = "foreach" if is_compiled else "fused"
optimiser = torch.optim.Adam(w.values(), lr=1e-3, eps=1e-7, **{kind: True})
if is_compiled:
    loss_of = torch.compile(loss_of)
    update = torch.compile(optimiser.step)
else:
    update = optimiser.step
turn = 0


def one():
    global turn
    x, y = batches[turn % len(batches)]
    turn += 1
    optimiser.zero_grad()
    loss = loss_of(x, y)
    loss.backward()
    update()
    return loss.detach()


losses = [float(one()) for _ in range(arguments.losses)]


def steps(count):
    for _ in range(count):
        one()


times = work.measure(steps, arguments.seconds)
work.report(arguments, torch.__version__, case, "a call a step", times, losses=losses)
