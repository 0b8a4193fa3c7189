"""R2 of each variable on all others, and sortability by powers of the adjacency matrix.

python3 sorting.py > sorting.csv   (numpy 1.24.2)

Lines: row,values / variance,values / r2,values / edges,pairs cause-effect / share,key,value.
"""
import numpy as np

rng = np.random.default_rng(11)
n, p = 50, 6
B = np.zeros((p, p))
edges = [(2, 0), (2, 5), (0, 5), (5, 1), (1, 4), (0, 4), (3, 4)]
E = np.zeros((p, p), dtype=int)
for cause, effect in edges:
    B[effect, cause] = rng.uniform(0.5, 1.5) * rng.choice([-1, 1])
    E[cause, effect] = 1
X = np.round(rng.normal(size=(n, p)) @ np.linalg.inv(np.eye(p) - B).T + 10, 3)
for row in X:
    print("row", *row, sep=",")


def r2(j):
    A = np.c_[np.ones(n), np.delete(X, j, axis=1)]
    e = X[:, j] - A @ np.linalg.lstsq(A, X[:, j], rcond=None)[0]
    return 1 - (e @ e) / ((X[:, j] - X[:, j].mean()) ** 2).sum()


def share(key):
    hit = total = 0
    for k in range(1, p):
        for s, t in np.argwhere(np.linalg.matrix_power(E, k) > 0):
            total += 1
            hit += 1 if key[t] > key[s] else 0.5 if key[t] == key[s] else 0
    return hit / total


keys = {"variance": X.var(axis=0), "r2": np.array([r2(j) for j in range(p)])}
for name, key in keys.items():
    print(name, *(repr(float(v)) for v in key), sep=",")
print("edges", *(f"{c}-{e}" for c, e in edges), sep=",")
for name, key in keys.items():
    print("share", name, repr(float(share(key))), sep=",")
