"""PyTorch, eager, on the CPU: `pytorch.py <threads> default|fused`; the latter is the optimizers' `fused=True`."""

import sys

import torch
from torch import nn

from protocol import serve

threads, setting = int(sys.argv[1]), sys.argv[2]
torch.set_num_threads(threads)


class Block(nn.Module):
    """y = x + W2 relu(W1 x + b)"""

    def __init__(self, width):
        super().__init__()
        self.inner = nn.Linear(width, width)
        self.outer = nn.Linear(width, width, bias=False)

    def forward(self, x):
        return x + self.outer(torch.relu(self.inner(x)))


def layers(spec):
    if spec["kind"] == "block":
        return [Block(spec["width"])]
    linear = nn.Linear(spec["inputs"], spec["outputs"])
    return [linear, nn.ReLU()] if spec["relu"] else [linear]


class Model:
    def __init__(self, problem):
        self.problem = problem
        self.network = nn.Sequential(*[layer for spec in problem.network for layer in layers(spec)])
        self.x = torch.from_numpy(problem.x.copy())
        self.labels = torch.from_numpy(problem.labels.astype("int64"))
        self.cost = nn.CrossEntropyLoss()
        self.reset()

    def reset(self):
        with torch.no_grad():
            for parameter, first in zip(self.network.parameters(), self.problem.parameters, strict=True):
                # nn.Linear keeps its weights as [outputs, inputs].
                parameter.copy_(torch.from_numpy(first.T.copy()))
        rate = self.problem.optimizer["learningRate"]
        kind = torch.optim.Adam if self.problem.optimizer["kind"] == "adam" else torch.optim.SGD
        self.optimizer = kind(self.network.parameters(), lr=rate, fused=True if setting == "fused" else None)

    def train(self, steps):
        network, cost, optimizer, x, labels = self.network, self.cost, self.optimizer, self.x, self.labels
        for _ in range(steps):
            optimizer.zero_grad()
            loss = cost(network(x), labels)
            loss.backward()
            optimizer.step()
        return loss.item()


serve(torch.__version__, threads, Model)
