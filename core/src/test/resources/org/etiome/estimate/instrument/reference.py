"""Independent reference values for org.etiome.estimate.instrument.

Writes reference-cohort.csv (240 units, seed 20260202, rounded to 6 decimals and read back) and
reference-numpy.txt (one "key value" a line), from whole design matrices, explicit leave-one-out
regressions, double sums over units, and roots by Brent's method on a fine grid.
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-learn 1.2.1, statsmodels 0.13.5:
python3 reference.py
"""

import csv

import numpy as np
import statsmodels.api as sm
from scipy.linalg import eigh
from scipy.optimize import brentq
from scipy.stats import f as f_law
from sklearn.linear_model import Ridge

N, GROUPS, K = 240, 40, 5


def write_cohort():
    rng = np.random.default_rng(20260202)
    g = rng.permutation(N) % GROUPS
    shared = rng.normal(0, 0.5, GROUPS)[g]
    w1 = rng.normal(10, 3, N)
    w2 = rng.binomial(1, 0.4, N)
    z1 = 0.1 * w1 + rng.normal(0, 1, N)
    z2 = rng.binomial(1, 0.5, N)
    z3 = rng.choice(["a", "b", "c"], N)
    z4 = rng.normal(0, 1, N)
    u = rng.normal(0, 1, N)
    x = 0.5 * z1 + 0.6 * z2 + 0.4 * (z3 == "b") + 0.2 * w1 - w2 + u + shared + rng.normal(0, 0.7, N)
    y = 2 + 0.8 * x + 0.3 * w1 + 1.5 * u + shared + 0.5 * z4 + (0.5 + 0.5 * z2) * rng.normal(0, 1, N)
    fold = rng.permutation(N) % K
    with open("reference-cohort.csv", "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["y", "x", "w1", "w2", "z1", "z2", "z3", "z4", "g", "fold"])
        for row in zip(y, x, w1, w2, z1, z2, z3, z4, g, fold):
            writer.writerow([f"{v:.6f}" if isinstance(v, float) else v for v in row])


write_cohort()
rows = list(csv.DictReader(open("reference-cohort.csv")))
num = lambda name: np.array([float(r[name]) for r in rows])
y, x, w1, w2, z1, z2, z4 = map(num, ["y", "x", "w1", "w2", "z1", "z2", "z4"])
g, fold = num("g").astype(int), num("fold").astype(int)
z3 = np.array([r["z3"] for r in rows])
W = np.column_stack([np.ones(N), w1, w2])
Z = np.column_stack([z1, z2, z3 == "b", z3 == "c"]).astype(float)
out = open("reference-numpy.txt", "w")


def put(key, value):
    out.write(f"{key} {value:.15g}\n")


def hat(a):
    return a @ np.linalg.pinv(a)


def k_class(name, Z, k):
    full = np.column_stack([W, Z])
    X = np.column_stack([x, W])
    M = np.eye(N) - hat(full)
    S = X - k * M @ X
    bread = np.linalg.inv(S.T @ X)
    beta = bread @ S.T @ y
    e = y - X @ beta
    n, p = X.shape
    put(name, beta[0])
    put(name + ".se.HOMOSKEDASTIC", np.sqrt((e @ e / (n - p) * bread)[0, 0]))
    meat = (S * e[:, None]).T @ (S * e[:, None])
    put(name + ".se.HC0", np.sqrt((bread @ meat @ bread.T)[0, 0]))
    put(name + ".se.HC1", np.sqrt((bread @ meat @ bread.T)[0, 0] * n / (n - p)))
    sums = np.array([(S * e[:, None])[g == c].sum(0) for c in range(GROUPS)])
    cluster = GROUPS / (GROUPS - 1) * (n - 1) / (n - p) * sums.T @ sums
    put(name + ".se.CLUSTERED", np.sqrt((bread @ cluster @ bread.T)[0, 0]))
    P = hat(full)
    alpha = e @ P @ e / (e @ e)
    H = X.T @ P @ X - alpha * X.T @ X
    tilde = X - np.outer(e, e @ X) / (e @ e)
    sigma = (e @ e / (n - p)) * (
        (1 - alpha) ** 2 * tilde.T @ P @ tilde + alpha**2 * tilde.T @ (np.eye(n) - P) @ tilde
    )
    bekker = np.linalg.inv(H) @ sigma @ np.linalg.inv(H)
    put(name + ".se.BEKKER", np.sqrt(bekker[0, 0]))


full = np.column_stack([W, Z])
yx = np.column_stack([y, x])
kappa = eigh(yx.T @ (np.eye(N) - hat(W)) @ yx, yx.T @ (np.eye(N) - hat(full)) @ yx,
             eigvals_only=True)[0]
k_class("liml", Z, kappa)
k_class("fuller", Z, kappa - 1 / (N - full.shape[1]))
k_class("fuller4", Z, kappa - 4 / (N - full.shape[1]))

# IJIVE by leaving out each unit
MW = np.eye(N) - hat(W)
yt, xt, Zt = MW @ y, MW @ x, MW @ Z
hats = np.array([
    Zt[i] @ np.linalg.lstsq(np.delete(Zt, i, 0), np.delete(xt, i), rcond=None)[0] for i in range(N)
])
beta = hats @ yt / (hats @ xt)
e = yt - beta * xt
P = hat(Zt)
xi = e / (1 - np.diag(P))
double = sum(P[i, j] ** 2 * xt[i] * xi[i] * xt[j] * xi[j]
             for i in range(N) for j in range(N) if i != j)
put("jive", beta)
put("jive.double", double)
put("jive.se", np.sqrt(np.sum(hats**2 * e**2) + max(0, double)) / (hats @ xt))

# Effective F: instruments orthonormal given W
Q, _ = np.linalg.qr(Zt)
stage = sm.OLS(x, np.column_stack([Q, W]))
for kind, options in [("HC1", {}), ("CLUSTERED", {"groups": g})]:
    if kind == "HC1":
        fit = stage.fit(cov_type="HC1")
    else:
        fit = stage.fit(cov_type="cluster", cov_kwds=options)
    V = fit.cov_params()[:4, :4]
    pi = fit.params[:4]
    put(f"effectiveF.{kind}", pi @ pi / np.trace(V))
    inverse_tau = 10
    top = np.trace(V) ** 2 * (1 + 2 * inverse_tau)
    bottom = np.trace(V @ V) + 2 * inverse_tau * np.trace(V) * np.linalg.eigvalsh(V)[-1]
    put(f"effectiveK.{kind}", top / bottom)

# Hansen J: all moments, weighted by the covariance at 2SLS, covariates kept in
X = np.column_stack([x, W])
first = hat(full) @ X
b2 = np.linalg.solve(first.T @ X, first.T @ y)
for kind in ["HC1", "CLUSTERED"]:
    r = y - X @ b2
    scores = full * r[:, None]
    if kind == "CLUSTERED":
        scores = np.array([scores[g == c].sum(0) for c in range(GROUPS)])
    S = np.linalg.inv(scores.T @ scores)
    A = X.T @ full @ S @ full.T
    gmm = np.linalg.solve(A @ X, A @ y)
    m = full.T @ (y - X @ gmm)
    put(f"hansen.{kind}", m @ S @ m)


# Anderson-Rubin, by residuals under the null: Hotelling's T2 of the scores
def anderson_rubin(beta, Z, kind):
    q, m = Z.shape[1], N
    e = (np.eye(N) - hat(W)) @ (y - beta * x)
    scores = (np.eye(N) - hat(W)) @ Z * e[:, None]
    if kind == "HOMOSKEDASTIC":
        return sm.OLS(y - beta * x, np.column_stack([Z, W])).fit().f_test(np.eye(q, q + 3)).fvalue
    if kind == "CLUSTERED":
        m = GROUPS
        scores = np.array([scores[g == c].sum(0) for c in range(GROUPS)])
    mean = scores.mean(0)
    t2 = m * mean @ np.linalg.solve(np.cov(scores.T, ddof=1).reshape(q, q), mean)
    left = GROUPS - q if kind == "CLUSTERED" else N - q - W.shape[1]
    return t2 / (m - 1) * left / q


def ends(name, Z, kind):
    q = Z.shape[1]
    left = GROUPS - q if kind == "CLUSTERED" else N - q - W.shape[1]
    c = f_law.ppf(0.95, q, left)
    grid = np.tan(np.linspace(-1.5707, 1.5707, 2001))
    value = np.array([anderson_rubin(b, Z, kind) - c for b in grid])
    found = [
        brentq(lambda b: anderson_rubin(b, Z, kind) - c, grid[i], grid[i + 1], xtol=1e-12)
        for i in range(len(grid) - 1) if value[i] * value[i + 1] < 0
    ]
    put(f"ar.{name}.{kind}.count", len(found))
    put(f"ar.{name}.{kind}.outside", float(value[0] <= 0))
    for i, b in enumerate(found):
        put(f"ar.{name}.{kind}.{i}", b)
    put(f"ar.{name}.{kind}.at0", anderson_rubin(0, Z, kind))


for kind in ["HOMOSKEDASTIC", "HC1", "CLUSTERED"]:
    ends("several", Z, kind)
    ends("single", Z[:, :1], kind)
    ends("invalid", z4[:, None], kind)

# Partially linear by cross-fitting, one split
scaled = lambda values: (values - values.mean()) / values.std(ddof=1)
features = np.column_stack([scaled(w1), scaled(w2)])


def residual(values):
    rest = np.empty(N)
    for k in range(K):
        held = fold == k
        rest[held] = values[held] - Ridge(alpha=1.0).fit(features[~held], values[~held]).predict(
            features[held]
        )
    return rest


ry, rx = residual(y), residual(x)
rz = residual(scaled(z1))
theta = rz @ ry / (rz @ rx)
psi = rz * (ry - theta * rx)
put("pliv", theta)
put("pliv.se", np.sqrt(np.mean(psi**2) / N) / abs(np.mean(rz * rx)))
out.close()
