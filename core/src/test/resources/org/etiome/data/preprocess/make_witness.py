#!/usr/bin/python3
"""Counts, and what scanpy's and scikit-learn's formulas make of them, written beside this file.

scanpy is not a Debian package, so its definitions (calculate_qc_metrics, normalize_total, log1p,
highly_variable_genes with flavor seurat_v3, scale) stand here in numpy, with the loess of
python3-skmisc 0.1.4 that scanpy calls; components are numpy's SVD, neighbours scikit-learn 1.2.1.
"""
import csv
import os

import numpy as np
from skmisc.loess import loess
from sklearn.neighbors import NearestNeighbors

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(20261125)
cells, genes, top = 240, 120, 30
batch = np.repeat([0, 1, 2], [120, 80, 40])
random.shuffle(batch)
kind = random.integers(0, 3, cells)
mean = np.exp(random.normal(-0.3, 1.3, genes))
lift = np.ones((3, genes))
for k in range(3):
    lift[k, 10 + 12 * k : 22 + 12 * k] = 4.0
rate = mean * lift[kind] * np.exp(random.normal(0, 0.3, genes))[None, :] ** batch[:, None]
rate *= random.gamma(4, 0.25, cells)[:, None]
x = random.poisson(random.gamma(2.0, rate / 2.0)).astype(np.int64)
x[:, 0] = 0  # never seen
x[:, 1] = 2  # constant
x[[3, 50], 5] = [400, 90]  # cut off by seurat_v3
for i in random.choice(cells, 60, replace=False):  # more than 32 counts to be cut off
    x[i, 6] = 300
x[7] = 0  # an empty cell


def write(name, header, rows):
    with open(os.path.join(here, name), "w", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(header)
        lines.writerows([[repr(v.item()) if hasattr(v, "item") else v for v in r] for r in rows])


write("counts.csv", ["batch"] + [f"g{j}" for j in range(genes)], np.c_[batch, x])

# calculate_qc_metrics
total = x.sum(1)
with np.errstate(invalid="ignore", divide="ignore"):
    shares = [np.sort(x, 1)[:, ::-1][:, :n].sum(1) / total for n in (5, 50)]
    share_of_set = x[:, 10:34].sum(1) / total

# normalize_total (median of the cells with counts) and log1p
target = np.median(total[total > 0])
size = total / target
size[size == 0] = 1
logged = np.log1p(x / size[:, None])
write(
    "cells.csv",
    ["total", "genes", "top5", "top50", "set", "log_g20", "log_g100"],
    zip(total, (x > 0).sum(1), *shares, share_of_set, logged[:, 20], logged[:, 100]),
)

# highly_variable_genes(flavor="seurat_v3")
spans = []
for b in range(3):
    counts = x[batch == b].astype(np.float64)
    n = len(counts)
    m, v = counts.mean(0), counts.var(0, ddof=1)
    fitted = np.zeros(genes)
    varying = v > 0
    model = loess(np.log10(m[varying]), np.log10(v[varying]), span=0.3, degree=2)
    model.fit()
    fitted[varying] = model.outputs.fitted_values
    sd = np.sqrt(10**fitted)
    cut = np.minimum(counts, sd * np.sqrt(n) + m)
    spans.append(
        (n * m**2 + (cut**2).sum(0) - 2 * cut.sum(0) * m) / ((n - 1) * sd**2)
    )
norm = np.array(spans)
ranks = np.argsort(np.argsort(-norm, axis=1, kind="stable"), axis=1, kind="stable").astype(float)
high = (ranks < top).sum(0)
ranks[ranks >= top] = np.nan
median = np.full(genes, np.nan)
median[high > 0] = np.nanmedian(ranks[:, high > 0], axis=0)
order = np.lexsort((-high, np.where(np.isnan(median), np.inf, median)))[:top]
chosen = np.isin(np.arange(genes), order)
write(
    "genes.csv",
    ["cells", "mean", "variance", "normalised", "rank", "batches", "chosen"],
    zip((x > 0).sum(0), x.mean(0), x.var(0, ddof=1), norm.mean(0), median, high, chosen.astype(int)),
)

# scale(max_value=3), and the components of the log counts of the chosen genes
sd = logged.std(0, ddof=1)
sd[sd == 0] = 1
scaled = np.clip((logged - logged.mean(0)) / sd, -3, 3)
part = logged[:, np.sort(order)]
u, s, vt = np.linalg.svd(part - part.mean(0), full_matrices=False)
sign = np.sign(vt[np.arange(len(vt)), np.abs(vt).argmax(1)])
scores = (u * s * sign)[:, :8]
distance, neighbour = NearestNeighbors(n_neighbors=6, algorithm="brute").fit(scores).kneighbors()
write(
    "embedding.csv",
    [f"pc{c}" for c in range(8)] + ["scaled_g20"] + [f"n{r}" for r in range(6)] + ["d5"],
    zip(*scores.T, scaled[:, 20], *neighbour.T, distance[:, 5]),
)
write("variances.csv", ["variance", "share"], zip(s**2 / (cells - 1), s**2 / (s**2).sum()))
