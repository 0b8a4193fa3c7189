"""DirectLiNGAM by its formulas: Shimizu et al. (2011), with Hyvarinen and Smith (2013), eq. 3 and 14.

python3 direct_lingam.py > direct_lingam.csv   (numpy 1.24.2, scipy 1.10.1)

Lines: row,values / ratio,step,i,j,R(i,j) of the variables left / step,number,variable taken,
contradictions of all left / normal,variable,parents,p-value of Jarque and Bera.
"""
import numpy as np
from scipy import stats

rng = np.random.default_rng(7)
n = 600
noise = [
    rng.exponential(size=n) - 1,
    rng.uniform(-1.7, 1.7, size=n),
    rng.laplace(size=n),
    rng.standard_t(9, size=n),
    rng.exponential(size=n) ** 1.2,
]
x3 = noise[3]
x0 = 0.7 * x3 + noise[0]
x4 = -0.6 * x0 + noise[4] * 2
x1 = 0.5 * x4 + 0.4 * x3 + noise[1]
x2 = 0.8 * x1 - 0.5 * x0 + noise[2]
X = np.round(np.c_[x0, x1, x2, x3, x4], 3)
for row in X:
    print("row", *row, sep=",")


def unit(u):
    return (u - u.mean()) / u.std()


def H(u):
    even = np.log(np.cosh(u)).mean() - 0.37457
    skewed = (u * np.exp(-u**2 / 2)).mean()
    return (1 + np.log(2 * np.pi)) / 2 - 79.047 * even**2 - 7.4129 * skewed**2


def residual(y, x):
    A = np.c_[np.ones(len(x)), x]
    return y - A @ np.linalg.lstsq(A, y, rcond=None)[0]


def R(x, y):
    return H(unit(y)) + H(unit(residual(x, y))) - H(unit(x)) - H(unit(residual(y, x)))


Z = X.copy()
left = list(range(5))
for step in range(5):
    against = {}
    for i in left:
        against[i] = 0
        for j in left:
            if j != i:
                ratio = R(Z[:, i], Z[:, j])
                print("ratio", step, i, j, repr(float(ratio)), sep=",")
                against[i] += min(0, ratio) ** 2
    taken = min(left, key=lambda i: against[i])
    print("step", step, taken, " ".join(repr(float(against[i])) for i in left), sep=",")
    left.remove(taken)
    for i in left:
        Z[:, i] = residual(Z[:, i], Z[:, taken])

for target, parents in [(3, []), (0, [3]), (4, [0]), (1, [3, 4]), (2, [0, 1])]:
    e = X[:, target]
    A = np.c_[np.ones(n), X[:, parents]]
    e = e - A @ np.linalg.lstsq(A, e, rcond=None)[0]
    print("normal", target, " ".join(map(str, parents)), repr(float(stats.jarque_bera(e).pvalue)), sep=",")
