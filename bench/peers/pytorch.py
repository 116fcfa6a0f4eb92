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


class Images(nn.Module):
    def __init__(self, channels, side):
        super().__init__()
        self.shape = (-1, channels, side, side)

    def forward(self, x):
        return x.reshape(self.shape)


def layers(spec, i, network):
    if spec["kind"] == "block":
        return [Block(spec["width"])]
    if spec["kind"] == "convolution":
        # A single channel, so that the order of its dimensions does not matter.
        images = [Images(spec["inputs"], spec["side"])] if i == 0 else []
        convolution = nn.Conv2d(spec["inputs"], spec["outputs"], spec["size"], padding=spec["padding"])
        rows = [] if network[i + 1]["kind"] == "convolution" else [nn.Flatten()]
        return [*images, convolution, nn.ReLU(), nn.MaxPool2d(2), *rows]
    linear = nn.Linear(spec["inputs"], spec["outputs"])
    return [linear, nn.ReLU()] if spec["relu"] else [linear]


class Model:
    def __init__(self, problem):
        self.problem = problem
        self.network = nn.Sequential(
            *[layer for i, spec in enumerate(problem.network) for layer in layers(spec, i, problem.network)]
        )
        self.x = torch.from_numpy(problem.x.copy())
        self.labels = torch.from_numpy(problem.labels.astype("int64"))
        self.cost = nn.CrossEntropyLoss()
        self.reset()

    def reset(self):
        with torch.no_grad():
            for parameter, first in zip(self.network.parameters(), self.problem.parameters, strict=True):
                parameter.copy_(torch.from_numpy(self.arranged(first, parameter).copy()))
        rate = self.problem.optimizer["learningRate"]
        kind = torch.optim.Adam if self.problem.optimizer["kind"] == "adam" else torch.optim.SGD
        self.optimizer = kind(self.network.parameters(), lr=rate, fused=True if setting == "fused" else None)

    def arranged(self, first, parameter):
        """PyTorch keeps weights as [outputs, inputs], and channels before rows and columns."""
        if first.ndim == 4:
            return first.transpose(3, 2, 0, 1)
        last = [spec for spec in self.problem.network if spec["kind"] == "convolution"][-1:]
        if last and first.ndim == 2 and first.shape[0] % last[0]["outputs"] == 0 and parameter is self.after_images():
            channels = last[0]["outputs"]
            side = int((first.shape[0] // channels) ** 0.5)
            first = first.reshape(side, side, channels, -1).transpose(2, 0, 1, 3).reshape(first.shape)
        return first.T

    def after_images(self):
        return next((layer.weight for layer in self.network if isinstance(layer, nn.Linear)), None)

    def train(self, steps):
        network, cost, optimizer, x, labels = self.network, self.cost, self.optimizer, self.x, self.labels
        for _ in range(steps):
            optimizer.zero_grad()
            loss = cost(network(x), labels)
            loss.backward()
            optimizer.step()
        return loss.item()


serve(torch.__version__, threads, Model)
