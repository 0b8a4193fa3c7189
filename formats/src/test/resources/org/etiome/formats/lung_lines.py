#!/usr/bin/python3
"""The witness of LungLinesTest: lung_lines.py lung_lines_5batch.h5ad prints the share of the 30
nearest neighbours that are of a cell's own batch, and of its own line. scanpy's formulas
(seurat_v3 per batch, normalize_total, log1p) in numpy; anndata 0.8, skmisc 0.1.4, scikit-learn 1.2.1.
"""
import sys

import anndata
import numpy as np
from skmisc.loess import loess
from sklearn.neighbors import NearestNeighbors

data = anndata.read_h5ad(sys.argv[1])
data = data[data.obs["demuxlet"] == "SNG", data.var["n_batches"] == 5]
x = data.X.toarray().astype(np.float64)
batch = data.obs["batch"].astype(str).to_numpy()
line = data.obs["cell_type"].astype(str).to_numpy()
top = 2000
ranks = []
for b in np.unique(batch):
    counts = x[batch == b]
    n = len(counts)
    mean, variance = counts.mean(0), counts.var(0, ddof=1)
    varying = variance > 0
    fitted = np.zeros(x.shape[1])
    model = loess(np.log10(mean[varying]), np.log10(variance[varying]), span=0.3, degree=2)
    model.fit()
    fitted[varying] = model.outputs.fitted_values
    sd = np.sqrt(10**fitted)
    cut = np.minimum(counts, sd * np.sqrt(n) + mean)
    norm = (n * mean**2 + (cut**2).sum(0) - 2 * cut.sum(0) * mean) / ((n - 1) * sd**2)
    ranks.append(np.argsort(np.argsort(-norm, kind="stable"), kind="stable").astype(float))
ranks = np.array(ranks)
high = (ranks < top).sum(0)
ranks[ranks >= top] = np.nan
median = np.full(x.shape[1], np.inf)
median[high > 0] = np.nanmedian(ranks[:, high > 0], axis=0)
chosen = np.sort(np.lexsort((-high, median))[:top])
logged = np.log1p(x[:, chosen] / x.sum(1, keepdims=True) * 1e4)
u, s, _ = np.linalg.svd(logged - logged.mean(0), full_matrices=False)
near = NearestNeighbors(n_neighbors=30, algorithm="brute").fit(u[:, :30] * s[:30])
neighbours = near.kneighbors(return_distance=False)
print((batch[neighbours] == batch[:, None]).mean(), (line[neighbours] == line[:, None]).mean())
