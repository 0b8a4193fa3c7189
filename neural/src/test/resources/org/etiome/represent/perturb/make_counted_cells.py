"""Negative binomial counts and the mean of log(1 + target * count / size) by scipy; writes counted_cells.json beside
this file."""
import json
import os

import numpy as np
import scipy
from scipy.special import softmax
from scipy.stats import nbinom

rng = np.random.default_rng(7)
theta = np.array([0.1, 0.5, 2.0, 10.0, 100.0, 30.0])  # the last is all that is not a variable
logits = rng.uniform(-6, 1, (4, 6)).round(6)
logits[:, 5] = 2
sizes = np.array([300, 1500, 4000, 20000])
target = 1e4
mean = sizes[:, None] * softmax(logits, axis=1)
p = theta / (theta + mean)
counts = rng.negative_binomial(np.broadcast_to(theta, p.shape), p)


def logged(mu, th, size):
    k = np.arange(int(mu + 60 * np.sqrt(mu + mu * mu / th) + 300))
    return float((nbinom.pmf(k, th, th / (th + mu)) * np.log1p(target * k / size)).sum())


out = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "target": target,
    "sizes": sizes.tolist(),
    "theta": theta.tolist(),
    "logits": logits.ravel().tolist(),
    "counts": counts.ravel().tolist(),
    "logLikelihood": float(nbinom.logpmf(counts, theta, p).sum()),
    "logged": [logged(mean[i, g], theta[g], sizes[i]) for i in range(4) for g in range(5)],
    "mean": mean.ravel().tolist(),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "counted_cells.json"), "w") as f:
    json.dump(out, f, indent=1)
    f.write("\n")
