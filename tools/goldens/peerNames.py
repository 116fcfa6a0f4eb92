"""Checks what docs/ops.md and docs/optim.md say that Keras, PyTorch, optax and JAX call things:

    pip install keras torch optax torchmetrics && KERAS_BACKEND=torch python tools/goldens/peerNames.py

Every name must exist, and what stands in its brackets must be parameters of it. Where a page says that a library has nothing,
by a dash or by silence, there must be nothing under the entry's own name. Prints what is not so, and fails then.
"""

import importlib
import inspect
import pathlib
import re
import sys

# Where the names of each library are looked for, in this order. Those of JAX stand behind "optax (JAX)".
modules = {
    "Keras": "keras keras.activations keras.layers keras.losses keras.metrics keras.regularizers keras.initializers"
    " keras.constraints keras.optimizers keras.optimizers.schedules keras.callbacks",
    "PyTorch": "torch torch.nn torch.nn.utils torch.optim torch.optim.lr_scheduler torch.optim.swa_utils torch.amp",
    "torchmetrics": "torchmetrics torchmetrics.classification torchmetrics.text",
    "torchvision": "torchvision",
    "KerasHub": "keras_hub keras_hub.metrics",
    "optax": "optax optax.losses",
    "JAX": "jax jax.numpy jax.nn.initializers",
}
# What is no name but an attribute or an expression, as something that must be there.
expressions = {
    "trainable = False": "Layer.trainable",
    "requires_grad = False": "Tensor.requires_grad",
    "parameter groups": "Optimizer.add_param_group",
    "x + f(x)": "Tensor.__add__",
}
# Parameters of every optimizer, and of every layer.
parameters = {"Keras": ["Optimizer", "Adam", "Dense"], "PyTorch": ["AdamW"]}
# Of the same name, and something else.
homonyms = {"optax.flatten", "jax.numpy.matmul"}


def loaded(library):
    found = []
    for name in modules[library].split():
        try:
            found.append(importlib.import_module(name))
        except Exception:  # What is not installed, or does not load here, is told at the end.
            pass
    return found


libraries = {library: loaded(library) for library in modules}


def find(library, path):
    """What a library has under a name, dots included."""
    for found in libraries[library]:
        for part in path.split("."):
            found = getattr(found, part, None)
        if found is not None:
            return found
    return None


def takes(function, parameter):
    """Is it a parameter of a function, or of a class or one of those it extends?"""
    for each in [function, *(inspect.getmro(function) if inspect.isclass(function) else [])]:
        try:
            if parameter in inspect.signature(each).parameters:
                return True
        except (TypeError, ValueError):  # Written in C.
            pass
    return False


def fault(library, name):
    """What is wrong with a name such as `SGD(momentum, dampening)`, or None."""
    path, _, arguments = expressions.get(name, name).partition("(")
    found = find(library, path)
    if found is None:
        owners = [find(library, owner) for owner in parameters.get(library, [])]
        return None if any(takes(owner, path) for owner in owners) else "does not exist"
    for argument in re.findall(r"\b([a-z]\w+)(?==|,|\))", arguments):
        if not takes(found, argument):
            return f"has no parameter {argument}"
    return None


def same(name):
    return name.replace("_", "").lower()


def namesake(library, entry):
    """What a library has under the entry's own name, or None."""
    for module in libraries[library]:
        for name in dir(module):
            full = f"{module.__name__}.{name}"
            if same(name) == same(entry) and full not in homonyms and not inspect.ismodule(getattr(module, name)):
                return full
    return None


def claims(page):
    """Of each line "Elsewhere", the entry and what it says about each of the three libraries: None where it says nothing."""
    entry = None
    for line in pathlib.Path(page).read_text().splitlines():
        if heading := re.match(r"### `?(\w+)`?$", line):
            entry = heading[1]
        if said := re.search(r"\*Elsewhere:\*+ (.*?)(?: \*Differs|$)", line):
            words = re.split(r"\b(Keras|PyTorch|optax)\b(?!\.)", said[1])
            told = dict(zip(words[1::2], words[2::2]))
            for library in ["Keras", "PyTorch", "optax"]:
                yield entry, library, told.get(library)


checked = 0
wrong = []
for page in ["docs/ops.md", "docs/optim.md"]:
    for entry, library, about in claims(page):
        if about is None or "—" in about or about.strip() in [",", "and"]:
            for where in ["optax", "JAX"] if library == "optax" else [library]:
                checked += 1
                if found := namesake(where, entry):
                    wrong.append(f"{page}: {entry}: {library} has {found}")
            continue
        if aside := re.match(r" \((JAX|torchmetrics|KerasHub)\)", about):
            library = aside[1]
        for name in re.findall(r"`([^`]+)`", about):
            owner = "torchvision" if name.startswith("torchvision.") else library
            if libraries[owner]:
                checked += 1
                if problem := fault(owner, name.removeprefix("torchvision.")):
                    wrong.append(f"{page}: {entry}: {owner}'s `{name}` {problem}")

missing = ", ".join(library for library, found in libraries.items() if not found)
print(*wrong, f"{checked} claims checked, {len(wrong)} wrong; not installed: {missing or 'none'}", sep="\n")
sys.exit(1 if wrong else 0)
