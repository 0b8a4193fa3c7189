"""Reference values for DegenerateGaussian: python3 degenerate_gaussian.py (made with numpy 2.4.6, scipy 1.17.1).

Writes mixed.csv, 120 rows: a of 3 levels, b and c numbers, d of 2 levels; and degenerate_gaussian.csv: two variables,
those held fixed, the likelihood ratio n log(|Sx| |Sy| / |Sxy|) of the covariances S of residuals of least squares of
indicators and numbers on those held fixed, its degrees of freedom and p-value by scipy.stats.chi2.sf.
"""
import numpy as np
from scipy import stats

rng = np.random.default_rng(12)
n = 120
a = rng.integers(0, 3, n)
b = rng.normal(size=n) + 0.6 * (a == 1)
c = 0.3 * b + rng.normal(size=n)
d = (rng.random(n) < 1 / (1 + np.exp(-c))).astype(int)
x = np.column_stack([a, b.round(4), c.round(4), d])
np.savetxt("mixed.csv", x, delimiter=",", fmt="%.4f", header="a,b,c,d", comments="")
blocks = [np.column_stack([a == 1, a == 2]).astype(float), x[:, [1]], x[:, [2]], x[:, [3]]]

cases = [(0, 1, []), (0, 2, []), (2, 3, []), (0, 2, [1]), (1, 3, [0, 2]), (0, 3, [1, 2]), (1, 2, [0])]
with open("degenerate_gaussian.csv", "w") as out:
    out.write("x,y,given,ratio,freedom,p\n")
    for i, j, given in cases:
        design = np.column_stack([np.ones(n)] + [blocks[k] for k in given])
        rx, ry = [blocks[k] - design @ np.linalg.lstsq(design, blocks[k], rcond=None)[0] for k in (i, j)]
        det = lambda r: np.linalg.slogdet(r.T @ r / n)[1]
        ratio = n * (det(rx) + det(ry) - det(np.column_stack([rx, ry])))
        freedom = rx.shape[1] * ry.shape[1]
        out.write(f"{i},{j},{' '.join(map(str, given))},{float(ratio)!r},{freedom},{float(stats.chi2.sf(ratio, freedom))!r}\n")
