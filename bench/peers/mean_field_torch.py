"""Peer: PyTorch, eager, float64. Two forms: --form manual (gradient by hand, in place)
and --form autograd (loss.backward). Both hold z as [2, 2N], so that the network is one
matrix product; preallocated buffers, no Python loop over particles or samples."""

import sys

import mean_field_work as work

FORM = "manual"
if "--form" in sys.argv:
    at = sys.argv.index("--form")
    FORM = sys.argv[at + 1]
    del sys.argv[at : at + 2]
    if FORM not in ("manual", "autograd"):
        sys.exit("--form is manual or autograd")
arguments = work.parse("PyTorch")

import torch  # noqa: E402  after the threads are set

torch.set_num_threads(arguments.threads)
torch.set_default_dtype(torch.float64)

B = work.BATCH
sigmoid_backward = torch.ops.aten.sigmoid_backward.grad_input


def start(n, scheme, seed):
    random = torch.Generator().manual_seed(seed)
    teacher = torch.tensor(work.teacher_columns()).reshape(2, -1)
    z = work.START_DEVIATION * torch.randn(2, 2 * n, generator=random)
    noise = torch.empty(2, 2 * n)
    rate = work.ALPHA / n
    noise_scale = (2 * work.BETA * rate) ** 0.5
    equivariant = scheme == "equivariant"
    averaged = scheme == "feature-averaging"

    def projected(a):
        grid = a.view(2, 2, n)
        return ((grid + grid.flip(0, 1)) * 0.5).view(2, 2 * n)

    if equivariant:
        z = projected(z)

    samples = 2 * B if averaged or scheme == "augmentation-orbit" else B
    s = torch.empty(samples, 2 * n)
    delta = torch.empty(samples, 2 * n)

    def f(x, weights):
        return torch.sigmoid(x @ weights).view(x.shape[0], 2, -1).mean(-1)

    def draw(count):
        x = work.INPUT_DEVIATION * torch.randn(count, 2, generator=random)
        return x, f(x, teacher)

    def shown():
        x, y = draw(B)
        if scheme == "augmentation-sampled":
            swap = torch.rand(B, 1, generator=random) < 0.5
            return torch.where(swap, x.flip(1), x), torch.where(swap, y.flip(1), y)
        if scheme == "augmentation-orbit":
            return torch.cat((x, x.flip(1))), torch.cat((y, y.flip(1)))
        if averaged:
            return torch.cat((x, x.flip(1))), y
        return x, y

    def symmetrised(prediction):
        half = prediction.shape[0] // 2
        return (prediction[:half] + prediction[half:].flip(1)) * 0.5

    def step_manual():
        x, y = shown()
        weights = projected(z) if equivariant else z
        torch.sigmoid(torch.mm(x, weights, out=s), out=s)
        prediction = s.view(samples, 2, n).mean(-1)
        if averaged:
            e = (symmetrised(prediction) - y) / B
            e = torch.cat((e, e.flip(1)))
        else:
            e = (prediction - y) * (2 / samples)
        spread = e.unsqueeze(-1).expand(-1, -1, n)
        sigmoid_backward(spread, s.view(-1, 2, n), grad_input=delta.view(-1, 2, n))
        if equivariant:
            g = torch.addmm(weights, x.T, delta, beta=2 * work.TAU)
            z.add_(projected(g), alpha=-rate)
            z.add_(projected(noise.normal_(generator=random)), alpha=noise_scale)
        else:
            z.addmm_(x.T, delta, beta=1 - 2 * work.TAU * rate, alpha=-rate)
            z.add_(noise.normal_(generator=random), alpha=noise_scale)

    def step_autograd():
        x, y = shown()
        z.requires_grad_(True)
        weights = projected(z) if equivariant else z
        prediction = f(x, weights)
        if averaged:
            prediction = symmetrised(prediction)
        loss = (prediction - y).square().sum() / y.shape[0]
        loss = loss + (work.TAU / n) * weights.square().sum()
        (g,) = torch.autograd.grad(loss, z)
        z.requires_grad_(False)
        z.add_(g, alpha=-work.ALPHA)
        noise.normal_(generator=random)
        z.add_(projected(noise) if equivariant else noise, alpha=noise_scale)

    step = step_manual if FORM == "manual" else step_autograd

    def advance(steps):
        if FORM == "manual":
            with torch.inference_mode():
                for _ in range(steps):
                    step()
        else:
            for _ in range(steps):
                step()

    def risk():
        x, y = draw(work.RISK_POINTS)
        weights = projected(z) if equivariant else z
        prediction = f(x, weights)
        if averaged:
            prediction = symmetrised(torch.cat((prediction, f(x.flip(1), weights))))
        return (prediction - y).square().sum(1).mean().item()

    return advance, risk


work.report(f"torch {FORM}", torch.__version__, start, arguments)
