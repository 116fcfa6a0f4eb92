"""Golden parameters for packages/optim, computed by PyTorch and, where PyTorch has no such optimizer, by optax:

    pip install torch==2.13.0 jax==0.10.2 optax==0.2.8
    python tools/goldens/optimizers.py > packages/optim/src/optimizers/goldens.properties.ts && npm run format

Ten steps of each on the two-layer network of packages/optim/src/problems.properties.ts, in double precision.
"""

import jax
import jax.numpy as jnp
import optax
import optax.contrib
import torch

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)

steps = 10
start = {
    "first": [[0.5, -0.25, 0.75], [-0.5, 1.0, 0.25]],
    "bias": [0.125, -0.125, 0.0],
    "second": [[1.0], [-0.5], [0.25]],
}
rows = [[1.0, 2.0], [-1.0, 0.5], [0.5, -1.5], [2.0, 1.0]]
wanted = [[1.0], [0.0], [-1.0], [0.5]]

# PyTorch's Muon turns gradients to bfloat16 before it makes them orthogonal; here they stay what they are.
torch.Tensor.bfloat16 = lambda self: self


def turned(x):
    """PyTorch's weights are [outputs, inputs], which matters to Muon."""
    return x.T if x.dim() == 2 else x


def with_torch(*makers, clip=None, average=None):
    """Trains with one optimizer, or with one for the matrices and one for the bias."""
    first, bias, second = (turned(torch.tensor(start[name])).contiguous().requires_grad_() for name in start)
    parts = [[first, bias, second]] if len(makers) == 1 else [[first, second], [bias]]
    optimizers = [make(part) for make, part in zip(makers, parts)]
    # AveragedModel wants a module.
    model = torch.nn.ParameterList([first, bias, second])
    swa = torch.optim.swa_utils
    averages = None if average is None else swa.AveragedModel(model, multi_avg_fn=swa.get_ema_multi_avg_fn(average))
    x, y = torch.tensor(rows), torch.tensor(wanted)
    for _ in range(steps):
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss = 0.5 * ((torch.tanh(x @ first.T + bias) @ second.T - y) ** 2).sum()
        loss.backward()
        if clip is not None:
            torch.nn.utils.clip_grad_value_([first, bias, second], clip)
        for optimizer in optimizers:
            optimizer.step()
        if averages is not None:
            averages.update_parameters(model)
    kept = [first, bias, second] if averages is None else list(averages.module)
    return torch.cat([turned(parameter.detach()).flatten() for parameter in kept]).tolist()


def with_optax(optimizer):
    parameters = {name: jnp.array(value) for name, value in start.items()}
    x, y = jnp.array(rows), jnp.array(wanted)

    def loss(p):
        return 0.5 * ((jnp.tanh(x @ p["first"] + p["bias"]) @ p["second"] - y) ** 2).sum()

    state = optimizer.init(parameters)
    for _ in range(steps):
        updates, state = optimizer.update(jax.grad(loss)(parameters), state, parameters)
        parameters = optax.apply_updates(parameters, updates)
    return jnp.concatenate([parameters[name].flatten() for name in start]).tolist()


rate = 0.125
optim = torch.optim
goldens = {
    "sgd": with_torch(lambda p: optim.SGD(p, lr=rate)),
    "sgd with weight decay": with_torch(lambda p: optim.SGD(p, lr=rate, weight_decay=0.125)),
    # PyTorch multiplies by the learning rate after the velocity, Adjoint before: the same as long as it is constant.
    "momentum": with_torch(lambda p: optim.SGD(p, lr=0.03125, momentum=0.875)),
    "nesterov": with_torch(lambda p: optim.SGD(p, lr=0.03125, momentum=0.875, nesterov=True)),
    "adagrad": with_torch(lambda p: optim.Adagrad(p, lr=rate, eps=1e-7)),
    "adagrad with epsilon inside": with_optax(optax.adagrad(rate, initial_accumulator_value=0.1, eps=1e-2)),
    "adadelta": with_torch(lambda p: optim.Adadelta(p, lr=1, rho=0.95, eps=1e-6)),
    "rmsprop": with_optax(optax.rmsprop(0.03125, decay=0.9, eps=1e-6)),
    "rmsprop, centred, with momentum and epsilon outside": with_torch(
        lambda p: optim.RMSprop(p, lr=0.0078125, alpha=0.9, eps=1e-3, centered=True, momentum=0.875)
    ),
    "rmsprop with Nesterov's momentum": with_optax(
        optax.rmsprop(0.0078125, decay=0.9, eps=1e-6, momentum=0.875, nesterov=True)
    ),
    "adam": with_torch(lambda p: optim.Adam(p, lr=rate, betas=(0.9, 0.999), eps=1e-8)),
    "adamw": with_torch(lambda p: optim.AdamW(p, lr=rate, weight_decay=0.125)),
    "amsgrad": with_torch(lambda p: optim.Adam(p, lr=rate, betas=(0.9, 0.75), amsgrad=True)),
    "adamax": with_torch(lambda p: optim.Adamax(p, lr=rate)),
    "nadam": with_torch(lambda p: optim.NAdam(p, lr=rate, momentum_decay=0.25)),
    "radam": with_torch(lambda p: optim.RAdam(p, lr=rate)),
    "lion": with_optax(optax.lion(0.03125, b1=0.9, b2=0.99, weight_decay=0.125)),
    "lamb": with_optax(optax.lamb(rate, eps=1e-6, weight_decay=0.125)),
    # Its ε₁ is squared before it bounds the mean square.
    "adafactor": with_torch(lambda p: optim.Adafactor(p, lr=rate, eps=(1e-15, 1e-3))),
    "muon": with_torch(
        lambda p: optim.Muon(p, lr=0.03125, momentum=0.875, weight_decay=0.125),
        lambda p: optim.AdamW(p, lr=rate, weight_decay=0.125),
    ),
    "clipByValue": with_torch(lambda p: optim.SGD(p, lr=rate), clip=0.25),
    "clipByGlobalNorm": with_optax(optax.chain(optax.clip_by_global_norm(0.5), optax.sgd(rate))),
    "averageWeights": with_torch(lambda p: optim.SGD(p, lr=rate), average=0.75),
    "accumulate": with_optax(optax.MultiSteps(optax.adam(rate), 3, accumulator_dtype=jnp.float64)),
    "nonNegative": with_optax(optax.chain(optax.sgd(rate), optax.keep_params_nonnegative())),
}

print("/** Parameters of the two-layer network after ten steps: tools/goldens/optimizers.py, PyTorch 2.13.0 and optax 0.2.8, in float64. */")
print("export const goldens = {")
for name, numbers in goldens.items():
    print(f'  "{name}": [{", ".join(repr(number) for number in numbers)}],')
print("} satisfies Readonly<Record<string, readonly number[]>>;")
