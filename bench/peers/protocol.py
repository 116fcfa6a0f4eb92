"""Answers the requests of src/contest/protocol.ts: a JSON text per line on standard input and output."""

import base64
import json
import math
import resource
import sys
import time

import numpy

LOSS_STEPS = 5
LOSS_SECONDS = 10


def floats(text):
    return numpy.frombuffer(base64.b64decode(text), dtype="<f4")


def integers(text):
    return numpy.frombuffer(base64.b64decode(text), dtype="<i4")


class Problem:
    """A workload with its data and first parameters, as numpy arrays."""

    def __init__(self, encoded):
        self.workload = encoded["workload"]
        self.network = self.workload["network"]
        self.optimizer = self.workload["optimizer"]
        self.classes = encoded["classes"]
        self.x = floats(encoded["x"]).reshape(self.workload["batch"], encoded["features"])
        self.labels = integers(encoded["labels"])
        self.parameters = [floats(p["data"]).reshape(p["shape"]) for p in encoded["parameters"]]


def serve(version, threads, make):
    """`make(problem)` builds a model with `reset()` and `train(steps)`, which returns the last loss."""
    model = None

    def opened(request):
        nonlocal model
        problem = Problem(request["problem"])
        start = time.perf_counter()
        model = make(problem)
        losses = [model.train(1)]
        first = time.perf_counter() - start
        while len(losses) < LOSS_STEPS and (len(losses) < 2 or time.perf_counter() - start < LOSS_SECONDS):
            losses.append(model.train(1))
        return {"version": version, "threads": threads, "first": first, "losses": losses}

    def ran(request):
        steps = request["steps"]
        model.reset()
        model.train(math.ceil(steps / 20))
        start = time.perf_counter()
        model.train(steps)
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}

    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = opened(request) if request["do"] == "open" else ran(request)
        except Exception as error:  # The bench reports it and goes on without this entrant.
            reply = {"error": repr(error)}
        print(json.dumps(reply), flush=True)
