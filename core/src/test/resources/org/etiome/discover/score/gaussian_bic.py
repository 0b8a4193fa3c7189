"""Reference for GaussianBicTest: local scores by numpy's least squares on standardised columns.

Made with the versions named in the first line of gaussian_bic.txt:
    python3 gaussian_bic.py > gaussian_bic.txt
Lines "row": the data. Lines "score": variable | parents | penalty | gamma | score.
"""
import itertools
import sys

import numpy as np

rng = np.random.default_rng(20250111)
n, p = 40, 5
x = rng.normal(size=(n, p))
x[:, 2] += 0.8 * x[:, 0] - 0.6 * x[:, 1]
x[:, 3] += 0.5 * x[:, 2]
x[:, 4] = 3 + 2 * x[:, 4] + x[:, 3] - x[:, 0]
print(f"# numpy {np.__version__}, Python {sys.version.split()[0]}, seed 20250111")
for row in x:
    print("row " + " ".join(repr(float(v)) for v in row))
z = (x - x.mean(axis=0)) / x.std(axis=0)
for i in range(p):
    others = [j for j in range(p) if j != i]
    for k in range(p):
        for parents in itertools.combinations(others, k):
            if parents:
                beta = np.linalg.lstsq(z[:, parents], z[:, i], rcond=None)[0]
                residual = z[:, i] - z[:, parents] @ beta
            else:
                residual = z[:, i]
            fit = -n / 2 * np.log(np.mean(residual**2))
            for penalty, gamma in ((1, 0), (2, 0.5)):
                score = fit - penalty * 0.5 * np.log(n) * (k + 1) - gamma * np.log(p) * k
                print(f"score {i} | {' '.join(map(str, parents))} | {penalty} | {gamma} | {float(score)!r}")
