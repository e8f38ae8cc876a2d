"""Peer: JAX, jit of a lax.scan over steps, float64; data and noise are drawn inside the
scan. The pullback of the network is JAX's (vjp): jax.grad of the mean loss took as long
or longer, a gradient by hand longer, and so did the generator rbg (--generator rbg)."""

import sys

import mean_field_work as work

GENERATOR = "threefry2x32"
if "--generator" in sys.argv:
    at = sys.argv.index("--generator")
    GENERATOR = sys.argv[at + 1]
    del sys.argv[at : at + 2]
arguments = work.parse("JAX")

import functools  # noqa: E402

import jax  # noqa: E402  after the threads are set

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")
import jax.numpy as jnp  # noqa: E402

B = work.BATCH
TEACHER = jnp.array(work.teacher_columns())


def f(x, weights):
    """x: count x 2, weights: 2 x 2 x particles; returns count x 2."""
    return jax.nn.sigmoid(jnp.einsum("bk,kji->bji", x, weights)).mean(-1)


def draw(key, count):
    x = work.INPUT_DEVIATION * jax.random.normal(key, (count, 2))
    return x, f(x, TEACHER)


def projected(z):
    return (z + z[::-1, ::-1]) * 0.5


def symmetrised(prediction):
    half = prediction.shape[0] // 2
    return (prediction[:half] + prediction[half:, ::-1]) * 0.5


def shown(scheme, key):
    data, augmentation = jax.random.split(key)
    x, y = draw(data, B)
    if scheme == "augmentation-sampled":
        swap = jax.random.bernoulli(augmentation, 0.5, (B, 1))
        return jnp.where(swap, x[:, ::-1], x), jnp.where(swap, y[:, ::-1], y)
    if scheme == "augmentation-orbit":
        return jnp.concatenate((x, x[:, ::-1])), jnp.concatenate((y, y[:, ::-1]))
    if scheme == "feature-averaging":
        return jnp.concatenate((x, x[:, ::-1])), y
    return x, y


def predicted(scheme, x, z):
    prediction = f(x, projected(z) if scheme == "equivariant" else z)
    return symmetrised(prediction) if scheme == "feature-averaging" else prediction


def drift(scheme, x, y, z):
    weights = projected(z) if scheme == "equivariant" else z
    prediction, pullback = jax.vjp(lambda weights: f(x, weights), weights)
    if scheme == "feature-averaging":
        e = (symmetrised(prediction) - y) / B
        e = jnp.concatenate((e, e[:, ::-1]))
    else:
        e = (prediction - y) * (2 / x.shape[0])
    (g,) = pullback(e * z.shape[-1])
    g = g + 2 * work.TAU * weights
    return projected(g) if scheme == "equivariant" else g


@functools.partial(jax.jit, static_argnames=("scheme", "steps"), donate_argnums=(0, 1))
def run(z, key, scheme, steps):
    rate = work.ALPHA / z.shape[-1]

    def step(carry, _):
        z, key = carry
        key, batch, noise = jax.random.split(key, 3)
        x, y = shown(scheme, batch)
        xi = jax.random.normal(noise, z.shape)
        if scheme == "equivariant":
            xi = projected(xi)
        z = z - rate * drift(scheme, x, y, z) + (2 * work.BETA * rate) ** 0.5 * xi
        return (z, key), None

    return jax.lax.scan(step, (z, key), None, length=steps)[0]


@functools.partial(jax.jit, static_argnames=("scheme",))
def risk_of(z, key, scheme):
    x, y = draw(key, work.RISK_POINTS)
    if scheme == "feature-averaging":
        x = jnp.concatenate((x, x[:, ::-1]))
    return ((predicted(scheme, x, z) - y) ** 2).sum(1).mean()


def start(n, scheme, seed):
    key, first, evaluation = jax.random.split(jax.random.key(seed, impl=GENERATOR), 3)
    z = work.START_DEVIATION * jax.random.normal(first, (2, 2, n))
    state = (projected(z) if scheme == "equivariant" else z, key)

    def advance(steps):
        nonlocal state
        state = jax.block_until_ready(run(*state, scheme, steps))

    return advance, lambda: float(risk_of(state[0], evaluation, scheme))


work.report("jax" if GENERATOR == "threefry2x32" else f"jax {GENERATOR}", jax.__version__, start, arguments)
