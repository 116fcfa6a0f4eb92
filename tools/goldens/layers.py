"""Golden outputs and gradients for packages/ops/src/layers: `pip install torch==2.13.0 jax && python tools/goldens/layers.py > packages/ops/src/layers/goldens.properties.ts`.

In double precision. Element i of input or parameter number n is sin(i + 1 + 10 n) / (n + 1), element i of the cotangent is cos(i + 1). Layouts are those of Adjoint:
channels last, weights [...window, channels, filters]. JAX computes what PyTorch has no option for: `same` padding with a stride.
"""

import jax
import jax.numpy as jnp
import torch
import torch.nn.functional as F

jax.config.update("jax_enable_x64", True)
torch.set_default_dtype(torch.float64)


def filled(number, shape):
    count = int(torch.tensor(shape).prod())
    return (torch.sin(torch.arange(1.0, count + 1) + 10 * number) / (number + 1)).reshape(shape)


def show(name, tensors):
    rows = [", ".join(f"{float(x):.15g}" for x in torch.as_tensor(tensor).flatten()) for tensor in tensors]
    print(f"  {name}: [" + ", ".join(f"[{row}]" for row in rows) + "],")


def case(name, f, *shapes):
    """The output, then the gradients of ⟨cotangent, output⟩ by the input and each parameter."""
    values = [filled(number, shape).requires_grad_() for number, shape in enumerate(shapes)]
    y = f(*values)
    (y.flatten() @ torch.cos(torch.arange(1.0, y.numel() + 1))).backward()
    show(name, [y.detach(), *[value.grad for value in values]])


def jax_case(name, f, *shapes):
    values = [jnp.asarray(filled(number, shape).numpy()) for number, shape in enumerate(shapes)]
    y, pullback = jax.vjp(f, *values)
    cotangent = jnp.cos(jnp.arange(1.0, y.size + 1)).reshape(y.shape)
    show(name, [[float(x) for x in tensor.flatten()] for tensor in (y, *pullback(cotangent))])


def first(x):
    """Channels last to channels first."""
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def conv2d(x, w, b, **options):
    return last(F.conv2d(first(x), w.permute(3, 2, 0, 1), b, **options))


def conv1d(x, w, b, **options):
    return last(F.conv1d(first(x), w.permute(2, 1, 0), b, **options))


print('/** Printed by tools/goldens/layers.py, with torch 2.13 and jax: outputs, then gradients by the input and the parameters. */')
print("export const goldens = {")
case("conv2d", conv2d, [2, 4, 3, 2], [3, 2, 2, 3], [3])
case("conv2dStrided", lambda *a: conv2d(*a, stride=(2, 1), padding=1, dilation=(1, 2)), [1, 5, 4, 2], [3, 2, 2, 2], [2])
case("conv2dGrouped", lambda *a: conv2d(*a, groups=2), [1, 3, 3, 4], [2, 2, 2, 6], [6])
case("conv2dDepthwise", lambda *a: conv2d(*a, groups=3, padding=1), [1, 2, 3, 3], [3, 3, 1, 6], [6])
case("conv1d", lambda *a: conv1d(*a, stride=2, padding=2, dilation=2), [2, 6, 2], [3, 2, 3], [3])
jax_case(
    "conv2dSame",
    lambda x, w, b: jax.lax.conv_general_dilated(x, w, (2, 3), "SAME", rhs_dilation=(2, 1), dimension_numbers=("NHWC", "HWIO", "NHWC")) + b,
    [1, 5, 4, 2], [2, 2, 2, 3], [3],
)
case("maxPool2d", lambda x: last(F.max_pool2d(first(x), (3, 2), stride=(2, 1), padding=1)), [1, 5, 3, 2])
case("averagePool2d", lambda x: last(F.avg_pool2d(first(x), (3, 2), stride=(2, 1), padding=1, count_include_pad=False)), [1, 5, 3, 2])
case("maxPool1d", lambda x: last(F.max_pool1d(first(x), 2)), [2, 5, 2])
jax_case("maxPool1dSame", lambda x: jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 3, 1), (1, 2, 1), "SAME"), [2, 6, 1])
case("batchNorm", lambda x, scale, shift: F.batch_norm(x, None, None, scale, shift, training=True, eps=1e-5), [5, 3], [3], [3])
case("batchNormImages", lambda x, scale, shift: last(F.batch_norm(first(x), None, None, scale, shift, training=True, eps=1e-3)), [2, 2, 3, 2], [2], [2])
case("layerNorm", lambda x, scale, shift: F.layer_norm(x, (4,), scale, shift, eps=1e-5), [2, 2, 4], [4], [4])
case("groupNorm", lambda x, scale, shift: last(F.group_norm(first(x), 2, scale, shift, eps=1e-5)), [2, 3, 4], [4], [4])
case("rmsNorm", lambda x, scale: F.rms_norm(x, (4,), scale, eps=1e-5), [3, 4], [4])


def attention(x, wq, bq, wk, bk, wv, bv, wo, bo):
    mask = torch.full((3, 3), float("-inf")).triu(1)
    y, _ = F.multi_head_attention_forward(
        x.transpose(0, 1), x.transpose(0, 1), x.transpose(0, 1), 4, 2, torch.cat([wq.T, wk.T, wv.T]), torch.cat([bq, bk, bv]), None, None, False, 0.0, wo.T, bo,
        attn_mask=mask, need_weights=False,
    )
    return y.transpose(0, 1)


case("multiHeadAttention", attention, [2, 3, 4], *([[4, 4], [4]] * 4))

norm = torch.nn.BatchNorm1d(3, momentum=0.25)
for step in range(2):
    norm(filled(step, [5, 3]))
show("runningStatistics", [norm.running_mean, norm.running_var, norm.eval()(filled(2, [5, 3])).detach()])
print("} as const;")
