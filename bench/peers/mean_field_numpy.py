"""Peer: NumPy, float64, gradient by hand, in place where NumPy can."""

import mean_field_work as work

arguments = work.parse("NumPy")

import numpy as np  # noqa: E402  after the threads are set

B = work.BATCH


def start(n, scheme, seed):
    random = np.random.Generator(np.random.SFC64(seed))
    teacher = np.array(work.teacher_columns()).reshape(2, -1)
    z = work.START_DEVIATION * random.standard_normal((2, 2 * n))
    noise = np.empty((2, 2 * n))
    rate = work.ALPHA / n
    noise_scale = (2 * work.BETA * rate) ** 0.5
    equivariant = scheme == "equivariant"
    averaged = scheme == "feature-averaging"

    def projected(a):
        grid = a.reshape(2, 2, n)
        return ((grid + grid[::-1, ::-1]) * 0.5).reshape(2, 2 * n)

    if equivariant:
        z = projected(z)

    samples = 2 * B if averaged or scheme == "augmentation-orbit" else B
    activations = np.empty((samples, 2 * n))
    slopes = np.empty((samples, 2 * n))
    g = np.empty((2, 2 * n))

    def sigmoids(x, weights, out=None):
        s = np.matmul(x, weights, out=out)
        np.negative(s, out=s)
        np.exp(s, out=s)
        s += 1
        return np.reciprocal(s, out=s)

    def f(x, weights):
        return sigmoids(x, weights).reshape(len(x), 2, -1).mean(-1)

    def draw(count):
        x = work.INPUT_DEVIATION * random.standard_normal((count, 2))
        return x, f(x, teacher)

    def shown():
        x, y = draw(B)
        if scheme == "augmentation-sampled":
            swap = random.random((B, 1)) < 0.5
            return np.where(swap, x[:, ::-1], x), np.where(swap, y[:, ::-1], y)
        if scheme == "augmentation-orbit":
            return np.concatenate((x, x[:, ::-1])), np.concatenate((y, y[:, ::-1]))
        if averaged:
            return np.concatenate((x, x[:, ::-1])), y
        return x, y

    def symmetrised(prediction):
        half = len(prediction) // 2
        return (prediction[:half] + prediction[half:, ::-1]) * 0.5

    def step():
        nonlocal z
        x, y = shown()
        weights = projected(z) if equivariant else z
        s = sigmoids(x, weights, activations)
        grid = s.reshape(len(x), 2, n)
        prediction = grid.mean(-1)
        if averaged:
            e = (symmetrised(prediction) - y) / B
            e = np.concatenate((e, e[:, ::-1]))
        else:
            e = (prediction - y) * (2 / len(x))
        np.subtract(1, s, out=slopes)
        np.multiply(slopes, s, out=slopes)
        delta = slopes.reshape(len(x), 2, n)
        np.multiply(delta, e[:, :, None], out=delta)
        np.matmul(x.T, slopes, out=g)
        random.standard_normal(out=noise)
        if equivariant:
            g[...] += (2 * work.TAU) * weights
            z -= projected(rate * g - noise_scale * noise)
        else:
            z *= 1 - 2 * work.TAU * rate
            g[...] *= rate
            z -= g
            noise[...] *= noise_scale
            z += noise

    def advance(steps):
        for _ in range(steps):
            step()

    def risk():
        x, y = draw(work.RISK_POINTS)
        weights = projected(z) if equivariant else z
        prediction = f(x, weights)
        if averaged:
            prediction = symmetrised(np.concatenate((prediction, f(x[:, ::-1], weights))))
        return float(np.square(prediction - y).sum(1).mean())

    return advance, risk


work.report("numpy", np.__version__, start, arguments)
