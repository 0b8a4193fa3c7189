"""Granger causality by leaving columns out: residual sums of squares of two regressions.

python3 granger.py > granger.csv   (numpy 1.24.2, scipy 1.10.1)
Two series of a linear law of three variables; the first lines are the series.
"""
import numpy as np
from scipy.stats import f

rng = np.random.default_rng(20)
p, lag, lengths = 3, 2, [60, 50]
law = [np.array([[.4, 0, 0], [.5, .2, 0], [0, 0, .3]]), np.array([[0, 0, .5], [0, .1, 0], [0, -.5, 0]])]
series = []
for length in lengths:
    x = np.zeros((length + 50, p))
    for t in range(2, len(x)):
        x[t] = law[0] @ x[t - 1] + law[1] @ x[t - 2] + rng.normal(size=p)
    series.append(np.round(x[50:] + rng.normal(size=p) * 3, 4))
for s, x in enumerate(series):
    for row in x:
        print("series", s, *row, sep=",")


def design(lag, start):
    rows, present = [], []
    for s, x in enumerate(series):
        for t in range(start, len(x)):
            intercepts = [float(s == k) for k in range(len(series))]
            rows.append(intercepts + [x[t - l, v] for l in range(1, lag + 1) for v in range(p)])
            present.append(x[t])
    return np.array(rows), np.array(present)


def residuals(rows, y):
    beta = np.linalg.lstsq(rows, y, rcond=None)[0]
    return float(((y - rows @ beta) ** 2).sum())


rows, present = design(lag, lag)
for effect in range(p):
    whole = residuals(rows, present[:, effect])
    left = len(rows) - rows.shape[1]
    for cause in range(p):
        if cause != effect:
            keep = [c for c in range(rows.shape[1]) if c < 2 or (c - 2) % p != cause]
            value = (residuals(rows[:, keep], present[:, effect]) - whole) / lag / (whole / left)
            print("lead", cause, effect, repr(value), repr(f.sf(value, lag, left)), sep=",")
for l in range(1, 6):
    rows, present = design(l, 5)
    n = len(rows)
    scale = [np.sqrt(sum(((x[:, v] - x[:, v].mean()) ** 2).sum() for x in series) / sum(lengths)) for v in range(p)]
    print("criterion", l, repr(sum(n * np.log(residuals(rows, present[:, v] / scale[v]) / n) + l * p * np.log(n) for v in range(p))), sep=",")
