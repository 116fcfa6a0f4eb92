"""Golden parameters for packages/optim: `pip install torch==2.13.0 && python tools/goldens/optimizers.py`, then copy what it prints.

Ten steps of each optimizer on the two-layer network of packages/optim/src/problems.properties.ts, in double precision.
"""

import torch

torch.set_default_dtype(torch.float64)

x = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.5, -1.5], [2.0, 1.0]])
y = torch.tensor([[1.0], [0.0], [-1.0], [0.5]])

# PyTorch multiplies by the learning rate after the velocity, Adjoint before: the same as long as it is constant.
optimizers = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.125),
    "momentum": lambda parameters: torch.optim.SGD(parameters, lr=0.03125, momentum=0.875),
    "nesterov": lambda parameters: torch.optim.SGD(parameters, lr=0.03125, momentum=0.875, nesterov=True),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.125, betas=(0.9, 0.999), eps=1e-8),
}

for name, make in optimizers.items():
    first = torch.tensor([[0.5, -0.25, 0.75], [-0.5, 1.0, 0.25]], requires_grad=True)
    bias = torch.tensor([0.125, -0.125, 0.0], requires_grad=True)
    second = torch.tensor([[1.0], [-0.5], [0.25]], requires_grad=True)
    optimizer = make([first, bias, second])
    for _ in range(10):
        optimizer.zero_grad()
        loss = 0.5 * ((torch.tanh(x @ first + bias) @ second - y) ** 2).sum()
        loss.backward()
        optimizer.step()
    numbers = torch.cat([parameter.detach().flatten() for parameter in (first, bias, second)]).tolist()
    print(f"  {name}: [{', '.join(repr(number) for number in numbers)}],")
