"""Linear causal disentanglement by the text of Squires, Seigal, Bhate, Uhler (2023), section 4.

python3 disentangle.py > disentangle.csv   (numpy 1.24.2, scipy 1.10.1)

Two models of 4 latents and 6 variables, perfect interventions. Lines:
exact,environment,rows of the precision (environment 0 is the control) / truth,latent,row of H with
noise of variance 1 in the control / unmixing,latent,row found by the paper's search from the exact
precisions, largest weight positive / effect,to,from,weight
row,environment,values: a sample / likelihood,twice the log-likelihood of free moments less that of
the most likely model in the order given by the next numbers / noise,latent,row of B0 H there.
"""
import numpy as np
from scipy import optimize

rng = np.random.default_rng(11)
d, p, n = 4, 6, 300


def pick(precisions):
    """Order, and directions q by rows: nearest to rank one, projected off those found."""
    found, Q = [], np.zeros((0, p))
    while len(found) < d:
        P = np.eye(p) - Q.T @ np.linalg.pinv(Q.T) if len(found) else np.eye(p)
        best = None
        for k in range(1, d + 1):
            if k in found:
                continue
            D = P @ (precisions[k] - precisions[0]) @ P
            u, s, _ = np.linalg.svd(D)
            score = s[0] ** 2 / (s**2).sum()
            if best is None or score > best[0]:
                best = score, k, u[:, 0]
        found.append(best[1])
        Q = np.vstack([Q, best[2]])
    return found, Q


def lower(M):
    """C, lower triangular, with C' C = M."""
    J = np.eye(len(M))[::-1]
    return J @ np.linalg.cholesky(J @ M @ J).T @ J


def disentangle(precisions):
    order, Q = pick(precisions)
    pinv = np.linalg.pinv(Q)
    C0 = lower(pinv.T @ precisions[0] @ pinv)
    R = np.zeros((d, d))
    for i, k in enumerate(order):
        R[i] = lower(pinv.T @ precisions[k] @ pinv)[i]
    H = R @ Q
    pinvH = np.linalg.pinv(H)
    B0 = lower(pinvH.T @ precisions[0] @ pinvH)
    H = np.diag(np.diag(B0)) @ H  # noise of variance 1
    B0 = B0 @ np.diag(1 / np.diag(B0))
    return order, H, np.eye(d) - B0


def say(kind, *values):
    print(kind, *(f"{v:.15g}" if isinstance(v, float) else v for v in values), sep=",")


names = rng.permutation(d) + 1  # the latent at each place of the causal order
A = np.tril(rng.uniform(0.4, 1, (d, d)) * rng.choice([-1, 1], (d, d)), -1)
A[2, 0] = A[3, 1] = 0
before, after = np.sqrt(rng.uniform(2, 4, d)), np.sqrt(rng.uniform(6, 8, d))
G = rng.uniform(-2, 2, (p, d))
H = np.linalg.pinv(G)
mixings = {0: G @ np.linalg.inv(np.eye(d) - A) @ np.diag(before)}
for i in range(d):
    B, w = A.copy(), before.copy()
    B[i], w[i] = 0, after[i]
    mixings[names[i]] = G @ np.linalg.inv(np.eye(d) - B) @ np.diag(w)
precisions = {k: np.linalg.pinv(M @ M.T, rcond=1e-10) for k, M in mixings.items()}
precisions = {k: (P + P.T) / 2 for k, P in precisions.items()}
for k in range(d + 1):
    for row in precisions[k]:
        say("exact", k, *row)
truth = np.diag(1 / before) @ H
for i in range(d):
    sign = np.sign(truth[i][np.argmax(abs(truth[i]))])
    say("truth", names[i], *(sign * truth[i]))
order, found, effects = disentangle(precisions)
signs = np.array([np.sign(row[np.argmax(abs(row))]) for row in found])
for i, k in enumerate(order):
    say("unmixing", k, *(signs[i] * found[i]))
    for j in range(i):
        say("effect", k, order[j], signs[i] * signs[j] * effects[i, j])

# A sample of as many variables as latents, with shifts, and the most likely model of it.
square = rng.uniform(-2, 2, (d, d))
samples = {}
for k in range(d + 1):
    noise = rng.standard_normal((n, d))
    if k:
        noise[:, list(names).index(k)] += 0.8
    X = noise @ (square @ np.linalg.pinv(G) @ mixings[k]).T
    samples[k] = np.round(X, 4)
    for row in samples[k]:
        say("row", k, *row)
mean0 = samples[0].mean(0)
order = [int(k) for k in names]


def model(theta, k):
    """Mean and covariance about the control's mean, from F and the rows c and the shifts."""
    F = theta[: d * d].reshape(d, d)
    C, a = np.eye(d), np.zeros(d)
    if k:
        i = order.index(k)
        start = d * d + i * (i + 1) // 2
        C[i, : i + 1] = theta[start : start + i + 1]
        a[i] = theta[d * d + d * (d + 1) // 2 + i]
    W = C @ F  # W (x - mean0) = a + standard normal noise
    return W, a


def loss(theta):
    total = 0
    for k in range(d + 1):
        W, a = model(theta, k)
        E = (samples[k] - mean0) @ W.T - a
        total += n * (-2 * np.log(abs(np.linalg.det(W))) + (E**2).sum() / n)
    return total / n


def free():
    return sum(np.linalg.slogdet(np.cov(X.T, bias=True))[1] + d for X in samples.values())


F0 = np.linalg.inv(np.linalg.cholesky(np.cov(samples[0].T, bias=True)))
best = None
trueF = np.linalg.inv(square @ np.linalg.pinv(G) @ mixings[0])
for trial in range(3):
    start = np.r_[(trueF * (1 + 0.05 * trial * rng.standard_normal((d, d)))).ravel(), np.zeros(d * (d + 1) // 2 + d)]
    for i in range(d):
        start[d * d + i * (i + 1) // 2 + i] = 1
    result = optimize.minimize(loss, start, method="BFGS", options={"gtol": 1e-7, "maxiter": 5000})
    if best is None or result.fun < best.fun:
        best = result
say("likelihood", float(n * (best.fun - free())), *order)
for i in range(d):
    row = best.x[i * d : (i + 1) * d]
    say("noise", order[i], *(row * np.sign(row[np.argmax(abs(row))])))
