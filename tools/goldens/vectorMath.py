"""Coefficients for packages/core/src/backends/wasm/vectorMath: `pip install mpmath==1.3.0 numpy==2.4.6 && python tools/goldens/vectorMath.py`.

Each line is a polynomial in Horner's order, highest power first, with the smallest largest weighted error over an interval
(Remez' exchange algorithm), rounded to single or double precision, and log2 of the largest weighted error before and after that.
"""

import mpmath
import numpy
from mpmath import mp, mpf

mp.dps = 60


def remez(function, weight, low, high, degree, rounds=30):
    """The polynomial p that minimises the largest |weight · (function − p)| on [low, high], lowest power first."""
    count = degree + 2
    low, high = mpf(low), mpf(high)
    points = [(low + high) / 2 - (high - low) / 2 * mpmath.cos(mpmath.pi * i / (count - 1)) for i in range(count)]
    grid = [(low + high) / 2 - (high - low) / 2 * mpmath.cos(mpmath.pi * i / (count * 40)) for i in range(count * 40 + 1)]
    table = [(x, function(x), weight(x)) for x in grid]
    for _ in range(rounds):
        matrix = mpmath.matrix(count, count)
        values = mpmath.matrix(count, 1)
        for i, x in enumerate(points):
            for j in range(degree + 1):
                matrix[i, j] = weight(x) * x**j
            matrix[i, count - 1] = (-1) ** i
            values[i] = weight(x) * function(x)
        solution = mpmath.lu_solve(matrix, values)
        coefficients, level = list(solution)[:-1], abs(solution[count - 1])
        errors = [w * (y - mpmath.polyval(coefficients[::-1], x)) for x, y, w in table]
        # The largest error of each run of one sign.
        extremes = []
        for x, error in zip(grid, errors):
            if extremes and (error > 0) == (extremes[-1][1] > 0):
                if abs(error) > abs(extremes[-1][1]):
                    extremes[-1] = (x, error)
            else:
                extremes.append((x, error))
        while len(extremes) > count:
            extremes.pop(0 if abs(extremes[0][1]) < abs(extremes[-1][1]) else -1)
        if len(extremes) < count:
            break
        points = [x for x, _ in extremes]
        largest = max(abs(error) for _, error in extremes)
        if largest < level * mpf("1.001"):
            break
    return coefficients, table


def show(name, function, weight, low, high, degree, kind=numpy.float32):
    coefficients, table = remez(function, weight, low, high, degree)
    rounded = [kind(float(c)) for c in coefficients]
    worst = [
        max(abs(w * (y - mpmath.polyval(cs[::-1], x))) for x, y, w in table)
        for cs in (coefficients, [mpf(float(c)) for c in rounded])
    ]
    print(f"{name}: [{', '.join(numpy.format_float_scientific(c, trim='-') for c in rounded[::-1])}]")
    before, after = (mpmath.nstr(mpmath.log(error, 2), 4) for error in worst)
    print(f"  2^{before}, rounded 2^{after}")


def guarded(function, limit):
    """A function with a removable singularity at 0, by its limit there."""
    return lambda x: function(x) if abs(x) > mpf(10) ** -12 else limit


def relative(function, power=1):
    """The weight that makes the error of a factor of xᵖ one that is relative to a function."""
    return lambda x: abs(x**power / function(x)) if x != 0 else mpf(0)


root, pi, erf, erfc = mpmath.sqrt, mpmath.pi, mpmath.erf, mpmath.erfc
arctanh = lambda s: mpmath.log((1 + s) / (1 - s)) / 2

# sin r = r + r z S(z) and cos r = 1 − z/2 + z² C(z), z = r² ≤ (π/4)².
quarter = (pi / 4) ** 2 * mpf("1.0001")
sine = guarded(lambda z: (mpmath.sin(root(z)) / root(z) - 1) / z, -mpf(1) / 6)
cosine = guarded(lambda z: ((mpmath.cos(root(z)) - 1) / z + mpf(1) / 2) / z, mpf(1) / 24)
show("sinF32, cosF32: sine", sine, lambda z: z, 0, quarter, 2)
show("sinF32, cosF32: cosine", cosine, lambda z: z**2, 0, quarter, 2)

# arctan y = y + y z A(z), z = y² ≤ 1.
arctangent = lambda z: mpmath.atan(root(z)) / root(z)
show("atanF32", guarded(lambda z: (arctangent(z) - 1) / z, -mpf(1) / 3), relative(arctangent), 0, 1, 8)

# eʳ − 1 = r + (r²/2 + r³ Q(r)), |r| ≤ ln 2.
tail = guarded(lambda r: (mpmath.expm1(r) - r - r**2 / 2) / r**3, mpf(1) / 6)
show("expm1F32", tail, relative(mpmath.expm1, 3), "-0.694", "0.694", 5)

# erf x = x + x E(x²) for x ≤ 0.921875; beyond it 1 − e^−G(x), x ≤ 4.
split = mpf("0.921875")
factor = guarded(lambda z: erf(root(z)) / root(z) - 1, 2 / root(pi) - 1)
show("erfF32: near", factor, lambda z: 1 / (1 + factor(z)), 0, split**2, 6)
show("erfF32: far", lambda x: -mpmath.log(erfc(x)), lambda x: erfc(x) / erf(x), split, 4, 6)

# log₂ m = s L(s²), s = (m − 1)/(m + 1), m from √½ to √2.
edge = ((root(2) - 1) / (root(2) + 1)) ** 2
binary = guarded(lambda z: 2 * arctanh(root(z)) / root(z) / mpmath.log(2), 2 / mpmath.log(2))
show("powF32: logarithm", binary, lambda _: mpf(1), 0, edge, 5, numpy.float64)

# 2ʳ = 1 + r P(r), |r| ≤ ½.
power = guarded(lambda r: (mpf(2) ** r - 1) / r, mpmath.log(2))
show("powF32: exponential", power, lambda r: abs(r) * mpf(2) ** -r, "-0.5", "0.5", 6, numpy.float64)

# eʳ = 1 + (r + r² Q(r)), |r| ≤ ½ ln 2.
tail = guarded(lambda r: (mpmath.expm1(r) - r) / r**2, mpf(1) / 2)
show("expF64, tanhF64", tail, abs, "-0.34658", "0.34658", 10, numpy.float64)

# ln(1 + f) = f − (f²/2 − s (f²/2 + R)), R = z L(z), z = s² and s = f/(2 + f).
series = guarded(lambda z: (2 * arctanh(root(z)) / root(z) - 2) / z, mpf(2) / 3)
show("logF64", series, lambda z: z, 0, edge, 6, numpy.float64)
