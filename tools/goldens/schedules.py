"""Golden rates for packages/optim, computed by the schedulers of PyTorch:

    pip install torch==2.13.0
    python tools/goldens/schedules.py > packages/optim/src/schedules/goldens.properties.ts && npm run format
"""

import warnings

import torch
from torch.optim import lr_scheduler

warnings.filterwarnings("ignore")


def rates(make, steps, rate=0.5):
    """The rate of each step, from the first on."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    scheduler = make(optimizer)
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def observed(metrics, **options):
    """The rate after each observation."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, eps=0, **options)
    found = []
    for metric in metrics:
        scheduler.step(metric)
        found.append(optimizer.param_groups[0]["lr"])
    return found


falling = [5.0, 4.0, 4.0, 3.9999, 4.5, 4.25, 3.5, 3.75, 3.75, 3.75, 3.75, 3.75, 3.75, 3.75, 3.0, float("nan"), 3.0, 3.0, 3.0, 3.0]
goldens = {
    "oneCycle": rates(lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.5, total_steps=20), 20),
    "oneCycle, linear": rates(
        lambda o: lr_scheduler.OneCycleLR(
            o, max_lr=0.5, total_steps=16, pct_start=0.25, anneal_strategy="linear", div_factor=8, final_div_factor=4
        ),
        16,
    ),
    "cosineRestarts": rates(lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=4, eta_min=0.0625), 20),
    "cosineRestarts, growing": rates(lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=3, T_mult=2), 50),
    "cosineDecay": rates(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=10, eta_min=0.125), 11),
    "polynomialDecay": rates(lambda o: lr_scheduler.PolynomialLR(o, total_iters=8, power=2.0), 12),
    "stepDecay": rates(lambda o: lr_scheduler.StepLR(o, step_size=3, gamma=0.5), 12),
    "piecewiseConstant": rates(lambda o: lr_scheduler.MultiStepLR(o, milestones=[2, 7], gamma=0.25), 12),
    "warmup": rates(
        lambda o: lr_scheduler.SequentialLR(
            o,
            [
                lr_scheduler.LinearLR(o, start_factor=0.25, total_iters=4),
                lr_scheduler.CosineAnnealingLR(o, T_max=8),
            ],
            milestones=[4],
        ),
        12,
    ),
    "reduceOnPlateau": observed(falling, factor=0.5, patience=2),
    "reduceOnPlateau, with cooldown": observed(falling, factor=0.5, patience=1, cooldown=2, min_lr=0.2),
    "reduceOnPlateau, larger is better": observed([-x for x in falling], mode="max", factor=0.25, patience=1, threshold=0.0),
}

print("/** Rates, step by step or observation by observation: tools/goldens/schedules.py, PyTorch 2.13.0. */")
print("export const goldens = {")
for name, numbers in goldens.items():
    print(f'  "{name}": [{", ".join(repr(number) for number in numbers)}],')
print("} satisfies Readonly<Record<string, readonly number[]>>;")
