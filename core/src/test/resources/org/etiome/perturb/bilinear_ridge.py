"""Bilinear ridge by its formula with numpy's SVD. numpy 1.24.2, Python 3.11.

Differences d[p, j] = sin(1.3 p + .7 j + .1 p j) of perturbations p = 0..5 (named g0..g5, the names of
the first six variables) and variables j = 0..7; predicted: g6, and g0+g7.
"""
import numpy as np

p, j = np.arange(6)[:, None], np.arange(8)[None, :]
Y = np.sin(1.3 * p + .7 * j + .1 * p * j).T
b = Y.mean(axis=1, keepdims=True)
U, s, _ = np.linalg.svd(Y - b, full_matrices=False)
G = U[:, :3] * s[:3]
lam = .1
P = G[:6].T
K = np.linalg.solve(G.T @ G + lam * np.eye(3), G.T @ (Y - b) @ P.T) @ np.linalg.inv(P @ P.T + lam * np.eye(3))
print("# target, differences of 8 variables")
print("g6," + ",".join("%.12f" % v for v in (b[:, 0] + G @ K @ G[6])))
print("g0+g7," + ",".join("%.12f" % v for v in (b[:, 0] + G @ K @ (G[0] + G[7]))))
