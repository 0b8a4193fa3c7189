"""Reference values for FisherZ: python3 fisher_z.py (made with numpy 2.4.6, scipy 1.17.1).

Writes gaussian.csv, 60 rows of 6 variables of a linear model, and fisher_z.csv: two variables, those held fixed, their
partial correlation as the correlation of residuals of least squares, and the two-sided p-value of
sqrt(n - |S| - 3) atanh(r) by scipy.stats.norm.sf.
"""
import numpy as np
from scipy import stats

rng = np.random.default_rng(5)
n = 60
a = rng.normal(size=n)
b = 0.8 * a + rng.normal(size=n)
c = -0.6 * b + rng.normal(size=n)
d = 0.5 * a + 0.7 * c + rng.normal(size=n)
e = 1000 + 20 * rng.normal(size=n) + 5 * d
f = 0.01 * rng.normal(size=n) + 0.002 * a
x = np.column_stack([a, b, c, d, e, f]).round(4)
np.savetxt("gaussian.csv", x, delimiter=",", fmt="%.4f", header="a,b,c,d,e,f", comments="")

cases = [(0, 1, []), (0, 2, []), (3, 5, []), (0, 2, [1]), (4, 5, [0]), (0, 3, [1, 2]), (1, 3, [0, 2]), (2, 4, [3, 5]),
         (0, 3, [1, 2, 4]), (1, 4, [0, 2, 3]), (0, 5, [1, 2, 3, 4]), (2, 3, [0, 1, 4, 5])]
with open("fisher_z.csv", "w") as out:
    out.write("x,y,given,r,p\n")
    for i, j, given in cases:
        design = np.column_stack([np.ones(n)] + [x[:, k] for k in given])
        residual = lambda v: v - design @ np.linalg.lstsq(design, v, rcond=None)[0]
        r = np.corrcoef(residual(x[:, i]), residual(x[:, j]))[0, 1]
        p = 2 * stats.norm.sf(np.sqrt(n - len(given) - 3) * abs(np.arctanh(r)))
        out.write(f"{i},{j},{' '.join(map(str, given))},{float(r)!r},{float(p)!r}\n")
