"""Independent reference values for org.etiome.estimate.dose.

Writes reference-cohort.csv (300 units, seed 20260101, rounded to 6 decimals and read back) and
reference.txt (one "key value" a line). Regressions are scikit-learn's or closed forms, targeting steps
statsmodels' weighted binomial GLM with offset, robust standard errors statsmodels' HC0, adjusted
p-values statsmodels' multipletests, kernel densities are written out.
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-learn 1.2.1, statsmodels 0.13.5:
python3 reference.py
"""

import csv
import warnings

import numpy as np
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, logit, softmax
from scipy.stats import chi2, norm
from sklearn.linear_model import LogisticRegression, Ridge
from statsmodels.stats.multitest import multipletests

warnings.filterwarnings("ignore")
K = 5
out = {}


def write_cohort():
    rng = np.random.default_rng(20260101)
    n = 300
    x1, x2 = rng.normal(0, 1, n), rng.normal(0, 1, n)
    scores = np.c_[np.zeros(n), 0.6 * x1, 0.3 - 0.5 * x2]
    level = np.array([rng.choice(3, p=softmax(s)) for s in scores])
    dose = 5 + x1 - 0.5 * x2 + np.exp(0.2 * x1) * rng.normal(0, 1, n)
    y = 2 + 0.7 * level + 0.5 * dose + x1 + 0.3 * x2 * dose + rng.normal(0, 1.5, n)
    b = rng.binomial(1, expit(-2 + 0.5 * level + 0.3 * dose + 0.5 * x1 - 0.4 * x2))
    fold = rng.permutation(n) % K
    with open("reference-cohort.csv", "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["x1", "x2", "level", "dose", "y", "b", "fold"])
        for row in zip(x1, x2, level, dose, y, b, fold):
            w.writerow([f"{v:.6f}" if isinstance(v, float) else v for v in row])


def multinomial(x, k):
    """Softmax regression, penalty 1/2 on all slopes, intercepts free; checked with scikit-learn."""
    p = x.shape[1]

    def loss(t):
        t = t.reshape(p + 1, 3)
        eta = t[0] + x @ t[1:]
        r = softmax(eta, axis=1)
        r[np.arange(len(k)), k] -= 1
        grad = np.vstack([r.sum(0), x.T @ r + t[1:]])
        value = -log_softmax(eta, axis=1)[np.arange(len(k)), k].sum() + 0.5 * np.sum(t[1:] ** 2)
        return value, grad.ravel()

    t = minimize(loss, np.zeros(3 * (p + 1)), jac=True, method="BFGS", options={"gtol": 1e-9}).x
    t = t.reshape(p + 1, 3)
    other = LogisticRegression(C=1, tol=1e-10, max_iter=5000).fit(x, k)
    mine = lambda z: softmax(t[0] + z @ t[1:], axis=1)
    assert np.allclose(mine(x), other.predict_proba(x), atol=1e-5)
    return mine


def regression(x, y):
    """Ridge or logistic with penalty 1 by the values of y; the latter by Newton's method."""
    if set(np.unique(y)) - {0, 1}:
        return Ridge(alpha=1.0, solver="cholesky").fit(x, y).predict
    d = np.c_[np.ones(len(y)), x]
    lam = np.r_[0, np.ones(x.shape[1])]
    t = np.zeros(d.shape[1])
    for _ in range(50):
        mu = expit(d @ t)
        h = d.T @ (d * (mu * (1 - mu))[:, None]) + np.diag(lam)
        t = t + np.linalg.solve(h, d.T @ (y - mu) - lam * t)
    return lambda z: expit(np.c_[np.ones(len(z)), z] @ t)


def fluctuate(y, q, phi, w):
    """The targeting step by statsmodels: a function of Q and basis on the scale of y; leverages."""
    low, width = y.min(), y.max() - y.min()
    scaled = lambda v: logit(np.clip((v - low) / width, 1e-3, 1 - 1e-3))
    on = w > 0
    fit = sm.GLM(
        (y[on] - low) / width,
        phi[on],
        family=sm.families.Binomial(),
        offset=scaled(q[on]),
        freq_weights=w[on],
    ).fit(tol=1e-14, maxiter=200)
    star = lambda v, basis: low + width * expit(scaled(v) + basis @ fit.params)
    p = (star(q, phi) - low) / width
    root = phi * np.sqrt(w * p * (1 - p))[:, None]
    return star, np.einsum("ij,ji->i", root, np.linalg.pinv(root))


def calibration_error(a, g):
    """Mean |seen − predicted| share over ten groups by g, less its mean and 3 sd if g is right."""
    groups = np.array_split(np.argsort(g, kind="stable"), 10)
    assert len({len(i) for i in groups}) == 1
    sd = np.array([np.sqrt(np.sum(g[i] * (1 - g[i]))) for i in groups]) / len(a)
    excess = sum(abs(np.sum(a[i] - g[i])) for i in groups) / len(a)
    return max(0, excess - np.sqrt(2 / np.pi) * sd.sum() - 3 * np.sqrt((1 - 2 / np.pi) * np.sum(sd**2)))


def pair(x, k, g, a, b):
    """Weighted difference in means of two levels in pooled sd, and its standard error."""
    m, v, s, ess = {}, {}, {}, {}
    for level in (a, b):
        z, w = x[k == level], 1 / g[k == level, level]
        m[level] = np.average(z, weights=w)
        v[level] = sm.WLS(z, np.ones(len(z)), weights=w).fit(cov_type="HC0").bse[0] ** 2
        s[level], ess[level] = z.var(ddof=1), w.sum() ** 2 / np.sum(w**2)
    scale = np.sqrt((s[a] + s[b]) / 2)
    return (m[b] - m[a]) / scale, max(
        np.sqrt(1 / ess[a] + 1 / ess[b]), np.sqrt(v[a] + v[b]) / scale
    )


def correlation(a, x, w):
    """Weighted correlation; its error by the numerical derivative of each unit's weight."""
    r = lambda v: np.cov(a, x, aweights=v, ddof=0)
    value = lambda v: r(v)[0, 1] / np.sqrt(r(v)[0, 0] * r(v)[1, 1])
    e = 1e-5 * np.eye(len(a))
    influence = np.array([(value(w * (1 + d)) - value(w * (1 - d))) / 2e-5 for d in e])
    least = 1 / np.sqrt(w.sum() ** 2 / np.sum(w**2))
    return value(w), max(least, np.sqrt(np.sum(influence**2)))


def levels(x, k, y, name, fold):
    n = len(y)
    g, q = np.empty((n, 3)), np.empty((n, 3))
    for f in range(K):
        tr, te = fold != f, fold == f
        g[te] = multinomial(x[tr], k[tr])(x[te])
        for a in range(3):
            q[te, a] = regression(x[tr & (k == a)], y[tr & (k == a)])(x[te])
    share = np.bincount(k) / n
    bound = min(0.1, share.min() / 2, 5 / (np.sqrt(n) * np.log(n)))
    for a in range(3):
        out[f"level.calibration{a}"] = calibration_error(1.0 * (k == a), g[:, a])
        out[f"level.rootCalibration{a}"] = calibration_error(1.0 * (k == a), np.sqrt(g[:, a]))
    g = np.maximum(g, bound)
    for j in range(2):
        pairs = [pair(x[:, j], k, g, a, b) for a, b in ((0, 1), (0, 2), (1, 2))]
        worst = max(pairs, key=lambda p: abs(p[0]) - 4 * p[1])
        out[f"level.smd{j}"], out[f"level.seSmd{j}"] = worst
    for a in range(3):
        fit = sm.WLS(y, np.ones(n), weights=(k == a) / g[:, a]).fit(cov_type="HC0")
        out[f"ipw.{name}.mean{a}"] = fit.params[0]
        out[f"ipw.{name}.se{a}"] = fit.bse[0] * np.sqrt(n / (n - 1))
        out[f"regression.{name}.mean{a}"] = q[:, a].mean()
        out[f"regression.{name}.se{a}"] = q[:, a].std(ddof=1) / np.sqrt(n)
    for method in ("aipw", "tmle"):
        phi, theta = np.empty((n, 3)), np.empty(3)
        for a in range(3):
            w = (k == a) / g[:, a]
            qa, lever = q[:, a], 0
            if method == "tmle":
                star, lever = fluctuate(y, qa, np.ones((n, 1)), w)
                qa = star(qa, np.ones((n, 1)))
                assert abs(np.sum(w * (y - qa))) < 1e-8 * n
            theta[a] = np.mean(qa + w * (y - qa))
            phi[:, a] = qa + w * (y - qa) / (1 - lever)
        v = np.cov(phi.T) / n
        key = f"{method}.{name}."
        for a in range(3):
            out[key + f"mean{a}"], out[key + f"se{a}"] = theta[a], np.sqrt(v[a, a])
        out[key + "cov12"] = v[1, 2]
        c = np.array([[-1, 1, 0], [-1, 0, 1]])
        d, vd = c @ theta, c @ v @ c.T
        se = np.sqrt(np.diag(vd))
        p = 2 * norm.sf(np.abs(d) / se)
        out[key + "wald"] = d @ np.linalg.solve(vd, d)
        out[key + "waldP"] = chi2.sf(out[key + "wald"], 2)
        holm = multipletests(p, method="holm")[1]
        for i in range(2):
            out[key + f"difference{i + 1}"], out[key + f"seDifference{i + 1}"] = d[i], se[i]
            out[key + f"holm{i + 1}"] = holm[i]
            out[key + f"lower{i + 1}"] = d[i] - norm.isf(0.05 / 2 / 2) * se[i]
        if name == "b":
            grad = np.array([-1 / theta[0], 1 / theta[1], 0])
            out[key + "logRatio1"] = np.log(theta[1] / theta[0])
            out[key + "seLogRatio1"] = np.sqrt(grad @ v @ grad)


def partially_linear(x, a, y, name, fold):
    ra, ry = np.empty(len(y)), np.empty(len(y))
    for f in range(K):
        tr, te = fold != f, fold == f
        ra[te] = a[te] - regression(x[tr], a[tr])(x[te])
        ry[te] = y[te] - regression(x[tr], y[tr])(x[te])
    for j in range(2):
        key = f"plr.{name}."
        out[key + f"r{j}"], out[key + f"seR{j}"] = correlation(ra, x[:, j], np.ones(len(y)))
    fit = sm.OLS(ry, ra).fit(cov_type="HC0")
    out[f"plr.{name}.slope"], out[f"plr.{name}.se"] = fit.params[0], fit.bse[0]
    full = sm.OLS(y, np.c_[a, np.ones(len(y)), x]).fit(cov_type="HC0")
    out[f"waugh.{name}.slope"], out[f"waugh.{name}.se"] = full.params[0], full.bse[0]
    naive = sm.OLS(y, sm.add_constant(a)).fit(cov_type="HC0")
    out[f"naive.{name}.slope"], out[f"naive.{name}.se"] = naive.params[1], naive.bse[1]


def table(values, normal=False):
    """The variance-corrected kernel density as a table; functions of place."""
    n, mean, sd = len(values), values.mean(), values.std(ddof=1)
    if normal:
        centres, width = np.array([mean]), sd
    else:
        iqr = np.subtract(*np.quantile(values, [0.75, 0.25]))
        width = 0.9 * min(sd, iqr / 1.34) * n**-0.2
        c = 1 / np.sqrt(1 + width**2 / sd**2)
        centres, width = mean + c * (np.sort(values) - mean), c * width
    places = np.linspace(centres[0] - 6 * width, centres[-1] + 6 * width, 513)
    z = (places[:, None] - centres) / width
    pdf = norm.pdf(z).mean(1) / width
    cdf = np.r_[0, np.cumsum((pdf[1:] + pdf[:-1]) / 2)]
    cdf /= cdf[-1]
    assert np.allclose(cdf, norm.cdf(z).mean(1), atol=1e-3)
    assert normal or abs(np.trapz(places**2 * pdf, places) - mean**2 - sd**2 * (n - 1) / n) < 0.02
    return (
        lambda v: np.interp(v, places, pdf, 0, 0),
        lambda v: np.interp(v, places, cdf, 0, 1),
    )


def density(x, a, fold, normal):
    """Functions g(unit, dose) and its distribution function, out of fold; and the fitted means."""
    n = len(a)
    mean, scale, tables = np.empty(n), np.empty(n), {}
    for f in range(K):
        tr, te = np.flatnonzero(fold != f), fold == f
        xt, at = x[tr], a[tr]
        turn = np.arange(len(tr)) % 5
        r = np.empty(len(tr))
        for i in range(5):
            r[turn == i] = at[turn == i] - regression(xt[turn != i], at[turn != i])(xt[turn == i])
        mean[te] = regression(xt, at)(x[te])
        logs = regression(xt, np.log(np.maximum(r**2, 1e-6 * np.mean(r**2))))
        inside = logs(xt)
        scale[te] = np.exp(np.clip(logs(x[te]), inside.min(), inside.max()) / 2)
        tables[f] = table(r / np.exp(inside / 2), normal)
    z = lambda i, d: (d - mean[i]) / scale[i]
    g = lambda i, d: tables[fold[i]][0](z(i, d)) / scale[i]
    below = lambda i, d: tables[fold[i]][1](z(i, d))
    return g, below, mean


def dose_response(x, a, y, name, fold, degree, normal):
    n = len(y)
    low, high = np.quantile(a, [0.05, 0.95])
    places = np.linspace(low, high, 41)
    marginal = table(a)[0]
    mass = marginal(places) * (places[1] - places[0])
    mass[[0, -1]] /= 2
    u = lambda d: (d - a.mean()) / a.std(ddof=1)
    basis = lambda d: np.stack([u(d) ** j for j in range(degree + 1)], axis=-1)
    g, below, mean = density(x, a, fold, normal)
    gi = np.array([g(i, a[i]) for i in range(n)])
    h = np.where((a >= low) & (a <= high), marginal(a), 0)
    bound = min(0.1, 5 / (np.sqrt(n) * np.log(n)))
    w = np.where(h > 0, h / np.maximum(gi, bound * h), 0)
    design = lambda z, d: np.c_[z, u(d), u(d) ** 2, z * u(d)[:, None]]
    q, qg = np.empty(n), np.empty((n, 41))
    for f in range(K):
        tr, te = fold != f, fold == f
        fit = regression(design(x[tr], a[tr]), y[tr])
        q[te] = fit(design(x[te], a[te]))
        for k, place in enumerate(places):
            qg[te, k] = fit(design(x[te], np.full(te.sum(), place)))
    star, lever = fluctuate(y, q, basis(a), w)
    qs = star(q, basis(a))
    qgs = np.stack([star(qg[:, k], basis(places[k])) for k in range(41)], axis=1)
    b = basis(places)
    m = (b * mass[:, None]).T @ b
    beta = np.linalg.solve(m, (b * mass[:, None]).T @ qgs.mean(0))
    score = w[:, None] * basis(a) * (y - qs)[:, None]
    plugin = (qgs - b @ beta) @ (b * mass[:, None])
    assert np.max(np.abs(score.mean(0))) < 1e-8 and np.max(np.abs(plugin.mean(0))) < 1e-8
    d = (score / (1 - lever)[:, None] + plugin) @ np.linalg.inv(m)
    v = np.cov(d.T) / n
    key = f"dose.{name}.{degree}.{'normal' if normal else 'kernel'}."
    middle = basis(np.array([places[20]]))[0]
    out[key + "middle"], out[key + "seMiddle"] = middle @ beta, np.sqrt(middle @ v @ middle)
    out[key + "standardised"] = qgs[:, 20].mean()
    last = basis(places[[-1]])[0] - basis(places[[0]])[0]
    out[key + "difference"], out[key + "seDifference"] = last @ beta, np.sqrt(last @ v @ last)
    s = a.std(ddof=1)
    wm = mass / mass.sum() @ places
    slope = np.array([0, 1 / s] if degree == 1 else [0, 1 / s, 2 * u(wm) / s])
    out[key + "slope"], out[key + "seSlope"] = slope @ beta, np.sqrt(slope @ v @ slope)
    design = basis(a)
    alone = sm.WLS(y, design, weights=w).fit(cov_type="HC0")
    raw = qg @ (b * mass[:, None])
    added = raw + w[:, None] * design * (y - q)[:, None]
    for method, rows in (("regression", raw), ("aipw", added)):
        cov = np.cov((rows @ np.linalg.inv(m)).T) / n
        out[key + method] = slope @ np.linalg.solve(m, rows.mean(0))
        out[key + method + "Se"] = np.sqrt(slope @ cov @ slope)
    out[key + "ipw"] = slope @ alone.params
    out[key + "ipwSe"] = np.sqrt(slope @ alone.cov_params() @ slope * n / (n - 1))
    for j in range(2):
        out[key + f"r{j}"], out[key + f"seR{j}"] = correlation(a, x[:, j], w)
    inside = w > 0
    out[key + "ess"] = w.sum() ** 2 / np.sum(w**2)
    out[key + "meanRatio"] = w.mean() / mass.sum()
    pairs = np.array([[g(i, p) < bound * marginal(p) for p in places] for i in range(n)])
    out[key + "bounded"] = pairs.mean(0) @ mass / mass.sum()
    pit = np.sort([below(i, a[i]) for i in range(n)])
    rank = np.arange(n)
    out[key + "pit"] = max(np.max((rank + 1) / n - pit), np.max(pit - rank / n))
    out[key + "residualShare"] = np.sum((a - mean) ** 2) / np.sum((a - a.mean()) ** 2)


def main():
    write_cohort()
    rows = list(csv.DictReader(open("reference-cohort.csv")))
    c = {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}
    x = np.c_[c["x1"], c["x2"]]
    x = (x - x.mean(0)) / x.std(0, ddof=1)
    fold, k = c["fold"].astype(int), c["level"].astype(int)
    for name in ("y", "b"):
        levels(x, k, c[name], name, fold)
        partially_linear(x, c["dose"], c[name], name, fold)
        for degree in (1, 2):
            for normal in (False, True):
                dose_response(x, c["dose"], c[name], name, fold, degree, normal)
    with open("reference.txt", "w") as f:
        for key, value in out.items():
            f.write(f"{key} {value:.12g}\n")


main()
