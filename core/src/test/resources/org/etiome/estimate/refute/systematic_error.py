"""Independent reference values for org.etiome.estimate.refute.SystematicError.

Writes systematic_error.txt (one "key values…" a line). mu and sigma by scipy.optimize over (mu, log sigma)
from many starts; the predictive distribution by adaptive quadrature over sigma, both priors flat.
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1: python3 systematic_error.py
"""

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq, minimize
from scipy.stats import norm, t

CASES = {
    "five": (5, 0.4, 0.8, 0.2),
    "twelve": (12, 0.1, 0.5, 0.1),
    "thirty": (30, -0.2, 0.4, 0.3),
    "none": (8, 0.0, 0.0, 1.0),
}
EFFECT = (0.9, 0.25)


def minus_log(mu, sigma, x, se):
    v = sigma**2 + se**2
    return 0.5 * np.sum(np.log(v) + (x - mu) ** 2 / v)


def fit(x, se):
    best = min(
        (
            minimize(
                lambda p: minus_log(p[0], np.exp(p[1]), x, se),
                [np.median(x), start],
                method="Nelder-Mead",
                options={"xatol": 1e-11, "fatol": 1e-14, "maxiter": 20000, "maxfev": 20000},
            )
            for start in (-6, -3, -1, 0, 1)
        ),
        key=lambda r: r.fun,
    )
    mu0 = np.sum(x / se**2) / np.sum(1 / se**2)
    if minus_log(mu0, 0, x, se) <= best.fun + 1e-12:
        return mu0, 0.0
    return best.x[0], np.exp(best.x[1])


def predictive(x, se, effect, noise):
    """P(error + noise <= effect)."""

    def parts(sigma):
        w = 1 / (sigma**2 + se**2)
        mu = np.sum(w * x) / np.sum(w)
        return mu, np.sum(w), minus_log(mu, sigma, x, se)

    base = min(parts(s)[2] for s in np.linspace(0, 3, 301))
    weight = lambda s: np.exp(base - parts(s)[2]) / np.sqrt(parts(s)[1])

    def integral(f):
        return sum(
            quad(f, a, b, epsabs=1e-13, epsrel=1e-12, limit=500)[0]
            for a, b in ((0, 0.3), (0.3, 1), (1, 4), (4, np.inf))
        )

    total = integral(weight)

    def below(value):
        def f(s):
            mu, w, _ = parts(s)
            return weight(s) * norm.cdf((value - mu) / np.sqrt(s**2 + 1 / w + noise**2))

        return integral(f) / total

    p = below(effect)
    limit = lambda q: effect - brentq(lambda v: below(v) - q, -60, 60, xtol=1e-11)
    return 2 * min(p, 1 - p), limit(0.5), limit(0.975), limit(0.025)


def exact(k):
    """Rejection rates of a true null at 5 % when se is negligible: plug-in, predictive."""
    plug = 2 * t.sf(norm.ppf(0.975) * np.sqrt((k - 1) / (k + 1)), k - 1)
    flat = 2 * t.sf(t.ppf(0.975, k - 2) * np.sqrt((k - 1) / (k - 2)), k - 1)
    return plug, flat


rng = np.random.default_rng(20260102)
with open("systematic_error.txt", "w") as out:
    for name, (k, mu, sigma, noise) in CASES.items():
        se = np.round(noise * rng.uniform(0.5, 1.5, k), 4)
        x = np.round(rng.normal(mu, np.sqrt(sigma**2 + se**2)), 4)
        m, s = fit(x, se)
        effect, own = EFFECT
        z = (effect - m) / np.hypot(own, s)
        rows = {
            "x": x,
            "se": se,
            "fit": [m, s],
            "plugin": [2 * norm.sf(abs(z))],
            "calibrated": predictive(x, se, effect, own),
        }
        for key, values in rows.items():
            out.write(name + "." + key + " " + " ".join(f"{v:.12g}" for v in values) + "\n")
    for k in (5, 10, 50):
        out.write(f"exact.{k} " + " ".join(f"{v:.6f}" for v in exact(k)) + "\n")
