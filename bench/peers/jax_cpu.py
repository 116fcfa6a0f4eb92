"""JAX on the CPU, the whole step under jit with donated buffers: `jax_cpu.py <threads>`."""

import os
import sys

threads = int(sys.argv[1])
os.environ["JAX_PLATFORMS"] = "cpu"
# The size of XLA's pool of threads.
os.environ["PJRT_NPROC"] = os.environ["NPROC"] = str(threads)
if threads == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

import jax
import jax.numpy as jnp

from protocol import serve

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


def forward(network, parameters, x):
    rest = iter(parameters)
    for i, spec in enumerate(network):
        if spec["kind"] == "convolution":
            if i == 0:
                x = x.reshape(-1, spec["side"], spec["side"], spec["inputs"])
            padding = [(spec["padding"], spec["padding"])] * 2
            x = jax.lax.conv_general_dilated(x, next(rest), (1, 1), padding, dimension_numbers=("NHWC", "HWIO", "NHWC"))
            x = jax.nn.relu(x + next(rest))
            x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
            if network[i + 1]["kind"] != "convolution":
                x = x.reshape(x.shape[0], -1)
            continue
        affine = x @ next(rest) + next(rest)
        if spec["kind"] == "block":
            x = x + jax.nn.relu(affine) @ next(rest)
        else:
            x = jax.nn.relu(affine) if spec["relu"] else affine
    return x


def sgd(rate):
    def update(parameters, gradients, state):
        return [p - rate * g for p, g in zip(parameters, gradients)], state

    return update


def adam(rate):
    def update(parameters, gradients, state):
        first, second, count = state
        count = count + 1
        first = [BETA1 * m + (1 - BETA1) * g for m, g in zip(first, gradients)]
        second = [BETA2 * v + (1 - BETA2) * g * g for v, g in zip(second, gradients)]
        c1, c2 = 1 - BETA1**count, 1 - BETA2**count
        stepped = [p - rate * (m / c1) / (jnp.sqrt(v / c2) + EPSILON) for p, m, v in zip(parameters, first, second)]
        return stepped, (first, second, count)

    return update


class Model:
    def __init__(self, problem):
        self.problem = problem
        network, classes = problem.network, problem.classes
        rate = problem.optimizer["learningRate"]
        update = adam(rate) if problem.optimizer["kind"] == "adam" else sgd(rate)

        def cost(parameters, x, labels):
            logs = jax.nn.log_softmax(forward(network, parameters, x))
            return -jnp.mean(jnp.sum(jax.nn.one_hot(labels, classes) * logs, axis=-1))

        def step(parameters, state, x, labels):
            loss, gradients = jax.value_and_grad(cost)(parameters, x, labels)
            return loss, *update(parameters, gradients, state)

        self.step = jax.jit(step, donate_argnums=(0, 1))
        self.x, self.labels = jnp.asarray(problem.x), jnp.asarray(problem.labels)
        self.reset()

    def reset(self):
        # Copies: what is donated must not be numpy's memory.
        self.parameters = [jnp.array(p, copy=True) for p in self.problem.parameters]
        zeros = lambda: [jnp.zeros_like(p) for p in self.parameters]
        adaptive = self.problem.optimizer["kind"] == "adam"
        self.state = (zeros(), zeros(), jnp.zeros((), jnp.float32)) if adaptive else ()

    def train(self, steps):
        step, x, labels = self.step, self.x, self.labels
        parameters, state = self.parameters, self.state
        for _ in range(steps):
            loss, parameters, state = step(parameters, state, x, labels)
        self.parameters, self.state = jax.block_until_ready((parameters, state))
        return float(loss)


serve(jax.__version__, threads, Model)
