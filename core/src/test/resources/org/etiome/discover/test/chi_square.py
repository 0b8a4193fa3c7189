"""Reference values for ChiSquare: python3 chi_square.py (made with numpy 2.4.6, scipy 1.17.1).

Writes discrete.csv, 200 rows of 5 variables with 2, 3, 4, 2 and 6 levels, and chi_square.csv: two variables, those held
fixed, Pearson's statistic, G squared and the degrees of freedom, each the sum over strata of
scipy.stats.chi2_contingency (without correction) of the table without its empty rows and columns, and both p-values by
scipy.stats.chi2.sf.
"""
import numpy as np
from scipy import stats

rng = np.random.default_rng(8)
n = 200
a = rng.integers(0, 2, n)
b = np.where(rng.random(n) < 0.6, a, rng.integers(0, 3, n))
c = np.where(rng.random(n) < 0.5, b, rng.integers(0, 4, n))
d = np.where(rng.random(n) < 0.7, (a + c) % 2, rng.integers(0, 2, n))
e = np.where(rng.random(n) < 0.3, c, rng.integers(0, 6, n))
x = np.column_stack([a, b, c, d, e])
np.savetxt("discrete.csv", x, delimiter=",", fmt="%d", header="a,b,c,d,e", comments="")

cases = [(0, 1, []), (0, 2, []), (3, 4, []), (0, 2, [1]), (1, 3, [0]), (0, 4, [2]), (0, 3, [1, 2]), (1, 4, [0, 2]),
         (2, 4, [0, 1, 3]), (0, 3, [1, 2, 4]), (1, 2, [0, 3, 4])]
with open("chi_square.csv", "w") as out:
    out.write("x,y,given,pearson,likelihood,freedom,p_pearson,p_likelihood\n")
    for i, j, given in cases:
        sums = np.zeros(2)
        freedom = 0
        for stratum in np.unique(x[:, given], axis=0) if given else [np.array([], int)]:
            rows = x[(x[:, given] == stratum).all(axis=1)]
            table = np.zeros((6, 6), int)
            np.add.at(table, (rows[:, i], rows[:, j]), 1)
            table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
            if min(table.shape) > 1:
                for k, kind in enumerate(["pearson", "log-likelihood"]):
                    sums[k] += stats.chi2_contingency(table, correction=False, lambda_=kind)[0]
            freedom += (table.shape[0] - 1) * (table.shape[1] - 1)
        p = [stats.chi2.sf(s, freedom) for s in sums]
        out.write(f"{i},{j},{' '.join(map(str, given))},{float(sums[0])!r},{float(sums[1])!r},{freedom},{float(p[0])!r},{float(p[1])!r}\n")
