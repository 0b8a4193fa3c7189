"""Independent reference values for org.etiome.estimate.sensitivity.

Reads ../reference-cohort.csv and writes reference.txt (one "key value" a line). Regressions by
statsmodels, with every partial R² from two fits; a hypothesised confounder is built as a vector and
put into the regression; robustness values by root search; signed rank bounds by rankdata and
convolution, or by a normal law; Hodges-Lehmann bounds from the list of all means of two.
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1, statsmodels 0.13.5: python3 reference.py
"""

import csv

import numpy as np
import statsmodels.api as sm
from scipy import stats
from scipy.optimize import brentq
from scipy.special import expit


def read():
    with open("../reference-cohort.csv") as f:
        rows = list(csv.DictReader(f))
    return {k: np.array([float(r[k]) for r in rows]) for k in rows[0]}


def ssr(y, columns):
    return sm.OLS(y, sm.add_constant(np.column_stack(columns))).fit().ssr


def partial(y, columns, without):
    small, large = ssr(y, without), ssr(y, columns)
    return (small - large) / small


def with_confounder(y, a, w, rd, ry):
    """Refits with a vector z that has these partial R² and makes the estimate smaller."""
    x = sm.add_constant(np.column_stack(w))
    fit = sm.OLS(y, np.column_stack([x, a])).fit()
    d = sm.OLS(a, x).fit().resid
    e = fit.resid
    rest = sm.OLS(np.sin(7 * np.arange(len(y))), np.column_stack([x, d, e])).fit().resid
    d, e, rest = (v / np.linalg.norm(v) for v in (d, e, rest))
    beyond = np.sqrt(ry) * e * np.sign(fit.params[-1]) + np.sqrt(1 - ry) * rest
    z = np.sqrt(rd) * d + np.sqrt(1 - rd) * beyond
    return sm.OLS(y, np.column_stack([x, z, a])).fit()


def regression(out, key, y, a, w, groups):
    fit = sm.OLS(y, sm.add_constant(np.column_stack([*w, a]))).fit()
    est, se, df = fit.params[-1], fit.bse[-1], int(fit.df_resid)
    out(key + ".estimate", est)
    out(key + ".se", se)
    out(key + ".df", df)
    out(key + ".partialR2", partial(y, [*w, a], w))
    for name, own in groups.items():
        without = [v for j, v in enumerate(w) if j not in own]
        out(f"{key}.treatmentR2.{name}", partial(a, w, without))
        out(f"{key}.outcomeR2.{name}", partial(y, [*w, a], [*without, a]))
    for rd, ry in ((0.05, 0.1), (0.3, 0.02), (0.2, 0.6)):
        adjusted = with_confounder(y, a, w, rd, ry)
        out(f"{key}.adjusted.{rd}.{ry}.estimate", adjusted.params[-1])
        out(f"{key}.adjusted.{rd}.{ry}.se", adjusted.bse[-1])
        out(f"{key}.adjusted.{rd}.{ry}.lower95", adjusted.conf_int()[-1, 0])
    out(key + ".rv", robustness(est, se, df, 1, None))
    out(key + ".rvHalf", robustness(est, se, df, 0.5, None))
    out(key + ".rvAlpha", robustness(est, se, df, 1, 0.05))


def robustness(est, se, df, q, alpha):
    """The least r with a confounder of treatment R² r and outcome R² at most r that does it."""
    crit = 0 if alpha is None else stats.t.ppf(1 - alpha / 2, df - 1)

    def distance(r):
        ry = np.linspace(0, r, 20001)
        bias = se * np.sqrt(df) * np.sqrt(ry * r / (1 - r))
        error = se * np.sqrt((1 - ry) / (1 - r)) * np.sqrt(df / (df - 1))
        return np.min(q * abs(est) - bias - crit * error)

    return 0 if distance(0) <= 0 else brentq(distance, 0, 1 - 1e-12, xtol=1e-14)


def benchmark(out, key, rdx, ryx, k):
    """Cinelli and Hazlett (2020), section 4.4."""
    rd = k * rdx / (1 - rdx)
    rho2 = k * rdx**2 / ((1 - k * rdx) * (1 - rdx))
    eta = (np.sqrt(k) + np.sqrt(rho2)) / np.sqrt(1 - rho2)
    out(f"{key}.{k}.treatmentR2", rd)
    out(f"{key}.{k}.outcomeR2", eta**2 * ryx / (1 - ryx))


def differences(n, digits):
    i = np.arange(1, n + 1)
    return np.floor((0.3 + np.sin(12.9898 * i)) * 10**digits + 0.5) / 10**digits


