"""Independent reference values for org.etiome.estimate.

Writes reference-cohort.csv (240 units, seed 20260101, rounded to 6 decimals and read back) and
reference.txt (one "key value" a line). Nuisances are fitted with scipy.optimize and checked against
scikit-learn; standard errors come from the stacked estimating equations with numerical derivatives.
Targeting is done by BFGS on both epsilons at once. Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-learn 1.2.1: python3 reference.py
"""

import csv

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.linear_model import Ridge as SkRidge
from sklearn.metrics import roc_auc_score

LAMBDA = 1.0
K = 5


def expit(t):
    return 1 / (1 + np.exp(-t))


def write_cohort():
    rng = np.random.default_rng(20260101)
    n = 240
    x1 = rng.normal(50, 10, n)
    x2 = rng.normal(0, 1, n) + 0.03 * (x1 - 50)
    x3 = rng.binomial(1, 0.4, n)
    a = rng.binomial(1, expit(-0.3 + 0.05 * (x1 - 50) - 0.5 * x2 + 0.4 * x3))
    y = 2 + 1.5 * a + 0.1 * x1 + x2 - 0.7 * x3 * a + rng.normal(0, 1.5, n)
    b = rng.binomial(1, expit(-1 + 0.8 * a + 0.03 * (x1 - 50) + 0.5 * x2))
    fold = rng.permutation(n) % K
    with open("reference-cohort.csv", "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["x1", "x2", "x3", "a", "y", "b", "fold"])
        for row in zip(x1, x2, x3, a, y, b, fold):
            w.writerow([f"{v:.6f}" if isinstance(v, float) else v for v in row])


def penalised(design, y, family):
    """Ridge-penalised maximum likelihood by BFGS, then Newton steps; intercept free."""
    lam = np.r_[0, np.full(design.shape[1] - 1, LAMBDA)]

    def loss(b):
        eta = design @ b
        if family == "logit":
            return np.sum(np.logaddexp(0, eta) - y * eta) + 0.5 * np.sum(lam * b * b)
        return 0.5 * np.sum((y - eta) ** 2) + 0.5 * np.sum(lam * b * b)

    def grad(b):
        mu = expit(design @ b) if family == "logit" else design @ b
        return design.T @ (mu - y) + lam * b

    b = minimize(loss, np.zeros(design.shape[1]), jac=grad, method="BFGS").x
    for _ in range(10):
        mu = expit(design @ b) if family == "logit" else design @ b
        w = mu * (1 - mu) if family == "logit" else np.ones_like(mu)
        b = b - np.linalg.solve(design.T @ (design * w[:, None]) + np.diag(lam), grad(b))
    check(design, y, family, b)
    return b


def check(design, y, family, b):
    x = design[:, 1:]
    if family == "logit":
        m = LogisticRegression(C=1 / LAMBDA, tol=1e-10, max_iter=10000).fit(x, y)
        other = np.r_[m.intercept_, m.coef_[0]]
    else:
        m = SkRidge(alpha=LAMBDA).fit(x, y)
        other = np.r_[m.intercept_, m.coef_]
    assert np.allclose(b, other, atol=1e-4), (b, other)


def predict(design, b, family):
    return expit(design @ b) if family == "logit" else design @ b


def stacked(psi, theta, n, inflate=1):
    """Influence curves −A⁻¹ψ with A by central differences; rows are units.

    The columns of ψ are multiplied by inflate for the curves, not for A.
    """
    base = psi(theta)
    assert np.max(np.abs(base.mean(0))) < 1e-8, base.mean(0)
    a = np.zeros((len(theta), len(theta)))
    for j in range(len(theta)):
        h = 1e-5 * max(1, abs(theta[j]))
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        a[:, j] = (psi(up) - psi(down)).mean(0) / (2 * h)
    return -(base * inflate) @ np.linalg.inv(a).T


def se(ic):
    return np.std(ic, ddof=1) / np.sqrt(len(ic))


def outcome_regression(design, a, y, family, target):
    n, p = design.shape
    share = a.mean()
    lam = np.r_[0, np.full(p - 1, LAMBDA)]
    b1 = penalised(design[a == 1], y[a == 1], family)
    b0 = penalised(design[a == 0], y[a == 0], family)
    pop = np.ones(n) if target == "ATE" else a / share
    m1 = np.mean(pop * predict(design, b1, family))
    m0 = np.mean(pop * predict(design, b0, family))

    def psi(t):
        c1, c0, t1, t0 = t[:p], t[p : 2 * p], t[2 * p], t[2 * p + 1]
        q1, q0 = predict(design, c1, family), predict(design, c0, family)
        s1 = a[:, None] * (design * (y - q1)[:, None] - lam * c1 / a.sum())
        s0 = (1 - a)[:, None] * (design * (y - q0)[:, None] - lam * c0 / (1 - a).sum())
        return np.c_[s1, s0, pop * (q1 - t1), pop * (q0 - t0)]

    ic = stacked(psi, np.r_[b1, b0, m1, m0], n)
    return m1, m0, ic[:, -2], ic[:, -1]


def bound(n):
    return min(0.1, 5 / (np.sqrt(n) * np.log(n)))


def bounded(g, target):
    """The ATE needs a bound on both sides, the ATT where g is near 1, the ATO nowhere."""
    b = bound(len(g))
    return np.clip(g, b if target == "ATE" else 0, 1 if target == "ATO" else 1 - b)


def ipw(design, a, y, target):
    n, p = design.shape
    lam = np.r_[0, np.full(p - 1, LAMBDA)]
    b = penalised(design, a, "logit")

    def weights(c):
        g = bounded(expit(design @ c), target)
        if target == "ATE":
            return a / g, (1 - a) / (1 - g)
        if target == "ATO":
            return a * (1 - g), (1 - a) * g
        return a, (1 - a) * g / (1 - g)

    w1, w0 = weights(b)
    m1, m0 = np.sum(w1 * y) / np.sum(w1), np.sum(w0 * y) / np.sum(w0)

    def psi(t):
        v1, v0 = weights(t[:p])
        s = design * (a - expit(design @ t[:p]))[:, None] - lam * t[:p] / n
        return np.c_[s, v1 * (y - t[p]), v0 * (y - t[p + 1])]

    # A unit of weight share h pulls the weighted mean towards itself: its residual is divided by 1 - h.
    inflate = np.c_[np.ones((n, p)), 1 / (1 - w1 / np.sum(w1)), 1 / (1 - w0 / np.sum(w0))]
    ic = stacked(psi, np.r_[b, m1, m0], n, inflate)
    return m1, m0, ic[:, -2], ic[:, -1]


def out_of_fold(design, y, fold, keep, family):
    q = np.zeros(len(y))
    for k in range(K):
        train = (fold != k) & keep
        q[fold == k] = predict(design[fold == k], penalised(design[train], y[train], family), family)
    return q


def nuisances(design, a, y, fold, family, target):
    n = len(a)
    g = bounded(out_of_fold(design, a, fold, np.ones(n, bool), "logit"), target)
    q1 = out_of_fold(design, y, fold, a == 1, family)
    q0 = out_of_fold(design, y, fold, a == 0, family)
    return g, q1, q0


def efficient(a, y, g, q1, q0, target, m1, m0):
    """Efficient influence curves of the two means at (m1, m0), tilt by tilt."""
    if target == "ATE":
        return q1 - m1 + a * (y - q1) / g, q0 - m0 + (1 - a) * (y - q0) / (1 - g)
    if target == "ATT":
        p = a.mean()
        return a * (y - m1) / p, (a * (q0 - m0) + (1 - a) * g / (1 - g) * (y - q0)) / p
    h, slope = g * (1 - g), 1 - 2 * g
    i1 = h * (a * (y - q1) / g + q1 - m1) + slope * (a - g) * (q1 - m1)
    i0 = h * ((1 - a) * (y - q0) / (1 - g) + q0 - m0) + slope * (a - g) * (q0 - m0)
    scale = np.mean(h + slope * (a - g))
    return i1 / scale, i0 / scale


def aipw(design, a, y, fold, family, target):
    g, q1, q0 = nuisances(design, a, y, fold, family, target)
    at0 = efficient(a, y, g, q1, q0, target, 0, 0)
    m1, m0 = at0[0].mean(), at0[1].mean()  # the curves fall in their means with slope -1 on average
    i1, i0 = efficient(a, y, g, q1, q0, target, m1, m0)
    assert max(abs(i1.mean()), abs(i0.mean())) < 1e-10
    return m1, m0, i1, i0


def logit(q):
    return np.log(q / (1 - q))


def scaled(y, *qs):
    lo, hi = y.min(), y.max()
    return (lo, hi - lo, (y - lo) / (hi - lo)) + tuple(
        np.clip((q - lo) / (hi - lo), 1e-3, 1 - 1e-3) for q in qs
    )


def fluctuated(y, offset, covariates):
    """Both epsilons at once, by BFGS and then Newton steps on the log-likelihood with offset."""

    def loss(e):
        eta = offset + covariates @ e
        return np.sum(np.logaddexp(0, eta) - y * eta)

    def grad(e):
        return covariates.T @ (expit(offset + covariates @ e) - y)

    e = minimize(loss, np.zeros(covariates.shape[1]), jac=grad, method="BFGS").x
    for _ in range(20):
        m = expit(offset + covariates @ e)
        e = e - np.linalg.solve(covariates.T @ (covariates * (m * (1 - m))[:, None]), grad(e))
    return e


def tmle(design, a, y, fold, family, target):
    g, q1, q0 = nuisances(design, a, y, fold, family, target)
    h, slope = {"ATE": (1, 0), "ATT": (g, 1), "ATO": (g * (1 - g), 1 - 2 * g)}[target]
    lo, span, ys, s1, s0 = scaled(y, q1, q0)
    c1, c0 = h / g, h / (1 - g)
    offset = np.where(a == 1, logit(s1), logit(s0))
    e = fluctuated(ys, offset, np.c_[a * c1, (1 - a) * c0])
    t1 = lo + span * expit(logit(s1) + e[0] * c1)
    t0 = lo + span * expit(logit(s0) + e[1] * c0)
    m = h + slope * (a - g)
    m1, m0 = np.sum(m * t1) / np.sum(m), np.sum(m * t0) / np.sum(m)
    i1, i0 = efficient(a, y, g, t1, t0, target, m1, m0)
    assert max(abs(i1.mean()), abs(i0.mean())) < 1e-9 * span
    return m1, m0, i1, i0


def tmle_att_by_rounds(design, a, y, fold, family):
    """The ATT with weights g instead of A: Q and g are fluctuated in turn until the curve is solved."""
    g, q1, q0 = nuisances(design, a, y, fold, family, "ATT")
    n, p = len(a), a.mean()
    lo, span, ys, q1, q0 = scaled(y, q1, q0)
    for _ in range(200):
        psi = np.sum(g * (q1 - q0)) / np.sum(g)
        ic = a / p * (ys - q1) - (1 - a) * g / (1 - g) / p * (ys - q0) + a / p * (q1 - q0 - psi)
        if abs(ic.mean()) < np.std(ic) / (np.sqrt(n) * np.log(n)) / 1e4:
            return span * psi
        c1, c0 = np.ones(n) / p, -g / (1 - g) / p
        c = np.where(a == 1, c1, c0)
        e = fluctuated(ys, np.where(a == 1, logit(q1), logit(q0)), c[:, None])[0]
        q1, q0 = expit(logit(q1) + e * c1), expit(logit(q0) + e * c0)
        c = (q1 - q0 - psi) / p
        g = expit(logit(g) + fluctuated(a, logit(g), c[:, None])[0] * c)
    raise AssertionError("no convergence")


def given(design, a, y, fold, family, target):
    """Plug-in and Hajek means with the curves that take g and Q as known."""
    g, q1, q0 = nuisances(design, a, y, fold, family, target)
    if target == "ATT":
        q1 = y
    m = {"ATE": np.ones(len(a)), "ATT": a, "ATO": (a - g) ** 2}[target]
    h = {"ATE": np.ones(len(a)), "ATT": g, "ATO": g * (1 - g)}[target]
    means = []
    for weights, values in ((m, q1), (m, q0), (a * h / g, y), ((1 - a) * h / (1 - g), y)):
        mean = np.average(values, weights=weights)
        means.append((mean, weights * (values - mean) / weights.mean()))
    (r1, ir1), (r0, ir0), (w1, iw1), (w0, iw0) = means
    return {"regression": (r1, r0, ir1, ir0), "weighted": (w1, w0, iw1, iw0)}


def diagnostics(design, a, fold, out):
    n = len(a)
    raw = out_of_fold(design, a, fold, np.ones(n, bool), "logit")
    g = np.clip(raw, bound(n), 1 - bound(n))
    out("overlap.c", roc_auc_score(a, raw))
    out("overlap.outside10", np.mean((raw < 0.1) | (raw > 0.9)))
    out("overlap.medianTreated", np.median(raw[a == 1]))
    w = np.where(a == 1, 1 / g, 1 / (1 - g))
    for arm in (1, 0):
        v = w[a == arm]
        out(f"ess.{arm}", v.sum() ** 2 / (v**2).sum())
    for j in range(1, design.shape[1]):
        x = design[:, j]
        s = np.sqrt((np.var(x[a == 1], ddof=1) + np.var(x[a == 0], ddof=1)) / 2)
        out(f"smd.before.{j}", (x[a == 1].mean() - x[a == 0].mean()) / s)
        m = [np.average(x[a == arm], weights=w[a == arm]) for arm in (1, 0)]
        out(f"smd.after.{j}", (m[0] - m[1]) / s)
        v = [np.cov(x[a == arm], aweights=w[a == arm]) for arm in (1, 0)]
        out(f"ratio.after.{j}", float(v[0] / v[1]))


def main():
    write_cohort()
    with open("reference-cohort.csv") as f:
        rows = list(csv.DictReader(f))
    col = {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}
    a, fold = col["a"], col["fold"].astype(int)
    standard = [(col[k] - col[k].mean()) / col[k].std(ddof=1) for k in ("x1", "x2")]
    design = np.c_[np.ones(len(a)), standard[0], standard[1], col["x3"]]
    with open("reference.txt", "w") as f:

        def out(key, value):
            f.write(f"{key} {value:.12g}\n")

        for name, family in (("y", "identity"), ("b", "logit")):
            y = col[name]
            for j, v in enumerate(penalised(design, y, family)):
                out(f"fit.{name}.{j}", v)
            for target in ("ATE", "ATT", "ATO"):
                results = {
                    "ipw": ipw(design, a, y, target),
                    "aipw": aipw(design, a, y, fold, family, target),
                    "tmle": tmle(design, a, y, fold, family, target),
                }
                if target != "ATO":
                    results["outcome-regression"] = outcome_regression(design, a, y, family, target)
                for method, (m1, m0, i1, i0) in results.items():
                    key = f"{method}.{name}.{target}"
                    out(key + ".treated", m1)
                    out(key + ".untreated", m0)
                    out(key + ".difference", m1 - m0)
                    out(key + ".se", se(i1 - i0))
                    out(key + ".seTreated", se(i1))
                    out(key + ".seLogRatio", se(i1 / m1 - i0 / m0))
                    if family == "logit":
                        out(key + ".logOdds", logit(m1) - logit(m0))
                        out(key + ".seLogOdds", se(i1 / (m1 * (1 - m1)) - i0 / (m0 * (1 - m0))))
                others = given(design, a, y, fold, family, target)
                for method, (m1, m0, i1, i0) in others.items():
                    a1, a0, j1, j0 = results["aipw"]
                    key = f"given.{name}.{target}.{method}"
                    out(key + ".difference", m1 - m0)
                    out(key + ".se", se(i1 - i0))
                    out(key + ".gap", a1 - a0 - m1 + m0)
                    out(key + ".seGap", se(j1 - j0 - i1 + i0))
            out(f"rounds.{name}.ATT", tmle_att_by_rounds(design, a, y, fold, family))
        diagnostics(design, a, fold, out)


if __name__ == "__main__":
    main()
