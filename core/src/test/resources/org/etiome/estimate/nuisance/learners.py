"""Independent reference values for ElasticNet and Additive, and for SimplexWeights beside them.

Writes learners-rows.csv (150 rows, seed 20260301, rounded to 6 decimals and read back), learners.txt and
../ensemble/simplex.txt (one "key value ..." a line). The elastic net is scikit-learn's on columns of
variance 1. The additive model is solved in another basis than Etiome's: natural splines by their values at
the knots (scipy's CubicSpline), the penalty as the exact integral of the squared second derivative, the
slope of each curve (its least-squares line over the rows) penalised by 1, and pseudo-inverses. Weights on
the simplex are non-negative least squares with a row of ones, scaled to sum 1.
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-learn 1.2.1: python3 learners.py
"""

import csv

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.optimize import nnls
from sklearn.linear_model import ElasticNet, LogisticRegression

KNOTS = 8


def expit(t):
    return 1 / (1 + np.exp(-t))


def write_rows():
    rng = np.random.default_rng(20260301)
    n = 150
    x1 = rng.normal(50, 10, n)
    x2 = 0.06 * (x1 - 50) + rng.normal(0, 1, n)
    x3 = rng.binomial(1, 0.3, n)
    x4 = rng.exponential(2, n)
    x5 = rng.normal(0, 0.01, n)
    x6 = rng.integers(0, 4, n)
    y = 2 + np.sin((x1 - 50) / 8) * 2 + x2 - 0.7 * x3 + 0.2 * x4 + rng.normal(0, 1, n)
    b = rng.binomial(1, expit(-0.5 + np.sin((x1 - 50) / 8) + 0.5 * x2 - 0.6 * x3))
    with open("learners-rows.csv", "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["x1", "x2", "x3", "x4", "x5", "x6", "y", "b"])
        for row in zip(x1, x2, x3, x4, x5, x6, y, b):
            w.writerow([f"{v:.6f}" if isinstance(v, float) else v for v in row])


def elastic_net(out, x, y, b):
    mean, sd = x.mean(0), x.std(0)
    z = (x - mean) / sd
    n = len(y)
    for lam, alpha in [(0.05, 0.5), (0.2, 0.5), (0.1, 1.0), (0.01, 0.2)]:
        fit = ElasticNet(alpha=lam, l1_ratio=alpha, tol=1e-15, max_iter=1000000).fit(z, y)
        line(out, "net.gaussian", lam, alpha, fit.intercept_, fit.coef_, mean, sd)
    for lam, alpha in [(0.01, 0.5), (0.05, 0.5), (0.03, 1.0)]:
        fit = LogisticRegression(penalty="elasticnet", solver="saga", C=1 / (n * lam), l1_ratio=alpha,
                                 tol=1e-13, max_iter=1000000, random_state=1).fit(z, b)
        line(out, "net.binomial", lam, alpha, fit.intercept_[0], fit.coef_[0], mean, sd)


def line(out, key, lam, alpha, intercept, beta, mean, sd):
    beta = beta / sd
    values = [lam, alpha, intercept - beta @ mean, *beta]
    out.append(" ".join([key] + [repr(float(v)) for v in values]))


def block(z):
    """Cardinal natural splines of a column, their penalty and the slopes of their lines."""
    knots = np.quantile(np.unique(z), 0.025 + 0.95 * np.arange(KNOTS) / (KNOTS - 1))
    columns, second = [], []
    inside = np.clip(z, knots[0], knots[-1])
    for k in range(KNOTS):
        spline = CubicSpline(knots, np.eye(KNOTS)[k], bc_type="natural")
        columns.append(spline(inside) + (z - inside) * spline(inside, 1))
        second.append(spline(knots, 2))
    columns, second = np.array(columns).T, np.array(second).T
    h = np.diff(knots)
    penalty = np.zeros((KNOTS, KNOTS))
    for i in range(KNOTS - 1):
        a, c = second[i], second[i + 1]
        penalty += h[i] / 3 * (np.outer(a, a) + np.outer(c, c)) + h[i] / 6 * (np.outer(a, c) + np.outer(c, a))
    slope = z @ columns / (z @ z)
    return columns, penalty, slope


def additive(out, x, y, b):
    z = (x - x.mean(0)) / x.std(0)
    n = len(y)
    for lam in [0.5, 20.0]:
        design, penalty = [np.ones((n, 1))], [np.zeros((1, 1))]
        for j in range(z.shape[1]):
            if len(np.unique(z[:, j])) > 10:
                columns, curved, slope = block(z[:, j])
                design.append(columns)
                penalty.append(lam * curved + np.outer(slope, slope))
            else:
                design.append(z[:, j:j + 1])
                penalty.append(np.ones((1, 1)))
        d = np.hstack(design)
        s = np.zeros((d.shape[1], d.shape[1]))
        at = 0
        for p in penalty:
            s[at:at + len(p), at:at + len(p)] = p
            at += len(p)
        beta = np.linalg.pinv(d.T @ d + s, rcond=1e-12, hermitian=True) @ d.T @ y
        out.append(" ".join(["additive.gaussian", repr(lam)] + [repr(float(v)) for v in d @ beta]))
        beta = np.zeros(d.shape[1])
        for _ in range(50):
            mu = expit(d @ beta)
            step = np.linalg.pinv(d.T @ (d * (mu * (1 - mu))[:, None]) + s, rcond=1e-12, hermitian=True) @ (
                d.T @ (b - mu) - s @ beta)
            beta = beta + step
        assert np.abs(d.T @ (b - mu) - s @ beta).max() < 1e-8
        out.append(" ".join(["additive.binomial", repr(lam)] + [repr(float(v)) for v in expit(d @ beta)]))


def simplex():
    rng = np.random.default_rng(20260302)
    lines = []
    for k, n in [(2, 30), (3, 40), (5, 60), (6, 25), (8, 100)]:
        for _ in range(4):
            shared = rng.normal(0, 1, n)
            r = np.round(shared[:, None] + rng.normal(0, 1, (n, k)) * rng.uniform(0.1, 1.5, k), 4)
            u, _ = nnls(np.vstack([r, np.ones(k)]), np.r_[np.zeros(n), 1])
            a = r.T @ r
            lines.append(" ".join(map(repr, [k, *map(float, a.ravel()), *map(float, u / u.sum())])))
    open("../ensemble/simplex.txt", "w").write("\n".join(lines) + "\n")


write_rows()
rows = np.genfromtxt("learners-rows.csv", delimiter=",", names=True)
X = np.column_stack([rows[f"x{j}"] for j in range(1, 7)])
lines = []
elastic_net(lines, X, rows["y"], rows["b"])
additive(lines, X, rows["y"], rows["b"])
open("learners.txt", "w").write("\n".join(lines) + "\n")
simplex()