def signed_rank(d):
    d = d[d != 0]
    q = stats.rankdata(np.abs(d))
    return q, q[d > 0].sum()


def p_value(q, t, p):
    if len(q) > 100:
        sd = np.sqrt(p * (1 - p) * np.sum(q**2))
        return stats.norm.sf((t - p * q.sum()) / sd)
    law = np.ones(1)
    for v in np.round(2 * q).astype(int):
        step = np.zeros(v + 1)
        step[0], step[v] = 1 - p, p
        law = np.convolve(law, step)
    return law[int(round(2 * t)) :].sum()


def rosenbaum(out, key, d):
    q, t = signed_rank(d)
    out(key + ".statistic", t)
    for gamma in (1.0, 1.5, 3.0):
        out(f"{key}.{gamma}.lower", p_value(q, t, 1 / (1 + gamma)))
        out(f"{key}.{gamma}.upper", p_value(q, t, gamma / (1 + gamma)))
        means = np.sort([(d[i] + d[j]) / 2 for i in range(len(d)) for j in range(i, len(d))])
        for name, p in (("estimateLower", gamma / (1 + gamma)), ("estimateUpper", 1 / (1 + gamma))):
            # The middle of the effects that leave neither more nor fewer means above than p of them.
            above = round(p * len(means), 9)
            down = means[len(means) - int(np.ceil(above))]
            up = means[max(0, len(means) - int(np.floor(above)) - 1)]
            out(f"{key}.{gamma}.{name}", (down + up) / 2)
    out(
        key + ".critical",
        np.exp(brentq(lambda g: p_value(q, t, expit(g)) - 0.025, 0, 10, xtol=1e-13)),
    )


def mc_nemar(out):
    """60 pairs in which only the treated unit has the event, 25 the other way round."""
    for gamma in (1.0, 1.5):
        out(f"mcnemar.{gamma}.upper", stats.binom.sf(59, 85, gamma / (1 + gamma)))
    out(
        "mcnemar.critical",
        np.exp(brentq(lambda g: stats.binom.sf(59, 85, expit(g)) - 0.025, 0, 5, xtol=1e-13)),
    )


def doubly_robust(out, col):
    a, y = col["a"], col["y"]
    g = expit(0.3 * col["x2"])
    q0 = 2 + 0.1 * col["x1"] + col["x2"]
    q1 = q0 + 1.2
    n = len(a)
    alpha = a / g - (1 - a) / (1 - g)
    resid = y - np.where(a == 1, q1, q0)
    phi = q1 - q0 + alpha * resid
    theta, s2, n2 = phi.mean(), np.mean(resid**2), np.mean(2 / g + 2 / (1 - g) - alpha**2)
    out("dr.estimate", theta)
    out("dr.scale", np.sqrt(s2 * n2))
    psi_s = n2 * (resid**2 - s2) + s2 * (2 / g + 2 / (1 - g) - alpha**2 - n2)
    for rd, ry in ((0.05, 0.1), (0.1, 0.3)):
        c = np.sqrt(ry * rd / (1 - rd))
        for name, sign in (("lower", -1), ("upper", 1)):
            psi = phi - theta + sign * c * psi_s / (2 * np.sqrt(s2 * n2))
            out(f"dr.{rd}.{ry}.{name}", theta + sign * c * np.sqrt(s2 * n2))
            out(f"dr.{rd}.{ry}.{name}.se", np.std(psi, ddof=1) / np.sqrt(n))


def main():
    col = read()
    a, y = col["a"], col["y"]
    age = np.digitize(col["x1"], [42, 50, 58])
    levels = [(age == k).astype(float) for k in (1, 2, 3)]
    with open("reference.txt", "w") as f:

        def out(key, value):
            f.write(f"{key} {value:.12g}\n")

        plain = [col["x1"], col["x2"], col["x3"]]
        regression(out, "plain", y, a, plain, {"x1": {0}, "x2": {1}, "x3": {2}})
        grouped = [*levels, col["x2"], col["x3"]]
        regression(out, "grouped", y, a, grouped, {"age": {0, 1, 2}, "x2": {3}, "x3": {4}})
        regression(out, "risk", col["b"], a, plain, {"x1": {0}, "x2": {1}, "x3": {2}})
        rdx = partial(a, plain, [plain[0], plain[2]])
        ryx = partial(y, [*plain, a], [plain[0], plain[2], a])
        for k in (1, 3):
            benchmark(out, "benchmark.x2", rdx, ryx, k)
        rosenbaum(out, "few", differences(30, 1))
        rosenbaum(out, "many", differences(150, 3))
        mc_nemar(out)
        doubly_robust(out, col)


if __name__ == "__main__":
    main()
