"""Coefficients for packages/core/src/backends/wasm/vectorMath: `pip install mpmath==1.3.0 numpy==2.3.0 && python tools/goldens/vectorMath.py`.

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


def show(name, function, weight, low, high, degree, single=True):
    coefficients, table = remez(function, weight, low, high, degree)
    kind = numpy.float32 if single else numpy.float64
    # Beside the Taylor coefficient that it replaces, a rounded one is as good: what follows is far smaller.
    rounded = [mpf(float(kind(float(c)))) for c in coefficients]
    worst = [
        max(abs(w * (y - mpmath.polyval(cs[::-1], x))) for x, y, w in table) for cs in (coefficients, rounded)
    ]
    texts = [numpy.format_float_scientific(kind(float(c)), unique=True, trim="-") for c in coefficients[::-1]]
    print(f"{name}: [{', '.join(texts)}]")
    print(f"  2^{mpmath.nstr(mpmath.log(worst[0], 2), 4)}, rounded 2^{mpmath.nstr(mpmath.log(worst[1], 2), 4)}")


one = lambda _: mpf(1)
pi = mpmath.pi
series = lambda terms: lambda x: mpmath.nsum(lambda n: terms(int(n), x), [0, 40])


def guarded(function, limit):
    """A function with a removable singularity at 0, by its value beside it."""
    tiny = mpf(10) ** -12
    return lambda x: function(x) if abs(x) > tiny else limit


if __name__ == "__main__":
    root = mpmath.sqrt
    quarter = (pi / 4) ** 2 * mpf("1.0001")
    # sin r = r + r z S(z) and cos r = 1 − z (½ − z C(z)), z = r² ≤ (π/4)².
    show("sin", guarded(lambda z: (mpmath.sin(root(z)) / root(z) - 1) / z, -mpf(1) / 6), lambda z: z, 0, quarter, 2)
    show("cos", guarded(lambda z: ((mpmath.cos(root(z)) - 1) / z + mpf(1) / 2) / z, mpf(1) / 24), lambda z: z * z, 0, quarter, 2)
    # arctan y = y + y z A(z), z = y² ≤ 1.
    for degree in (7, 8):
        show(f"atan {degree}", guarded(lambda z: (mpmath.atan(root(z)) / root(z) - 1) / z, -mpf(1) / 3), lambda z: z / (mpmath.atan(root(z)) / root(z)) if z > 0 else z, 0, 1, degree)
    # e^r − 1 = r + (r²/2 + r³ Q(r)), |r| ≤ ln 2.
    for degree in (4, 5):
        show(f"expm1 {degree}", guarded(lambda r: (mpmath.expm1(r) - r - r**2 / 2) / r**3, mpf(1) / 6), lambda r: abs(r**3 / mpmath.expm1(r)) if r != 0 else r, -0.694, 0.694, degree)
    # erf x = x + x E(x²), x ≤ 0.921875; above it 1 − e^−G(x), x ≤ 4.
    split = mpf("0.921875")
    for degree in (5, 6):
        show(f"erf {degree}", guarded(lambda z: mpmath.erf(root(z)) / root(z) - 1, 2 / root(pi) - 1), lambda z: root(z) / mpmath.erf(root(z)) if z > 0 else one(z), 0, split**2, degree)
    for degree in (5, 6, 7):
        show(f"erf beyond {degree}", lambda x: -mpmath.log(mpmath.erfc(x)), lambda x: mpmath.erfc(x) / mpmath.erf(x), split, 4, degree)
    # log2 m = s L(s²), s = (m − 1)/(m + 1), m from √½ to √2.
    edge = ((root(2) - 1) / (root(2) + 1)) ** 2
    for degree in (5, 6):
        show(f"log2 {degree}", guarded(lambda z: mpmath.log((1 + root(z)) / (1 - root(z)), 2) / root(z), 2 / mpmath.log(2)), one, 0, edge, degree, single=False)
    # 2^r = 1 + r P(r), |r| ≤ ½.
    for degree in (5, 6):
        show(f"exp2 {degree}", guarded(lambda r: (mpf(2) ** r - 1) / r, mpmath.log(2)), lambda r: abs(r) * mpf(2) ** -r, -0.5, 0.5, degree, single=False)
    # e^r = 1 + (r + r² Q(r)), |r| ≤ ½ ln 2, in double precision.
    for degree in (9, 10, 11):
        show(f"exp double {degree}", guarded(lambda r: (mpmath.expm1(r) - r) / r**2, mpf(1) / 2), lambda r: abs(r), -0.34658, 0.34658, degree, single=False)
    # ln(1 + f) = f − (f²/2 − s (f²/2 + R)), R = z L(z), z = s² and s = f/(2 + f).
    for degree in (5, 6, 7):
        show(f"log double {degree}", guarded(lambda z: (mpmath.log((1 + root(z)) / (1 - root(z))) / root(z) - 2) / z, mpf(2) / 3), lambda z: z, 0, edge, degree, single=False)
