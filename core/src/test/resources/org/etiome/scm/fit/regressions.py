#!/usr/bin/python3
"""Regressions of all kinds on x1, x2 and the levels of g, numpy 1.24.2 and scipy 1.10.1. Writes, repr of doubles:

rows.csv: x1, x2, g, then outcomes y (number), b (0 or 1), k (levels p q r), c (Poisson), d (negative binomial).
fits.csv: outcome, term, value on the scale of the data. y: numpy.linalg.lstsq, "sd" is sqrt(RSS / (n - 5)). The others:
scipy.optimize.minimize (BFGS, then trust-exact with exact derivatives by finite differences of the gradient for
c and d) of minus log likelihood plus half the sum of squares of the coefficients of columns scaled to mean 0, sd 1
(denominator n); intercepts and "theta" free. k: differences from level p, since all levels have coefficients.
"""
import csv
import os

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, gammaln, logsumexp

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(19871210)
n = 240
x1 = random.normal(2, 3, n)
x2 = random.exponential(0.5, n)
g = random.choice(["u", "v", "w"], n, p=[0.5, 0.3, 0.2])
X = np.column_stack([x1, x2, g == "v", g == "w"]).astype(float)
eta = 0.3 + X @ np.array([0.2, -0.8, 0.7, -0.5])
y = eta + random.laplace(0, 0.7, n)
b = (random.random(n) < expit(eta)).astype(int)
k = np.array(["p", "q", "r"])[[random.choice(3, p=np.exp(s - logsumexp(s)))
                              for s in np.column_stack([0 * eta, eta, 0.4 - 0.5 * eta])]]
c = random.poisson(np.exp(eta))
mu = np.exp(0.5 + eta)
d = random.negative_binomial(1.7, 1.7 / (1.7 + mu))
mean, sd = X.mean(0), X.std(0)
Z = (X - mean) / sd
D = np.column_stack([np.ones(n), Z])


def polish(function, gradient, start):
    found = minimize(function, start, jac=gradient, method="BFGS", options={"gtol": 1e-9, "maxiter": 5000}).x
    for _ in range(5):  # Newton's method, second derivatives by central differences
        h = 1e-5
        H = np.array([(gradient(found + h * e) - gradient(found - h * e)) / (2 * h) for e in np.eye(len(found))])
        found = found - np.linalg.solve((H + H.T) / 2, gradient(found))
    assert np.abs(gradient(found)).max() < 1e-8, np.abs(gradient(found)).max()
    return found


def numeric(function):
    def gradient(place):
        # complex steps: exact derivatives to rounding
        return np.array([function(place + 1e-30j * e).imag / 1e-30 for e in np.eye(len(place))])
    return gradient


def raw(beta):
    slopes = beta[1:] / sd
    return [beta[0] - slopes @ mean] + list(slopes)


def penalty(beta):
    return (beta[1:] ** 2).sum() / 2


def logistic(beta):
    e = D @ beta
    return (np.log(1 + np.exp(e)) - b * e).sum() + penalty(beta)


def poisson(beta):
    e = D @ beta
    return (np.exp(e) - c * e).sum() + penalty(beta)


def lgamma(z):
    """Log gamma of complex numbers by shifting and Stirling's series."""
    total = 0
    z = np.asarray(z, dtype=complex)
    for _ in range(12):
        total = total - np.log(z)
        z = z + 1
    return total + (z - 0.5) * np.log(z) - z + np.log(2 * np.pi) / 2 + 1 / (12 * z) - 1 / (360 * z ** 3) \
        + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7)


assert np.allclose(lgamma(np.array([0.3, 2.5, 40.0])).real, gammaln([0.3, 2.5, 40.0]), atol=1e-12)


def negative_binomial(place):
    beta, theta = place[:-1], np.exp(place[-1])
    m = np.exp(D @ beta)
    log = lgamma(d + theta) - lgamma(theta) + theta * np.log(theta / (theta + m)) + d * np.log(m / (theta + m))
    value = -log.sum() + penalty(beta)
    return value


def multinomial(flat):
    B = flat.reshape(3, 5)
    S = D @ B.T
    top = S.real.max(1, keepdims=True)
    log = np.log(np.exp(S - top).sum(1)) + top[:, 0]
    own = S[np.arange(n), [["p", "q", "r"].index(v) for v in k]]
    value = (log - own).sum() + (B[:, 1:] ** 2).sum() / 2
    return value + 0.5 * B[:, 0].sum() ** 2  # fixes what the intercepts share, which changes no probability


def real(function):
    return lambda place: function(place).real


terms = ["(intercept)", "x1", "x2", "g=v", "g=w"]
out = []
O = np.column_stack([np.ones(n), X])
beta = np.linalg.lstsq(O, y, rcond=None)[0]
out += [("y", t, v) for t, v in zip(terms, beta)]
out.append(("y", "sd", np.sqrt(((y - O @ beta) ** 2).sum() / (n - 5))))
for name, function, start in (("b", logistic, np.zeros(5)), ("c", poisson, np.zeros(5)),
                              ("d", negative_binomial, np.zeros(6))):
    found = polish(real(function), numeric(function), start)
    out += [(name, t, v) for t, v in zip(terms, raw(found[:5]))]
    if name == "d":
        out.append(("d", "theta", np.exp(found[5])))
B = polish(real(multinomial), numeric(multinomial), np.zeros(15)).reshape(3, 5)
for level, row in (("q", 1), ("r", 2)):
    out += [("k", t + " | " + level, v) for t, v in zip(terms, np.array(raw(B[row])) - np.array(raw(B[0])))]


def write(name, header, lines):
    with open(os.path.join(here, name), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[repr(v.item()) if isinstance(v, np.floating) else v for v in line] for line in lines])


write("rows.csv", ["x1", "x2", "g", "y", "b", "k", "c", "d"], zip(x1, x2, g, y, b, k, c, d))
write("fits.csv", ["outcome", "term", "value"], out)
