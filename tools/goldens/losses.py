"""Goldens for packages/ops: `pip install torch==2.13.0 && python tools/goldens/losses.py >
packages/ops/src/losses/goldens.properties.ts`, then format it.

Each loss of PyTorch, and its gradient towards the predictions, in double precision. Where PyTorch has none, its definition is
written out, and the derivative is PyTorch's.
"""

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

predictions = torch.tensor([[0.3, -1.2, 0.7], [1.9, 0.15, -0.4], [-2.5, 3.0, 0.5], [0.0, 1.0, -6.0]])
targets = torch.tensor([[0.2, 0.5, 0.3], [1.4, -0.6, 0.1], [-2.0, 0.0, 4.5], [0.25, 1.5, -1.0]])
signs = torch.tensor([[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, -1.0]])
answers = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 0.25], [1.0, 1.0, 0.0], [0.5, 0.0, 0.0]])
counts = torch.tensor([[1.0, 0.0, 3.0], [2.0, 1.0, 0.0], [0.0, 4.0, 1.0], [7.0, 0.0, 2.0]])
labels = torch.tensor([2, 0, 1, 1])
distributions = torch.tensor([[0.2, 0.5, 0.3], [0.0, 1.0, 0.0], [0.25, 0.0, 0.75], [0.6, 0.3, 0.1]])
probabilities = torch.tensor([[0.3, 0.5, 0.2], [0.7, 0.1, 0.2], [0.05, 0.9, 0.05], [0.25, 0.25, 0.5]])
example_weights = torch.tensor([1.0, 0.5, 0.0, 2.0])
class_weights = torch.tensor([0.5, 2.0, 1.25])


def focal(gamma, alpha):
    def loss(z):
        entropy = F.binary_cross_entropy_with_logits(z, answers, reduction="none")
        p = torch.sigmoid(z)
        right = p * answers + (1 - p) * (1 - answers)
        weight = 1.0 if alpha is None else alpha * answers + (1 - alpha) * (1 - answers)
        return (weight * entropy * (1 - right) ** gamma).mean()

    return loss


def one_minus_cosine(p):
    return (1 - F.cosine_similarity(p, targets, dim=-1)).mean()


def triplet(squared):
    def loss(a):
        near, far = ((a - targets) ** 2).sum(-1), ((a - signs) ** 2).sum(-1)
        if not squared:
            near, far = near.sqrt(), far.sqrt()
        return torch.clamp(near - far + 1.5, min=0).mean()

    return loss


def weighted(loss):
    return (loss * example_weights[:, None]).mean()


smooth = 0.1
cases = {
    "squaredError": (predictions, lambda p: F.mse_loss(p, targets)),
    "squaredError, sum": (predictions, lambda p: F.mse_loss(p, targets, reduction="sum")),
    "squaredError, weights": (predictions, lambda p: weighted(F.mse_loss(p, targets, reduction="none"))),
    "squaredError, weightedMean": (
        predictions,
        lambda p: weighted(F.mse_loss(p, targets, reduction="none")) * 12 / (3 * example_weights.sum()),
    ),
    "absoluteError": (predictions, lambda p: F.l1_loss(p, targets)),
    "huber": (predictions, lambda p: F.huber_loss(p, targets)),
    "huber, delta 0.3": (predictions, lambda p: F.huber_loss(p, targets, delta=0.3)),
    "logCosh": (predictions, lambda p: torch.log(torch.cosh(p - targets)).mean()),
    "hinge": (predictions, lambda p: torch.clamp(1 - signs * p, min=0).mean()),
    "squaredHinge": (predictions, lambda p: (torch.clamp(1 - signs * p, min=0) ** 2).mean()),
    "poisson": (probabilities, lambda p: (p - counts * torch.log(p)).mean()),
    "poisson, logarithms": (predictions, lambda p: F.poisson_nll_loss(p, counts, log_input=True)),
    "sigmoidCrossEntropy": (predictions, lambda p: F.binary_cross_entropy_with_logits(p, answers)),
    "sigmoidCrossEntropy, positiveWeight 3": (
        predictions,
        lambda p: F.binary_cross_entropy_with_logits(p, answers, pos_weight=torch.tensor(3.0)),
    ),
    "sigmoidCrossEntropy, labelSmoothing": (
        predictions,
        lambda p: F.binary_cross_entropy_with_logits(p, answers * (1 - smooth) + smooth / 2),
    ),
    "sigmoidFocal": (predictions, focal(2.0, None)),
    "sigmoidFocal, alpha 0.25": (predictions, focal(1.5, 0.25)),
    "binaryCrossEntropy": (probabilities, lambda p: F.binary_cross_entropy(p, answers)),
    "softmaxCrossEntropy": (predictions, lambda p: F.cross_entropy(p, labels)),
    "softmaxCrossEntropy, rows": (predictions, lambda p: F.cross_entropy(p, distributions)),
    "softmaxCrossEntropy, labelSmoothing": (
        predictions,
        lambda p: F.cross_entropy(p, labels, label_smoothing=smooth),
    ),
    "softmaxCrossEntropy, classWeights": (
        predictions,
        lambda p: F.cross_entropy(p, labels, weight=class_weights),
    ),
    "softmaxCrossEntropy, classWeights, labelSmoothing": (
        predictions,
        lambda p: F.cross_entropy(p, labels, weight=class_weights, label_smoothing=smooth),
    ),
    "softmaxCrossEntropy, classWeights, rows, sum": (
        predictions,
        lambda p: F.cross_entropy(p, distributions, weight=class_weights, reduction="sum"),
    ),
    "crossEntropy": (probabilities, lambda p: F.nll_loss(torch.log(p), labels)),
    "crossEntropy, rows": (probabilities, lambda p: -(distributions * torch.log(p)).sum(-1).mean()),
    "klDivergence": (
        predictions,
        lambda p: F.kl_div(p, distributions, reduction="batchmean"),
    ),
    "cosineDistance": (predictions, one_minus_cosine),
    "triplet": (predictions, triplet(False)),
    "triplet, squared": (predictions, triplet(True)),
}

data = {
    "predictions": predictions,
    "probabilities": probabilities,
    "targets": targets,
    "signs": signs,
    "answers": answers,
    "counts": counts,
    "labels": labels,
    "distributions": distributions,
    "exampleWeights": example_weights,
    "classWeights": class_weights,
}

print("/** Written by tools/goldens/losses.py. */")
print("export const goldens = {")
print("  data: {")
for name, tensor in data.items():
    print(f"    {name}: {tensor.tolist()},")
print("  },")
print("  cases: {")
for name, (at, loss) in cases.items():
    p = at.clone().requires_grad_()
    value = loss(p)
    (gradient,) = torch.autograd.grad(value, p)
    print(f'  "{name}": {{ value: {value.item()!r}, gradient: {gradient.flatten().tolist()} }},')
print("  },")
print("} as const;")
