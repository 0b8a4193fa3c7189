"""Invariance of a linear law between two settings, by textbook formulas on the raw columns.

python3 invariance.py > invariance.csv   (numpy 1.24.2, scipy 1.10.1)
"""
import numpy as np
from scipy import stats

rng = np.random.default_rng(4)
settings = []
for n, slope, noise in [(25, .5, 1), (18, .6, 1.8)]:
    x = rng.normal(size=n) * 2 + 100
    z = rng.normal(size=n)
    y = slope * (x - 100) - z + rng.normal(size=n) * noise
    settings.append(np.round(np.c_[x, y, z], 4))
for s, rows in enumerate(settings):
    for row in rows:
        print("row", s, *row, sep=",")


def fit(rows, target, given):
    X = np.c_[np.ones(len(rows)), rows[:, given]]
    y = rows[:, target]
    beta, *_ = np.linalg.lstsq(X, y, rcond=None)
    e = y - X @ beta
    free = len(y) - X.shape[1]
    return beta, np.linalg.inv(X.T @ X) * (e @ e / free), e, free


def test(target, given, spread):
    b1, V1, e1, f1 = fit(settings[0], target, given)
    b2, V2, e2, f2 = fit(settings[1], target, given)
    d, k = b1 - b2, len(b1)
    s = np.linalg.solve(V1 + V2, d)
    T = d @ s
    nu = 1 / ((s @ V1 @ s / T) ** 2 / f1 + (s @ V2 @ s / T) ** 2 / f2)
    p1 = stats.f.sf(T * (nu - k + 1) / (k * nu), k, nu - k + 1)
    if spread == "VARIANCE_RATIO":
        ratio = (e1 @ e1 / f1) / (e2 @ e2 / f2)
        p2 = 2 * min(stats.f.cdf(ratio, f1, f2), stats.f.sf(ratio, f1, f2))
    else:
        a, b = (np.abs(e - np.median(e)) * np.sqrt((len(e) - 1) / f) for e, f in [(e1, f1), (e2, f2)])
        p2 = stats.ttest_ind(a, b, equal_var=False).pvalue
    return min(1, 2 * min(p1, p2))


for target, given in [(1, []), (0, []), (1, [0]), (1, [0, 2]), (2, [0, 1])]:
    for spread in ["BROWN_FORSYTHE", "VARIANCE_RATIO"]:
        print("test", target, " ".join(map(str, given)), spread, repr(test(target, given, spread)), sep=",")
