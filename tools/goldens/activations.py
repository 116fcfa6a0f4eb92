"""Goldens for packages/ops: `pip install torch==2.13.0 && python tools/goldens/activations.py >
packages/ops/src/activations/goldens.properties.ts`, then format it.

Each activation of PyTorch and its derivative in double precision, far out, in the tails and around 0. No point is a kink at
which PyTorch's choice of a derivative differs from Adjoint's.
"""

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

points = [-1e4, -20.0, -7.0, -5.0, -2.5, -1.0, -0.1, 0.0, 0.1, 1.0, 2.5, 5.0, 7.0, 20.0, 1e4]

activations = {
    "arctan": torch.atan,
    "celu": F.celu,
    "celu(2)": lambda x: F.celu(x, 2.0),
    "elu": F.elu,
    "elu(2)": lambda x: F.elu(x, 2.0),
    "gelu": F.gelu,
    "geluTanh": lambda x: F.gelu(x, approximate="tanh"),
    # The derivative of F.hardsigmoid has single precision only.
    "hardSigmoid": lambda x: F.relu6(x + 3) / 6,
    "hardSwish": F.hardswish,
    "leakyRelu": F.leaky_relu,
    "logSigmoid": F.logsigmoid,
    "mish": F.mish,
    "relu": F.relu,
    "relu6": F.relu6,
    "selu": F.selu,
    "sigmoid": F.sigmoid,
    "silu": F.silu,
    "softplus": F.softplus,
    "softsign": F.softsign,
    "tanh": torch.tanh,
}


def row(name, tensor):
    return f"    {name}: [{', '.join(repr(number) for number in tensor.tolist())}],"


print("// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: numbers as PyTorch printed them")
print("/** Written by tools/goldens/activations.py. */")
print("export const goldens = {")
print(f"  points: {points},")
print("  functions: {")
for name, function in activations.items():
    x = torch.tensor(points, requires_grad=True)
    y = function(x)
    (dx,) = torch.autograd.grad(y.sum(), x)
    print(f'  "{name}": {{')
    print(row("values", y.detach()))
    print(row("derivatives", dx))
    print("  },")
print("  },")
print("} as const;")
