"""Digits and statistics for packages/data/src/sets/iris.ts: `pip install scikit-learn==1.9.1 && python tools/goldens/iris.py`.

scikit-learn's copy has rows 35 and 38 as Fisher printed them; that of the UCI repository differs there.
"""

import hashlib

from sklearn.datasets import load_iris

iris = load_iris()
rows = (iris.data * 10).round().astype(int)
digits = "".join(f"{number:02d}" for number in rows.flatten())
for start in range(0, len(digits), 8 * 12):
    print(f'  "{digits[start:start + 8 * 12]}" +')
print("labels sorted:", (iris.target == [i // 50 for i in range(150)]).all(), list(iris.target_names))
print("SHA-256 of the digits:", hashlib.sha256(digits.encode()).hexdigest())
for label in range(3):
    chosen = iris.data[iris.target == label]
    print("means:", [round(float(x), 10) for x in chosen.mean(axis=0)])
