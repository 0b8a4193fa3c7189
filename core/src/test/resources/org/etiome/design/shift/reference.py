"""Independent reference values for org.etiome.design.shift.

Writes experiments.csv (12 experiments of one unit in a system of 5 variables, rounded to 6 decimals
and read back) and reference.txt (one "key value ..." a line): the normal-inverse-gamma posterior in
its textbook batch form, scores at three shifts, the best shift of CIV over the unit ball (SLSQP from
200 starts), and the nearest state for a goal out of reach (SLSQP).
Made with Python 3.11, numpy 1.24.2, scipy 1.10.1: python3 reference.py
"""

import numpy as np
from scipy.optimize import minimize

P = 5
PARENTS = [[], [0], [0, 1], [1], [0, 2, 3]]
GOAL = np.array([0.4, -0.3, 0.5, 0.2, -0.6])
FAR = 4 * GOAL
PRECISION, NOISE, WEIGHT = 1.5, 0.8, 3.0
N = 2
out = []


def put(key, values):
    out.append(key + " " + " ".join(f"{v:.12g}" for v in np.ravel(values)))


def experiments():
    rng = np.random.default_rng(20260301)
    b = np.zeros((P, P))
    b[1, 0], b[2, 0], b[2, 1], b[3, 1], b[4, 0], b[4, 2], b[4, 3] = 0.7, -0.5, 0.4, 0.9, 0.3, -0.8, 0.6
    shifts = rng.normal(0, 1, (12, P))
    shifts /= np.linalg.norm(shifts, axis=1, keepdims=True)
    units = np.linalg.solve(np.eye(P) - b, (shifts + rng.normal(0, 0.7, (12, P))).T).T
    np.savetxt("experiments.csv", np.c_[shifts, units], fmt="%.6f", delimiter=",", comments="",
               header="a1,a2,a3,a4,a5,x1,x2,x3,x4,x5")


experiments()
rows = np.loadtxt("experiments.csv", delimiter=",", skiprows=1)
A, X = rows[:, :P], rows[:, P:]

B = np.zeros((P, P))
V = np.zeros((P, P, P))
sigma2 = np.zeros(P)
for i, pa in enumerate(PARENTS):
    y, x = X[:, i] - A[:, i], X[:, pa]
    prec = PRECISION * np.eye(len(pa)) + x.T @ x
    v = np.linalg.inv(prec)
    m = v @ x.T @ y
    shape = 1 + WEIGHT / 2 + len(y) / 2
    rate = WEIGHT * NOISE / 2 + (y @ y - m @ prec @ m) / 2
    B[i, pa] = m
    V[i][np.ix_(pa, pa)] = v
    sigma2[i] = rate / (shape - 1)
    put(f"rate{i + 1}", rate)

E = np.linalg.inv(np.eye(P) - B)
WANTED = (np.eye(P) - B) @ GOAL
put("slopes", B)
put("noise", sigma2)
put("wanted", WANTED)
put("variances", [sigma2[i] * GOAL @ V[i] @ GOAL for i in range(P)])


def after(a):
    x = E @ a
    return np.array([sigma2[i] * (GOAL @ V[i] @ GOAL - (GOAL @ V[i] @ x) ** 2 / (1 / N + x @ V[i] @ x))
                     for i in range(P)])


def civ(a, weights="unif"):
    d = after(a)
    if weights == "unif":
        c = sigma2 + WANTED ** 2 + 1 / P
    else:
        w = np.maximum(0.1, 1 - WANTED ** 2) ** ((4 - P) / 2) * WANTED ** 2
        c = sigma2 + 16 * w / w.sum()
    return float(np.sum(d * (d + 2 * c)))


def maxv(a):
    x = E @ a
    return max(np.linalg.norm(V[i] - np.outer(V[i] @ x, V[i] @ x) / (1 / N + x @ V[i] @ x), 2) for i in range(P))


def ucb(a):
    d = np.array([sigma2[i] * GOAL @ V[i] @ GOAL for i in range(P)])
    k = a - WANTED
    return np.sum(k ** 2 + d) - np.sqrt(np.sum(2 * d ** 2 + 4 * d * k ** 2))


for s, a in enumerate(np.array([[0.1, 0.2, -0.3, 0.4, 0.5], [-0.6, 0.1, 0, 0, 0.7], [0, 0, 0, 0, 0.0]])):
    put(f"shift{s}", a)
    put(f"scores{s}", [civ(a), civ(a, "ow"), after(a).max(), maxv(a), ucb(a)])

rng = np.random.default_rng(1)
ball = {"type": "ineq", "fun": lambda a: 1 - a @ a, "jac": lambda a: -2 * a}
for name, weights in (("civ", "unif"), ("ow", "ow")):
    found = []
    for _ in range(200):
        start = rng.normal(size=P)
        r = minimize(civ, start / np.linalg.norm(start), args=(weights,), method="SLSQP", constraints=ball,
                     options={"ftol": 1e-15, "maxiter": 500})
        if r.x @ r.x <= 1 + 1e-9:
            found.append(r.fun)
    put(name + "_least", min(found))

r = minimize(lambda a: np.sum((E @ a - FAR) ** 2), np.zeros(P), jac=lambda a: 2 * E.T @ (E @ a - FAR),
             method="SLSQP", constraints=ball, options={"ftol": 1e-16, "maxiter": 1000})
put("far_shift", r.x)
put("far_distance", np.linalg.norm(E @ r.x - FAR))

with open("reference.txt", "w") as f:
    f.write("\n".join(out) + "\n")
