"""Peer: JAX, jit of a step with its weights donated; and of a fori_loop over steps with one batch.
Adam by hand, as optax has it."""

import tensors_work as work

arguments = work.parse("JAX")

import functools  # noqa: E402

import jax  # noqa: E402  after the threads are set

jax.config.update("jax_platforms", "cpu")
import jax.numpy as jnp  # noqa: E402

case = work.read(arguments.data)
RECEIVERS = case["fixed"].get("receivers")
SENDERS = case["fixed"].get("senders")


def mlp(w, x):
    h = jnp.tanh(x @ w["w0"] + w["b0"])
    return jnp.tanh(h @ w["w1"] + w["b1"]) @ w["w2"] + w["b2"]


def mlp_loss(w, x, y):
    return ((mlp(w, x) - y) ** 2).mean()


def ensemble_loss(w, x, y):
    return ((mlp(w, x) - y) ** 2).mean((1, 2)).sum()


def cnn_loss(w, x, y):
    def pooled(x, filters, bias):
        x = jax.lax.conv_general_dilated(
            x, filters, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC")
        )
        x = jax.nn.relu(x + bias)
        return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")

    x = pooled(pooled(x, w["w0"], w["b0"]), w["w1"], w["b1"]).reshape(x.shape[0], 784)
    x = jax.nn.relu(x @ w["w2"] + w["b2"]) @ w["w3"] + w["b3"]
    return -(y * jax.nn.log_softmax(x)).sum(-1).mean()


def messages_loss(w, x, y):
    def two(name, v):
        v = jax.nn.silu(v @ w[name + "aw"] + w[name + "ab"])
        return v @ w[name + "bw"] + w[name + "bb"]

    h = x @ w["inw"] + w["inb"]
    for k in range(work.LAYERS):
        pair = jnp.concatenate([h[RECEIVERS], h[SENDERS]], 1)
        message = jax.nn.silu(two(f"edge{k}", pair))
        heard = jax.ops.segment_sum(message, RECEIVERS, x.shape[0]) / (work.BODIES - 1)
        h = h + two(f"node{k}", jnp.concatenate([h, heard], 1))
    return ((h @ w["outw"] + w["outb"] - y) ** 2).mean()


loss_of = globals()[case["name"] + "_loss"]


def advance(state, x, y):
    w, m, v, t = state
    loss, g = jax.value_and_grad(loss_of)(w, x, y)
    t = t + 1
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    a, b = 1 - 0.9**t, 1 - 0.999**t
    w = jax.tree.map(lambda w, m, v: w - 1e-3 * (m / a) / (jnp.sqrt(v / b) + 1e-7), w, m, v)
    return (w, m, v, t), loss


step = jax.jit(advance, donate_argnums=0)


@functools.partial(jax.jit, donate_argnums=0)
def repeat(state, x, y, count):
    body = lambda _, carry: advance(carry[0], x, y)
    return jax.lax.fori_loop(0, count, body, (state, jnp.float32(0)))


weights = jax.tree.map(jnp.array, case["parameters"])
nothing = lambda: jax.tree.map(jnp.zeros_like, weights)
state = (weights, nothing(), nothing(), jnp.float32(0))
batches = [(jnp.array(b["x"]), jnp.array(b["y"])) for b in case["batches"]]
turn = 0


def one():
    global state, turn
    state, loss = step(state, *batches[turn % len(batches)])
    turn += 1
    return loss


losses = [float(one()) for _ in range(arguments.losses)]


def steps(count):
    for _ in range(count):
        one()
    jax.block_until_ready(state)


def together(count):
    global state
    state, _ = jax.block_until_ready(repeat(state, *batches[0], count))


times = work.measure(steps, arguments.seconds)
work.report(arguments, jax.__version__, case, "a call a step", times, losses=losses)
times = work.measure(together, arguments.seconds)
work.report(arguments, jax.__version__, case, "many steps a call", times)
