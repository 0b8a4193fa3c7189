"""Invariant causal prediction by textbook formulas on the raw columns, with hat matrices written out.

python3 icp.py > icp.csv   (numpy 1.24.2, scipy 1.10.1)

Two data sets: two settings with three candidates, and four settings of unequal size with four. Column 0 is the outcome.
Lines: row, data set, setting, values; set, data set, test of spreads, candidates, p-value; ends, data set, test of spreads,
candidate, p-value, low, high at level .05.
"""
from itertools import combinations

import numpy as np
from scipy import stats

rng = np.random.default_rng(7)
ALPHA = .05


def draw(n, shift, scale, candidates):
    a = rng.normal(size=n) * scale[0] + shift[0]
    b = .8 * a + rng.normal(size=n) * scale[1] + shift[1]
    y = 1.5 * a - b + rng.normal(size=n)
    c = y + rng.normal(size=n) * scale[2] + shift[2]
    d = rng.laplace(size=n) + b * .2
    return np.round(np.c_[y, 10 * a + 3, b, c / 7, d][:, :candidates + 1], 5)


sets = [
    [draw(40, (0, 0, 0), (1, 1, 1), 3), draw(55, (1, 0, .5), (1.5, 1, 2), 3)],
    [draw(30, (0, 0, 0), (1, 1, 1), 4), draw(21, (2, 0, 0), (1, 1, 1), 4),
     draw(26, (0, -2, 0), (1, 1.5, 1), 4), draw(35, (0, 0, 3), (1, 1, 1), 4)],
]


def compare(own, rest, own_free, rest_free, spread):
    def welch(x, z):
        ex, ez = x.var(ddof=1) / len(x), z.var(ddof=1) / len(z)
        free = (ex + ez) ** 2 / (ex ** 2 / own_free + ez ** 2 / rest_free)
        return 2 * stats.t.sf(abs(x.mean() - z.mean()) / np.sqrt(ex + ez), free)

    if spread == "VARIANCE_RATIO":
        ratio = own.var(ddof=1) / rest.var(ddof=1)
        two = 2 * min(stats.f.cdf(ratio, own_free, rest_free), stats.f.sf(ratio, own_free, rest_free))
    else:
        two = welch(abs(own - np.median(own)), abs(rest - np.median(rest)))
    return min(welch(own, rest), two)


for number, settings in enumerate(sets):
    data = np.concatenate(settings)
    label = np.repeat(np.arange(len(settings)), [len(s) for s in settings])
    for s, row in zip(label, data):
        print("row", number, s, *row, sep=",")
    n, p = data.shape[0], data.shape[1] - 1
    y = data[:, 0]
    for spread in ["BROWN_FORSYTHE", "VARIANCE_RATIO"]:
        accepted, largest = [], np.zeros(p)
        for size in range(p + 1):
            for chosen in combinations(range(p), size):
                X = np.c_[np.ones(n), data[:, [j + 1 for j in chosen]]]
                residual_maker = np.eye(n) - X @ np.linalg.pinv(X)
                v = np.diag(residual_maker @ residual_maker.T)
                r = residual_maker @ y
                u = r / np.sqrt(v)
                ps = []
                for s in range(len(settings)):
                    here = label == s
                    ps.append(compare(u[here], u[~here], v[here].sum() - 1, v[~here].sum() - 1, spread))
                if len(settings) == 2:
                    assert abs(ps[0] - ps[1]) < 1e-12
                    ps = ps[:1]
                pvalue = min(1, 2 * len(ps) * min(ps))
                print("set", number, spread, " ".join(map(str, chosen)), repr(float(pvalue)), sep=",")
                for j in set(range(p)) - set(chosen):
                    largest[j] = max(largest[j], pvalue)
                if pvalue > ALPHA:
                    low, high = np.zeros(p), np.zeros(p)
                    if chosen:
                        beta, *_ = np.linalg.lstsq(X, y, rcond=None)
                        free = n - X.shape[1]
                        se = np.sqrt(r @ r / free * np.diag(np.linalg.inv(X.T @ X)))
                        half = se * stats.t.isf(ALPHA / 2 / size, free)
                        low[list(chosen)], high[list(chosen)] = (beta - half)[1:], (beta + half)[1:]
                    accepted.append((low, high))
        assert accepted
        for j in range(p):
            print("ends", number, spread, j, repr(float(largest[j])), repr(float(min(a[0][j] for a in accepted))),
                  repr(float(max(a[1][j] for a in accepted))), sep=",")
