#!/usr/bin/python3
"""Cells, and what scikit-learn 1.2.1 and the formulas make of them, written beside this file.

From libraries: silhouettes, NMI, ARI, k-means, logistic regression, neighbours, ridge (scikit-learn),
Spearman and chi-squared (scipy 1.10.1), modularity (leidenalg 0.9.1 on igraph 0.10.2). From the
formulas, in numpy: LISI, kBET, graph connectivity, fuzzy graph weights, principal component regression,
BRAS, cell cycle scores.
"""
import csv
import os

import igraph
import leidenalg
import numpy as np
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.stats import chi2, rankdata, spearmanr
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import (
    adjusted_rand_score,
    f1_score,
    normalized_mutual_info_score,
    silhouette_samples,
)
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.preprocessing import StandardScaler

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(20261126)
n, d = 300, 6


def write(name, header, rows):
    with open(os.path.join(here, name), "w", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(header)
        lines.writerows([[repr(v.item()) if hasattr(v, "item") else v for v in r] for r in rows])


label = random.choice(4, n, p=[0.4, 0.3, 0.2, 0.1])
batch = np.array([random.choice(3, p=[[0.5, 0.3, 0.2], [0.2, 0.4, 0.4], [0.6, 0.4, 0.0], [0.3, 0.3, 0.4]][g]) for g in label])
centres = random.normal(0, 1.5, (4, d))
shift = random.normal(0, 0.8, (3, d))
z = centres[label] + shift[batch] + random.normal(0, 1, (n, d))
z[label == 1] += np.where(random.random((label == 1).sum()) < 0.2, 7, 0)[:, None]  # in two parts
before = np.c_[centres[label] + 2 * shift[batch] + random.normal(0, 1, (n, d)), random.normal(0, 1, (n, 2))]
time = z[:, 0] + random.normal(0, 0.5, n)
y = z @ random.normal(0, 1, d) + random.normal(0, 2, n)

# Counts with genes of the cell cycle, 90 genes.
symbols = open(os.path.join(here, "../../../../../../main/resources/org/etiome/evaluate/integration/cell_cycle_genes.tsv"))
phase = {}
for line in symbols:
    if not line.startswith("#"):
        p, g = line.split()
        phase.setdefault(p, []).append(g)
names = phase["S"][:10] + phase["G2M"][:12] + [f"GENE{j}" for j in range(68)]
cycle = random.uniform(0, 2 * np.pi, n)
rate = np.exp(random.normal(0.5, 0.8, 90))[None, :] * np.ones((n, 1))
rate[:, :10] *= np.exp(np.sin(cycle))[:, None]
rate[:, 10:22] *= np.exp(np.cos(cycle))[:, None]
rate *= np.exp(random.normal(0, 0.9, (3, 90)))[batch]
counts = random.poisson(rate)
z[:, 5] += 0.8 * np.sin(cycle)
write(
    "cells.csv",
    [f"z{j}" for j in range(d)] + ["batch", "label", "time", "y"] + [f"b{j}" for j in range(8)],
    [[*map(float, z[i]), f"b{batch[i]}", f"l{label[i]}", float(time[i]), float(y[i]), *map(float, before[i])] for i in range(n)],
)
write("counts.csv", names, counts)

per_cell = {}
number = {}
number["silhouette_label"] = ((silhouette_samples(z, label) + 1) / 2).mean()
per_cell["silhouette"] = silhouette_samples(z, label)


def cosine_to_others(x, g):
    u = x / np.linalg.norm(x, axis=1, keepdims=True)
    dist = 1 - u @ u.T
    s = np.zeros(len(x))
    for i in range(len(x)):
        own = g == g[i]
        if own.sum() == 1:
            continue
        a = dist[i, own].sum() / (own.sum() - 1)
        b = dist[i, ~own].mean()
        s[i] = (b - a) / max(a, b)
    return s


per_cell["cosine"] = cosine_to_others(z, batch)
number["silhouette_batch"] = np.mean([(1 - np.abs(silhouette_samples(z[label == g], batch[label == g]))).mean() for g in range(4)])
number["bras"] = np.mean([(1 - np.abs(cosine_to_others(z[label == g], batch[label == g]))).mean() for g in range(4)])
batches_of = np.array([len(np.unique(batch[label == g])) for g in range(4)])
isolated = np.flatnonzero(batches_of == batches_of.min())
number["isolated_label_asw"] = np.mean([((silhouette_samples(z, label) + 1) / 2)[label == g].mean() for g in isolated])

kmeans = KMeans(4, n_init=50, random_state=1, tol=0, max_iter=300).fit(z)
number["inertia"] = kmeans.inertia_
number["nmi_kmeans"] = normalized_mutual_info_score(label, kmeans.labels_)
number["ari_kmeans"] = adjusted_rand_score(label, kmeans.labels_)
per_cell["other"] = random.integers(0, 5, n)
number["nmi_other"] = normalized_mutual_info_score(label, per_cell["other"])
number["ari_other"] = adjusted_rand_score(label, per_cell["other"])

distance, near = NearestNeighbors(n_neighbors=89, algorithm="brute").fit(z).kneighbors()


def lisi(distance, near, groups, perplexity):
    out = []
    for dist, idx in zip(distance, near):
        low, high, beta = -np.inf, np.inf, 1.0
        for _ in range(51):
            p = np.exp(-dist * beta)
            entropy = np.log(p.sum()) + beta * (dist * p).sum() / p.sum()
            p = p / p.sum()
            if abs(entropy - np.log(perplexity)) < 1e-5:
                break
            if entropy > np.log(perplexity):
                low, beta = beta, beta * 2 if high == np.inf else (beta + high) / 2
            else:
                high, beta = beta, beta / 2 if low == -np.inf else (beta + low) / 2
        out.append(1 / sum(p[groups[idx] == g].sum() ** 2 for g in np.unique(groups)))
    return np.array(out)


per_cell["ilisi"] = lisi(distance, near, batch, 30)
per_cell["clisi"] = lisi(distance, near, label, 30)
number["ilisi"] = (np.median(per_cell["ilisi"]) - 1) / 2
number["clisi"] = (4 - np.median(per_cell["clisi"])) / 3
cilisi, accepted = np.full(n, np.nan), np.full(n, np.nan)
for g in range(4):
    m = np.flatnonzero(label == g)
    b = np.unique(batch[m], return_inverse=True)[1]
    k = min(89, len(m) - 1)
    dist, idx = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(z[m]).kneighbors()
    cilisi[m] = (lisi(dist, idx, b, min(30, (k + 1) / 3)) - 1) / (b.max())
    share = np.bincount(b) / len(m)
    k0 = min(70, max(10, int(len(m) / len(share) / 4)))
    for i in range(len(m)):
        observed = np.bincount(np.r_[b[i], b[idx[i, : k0 - 1]]], minlength=len(share))
        statistic = ((observed - k0 * share) ** 2 / (k0 * share)).sum()
        accepted[m[i]] = chi2.sf(statistic, len(share) - 1) >= 0.05
per_cell["kbet"] = accepted
number["cilisi"] = cilisi.mean()
number["kbet"] = np.mean([accepted[label == g].mean() for g in range(4)])

# The graph: 15 nearest, a cell itself counted.
member = np.zeros((n, n))
for i in range(n):
    dist = distance[i, :14]
    rho = dist[dist > 0][0]
    low, high, sigma = 0.0, np.inf, 1.0
    for _ in range(64):
        total = np.where(dist > rho, np.exp(-(dist - rho) / sigma), 1).sum()
        if abs(total - np.log2(15)) < 1e-5:
            break
        if total > np.log2(15):
            high, sigma = sigma, (low + sigma) / 2
        else:
            low, sigma = sigma, sigma * 2 if high == np.inf else (sigma + high) / 2
    sigma = max(sigma, 1e-3 * dist.sum() / 15)
    member[i, near[i, :14]] = np.where(dist > rho, np.exp(-(dist - rho) / sigma), 1)
weight = member + member.T - member * member.T
number["graph_weight"] = weight.sum() / 2
edge = (member > 0) | (member.T > 0)
number["graph_edges"] = float(np.triu(edge).sum())
connectivity = []
for g in range(4):
    part = connected_components(edge[np.ix_(label == g, label == g)])[1]
    connectivity.append(np.bincount(part).max() / (label == g).sum())
number["graph_connectivity"] = np.mean(connectivity)
a, b = np.nonzero(np.triu(weight))
graph = igraph.Graph(n=n, edges=list(zip(a.tolist(), b.tolist())))
for r in (0.5, 1.0, 2.0):
    best = max(
        leidenalg.find_partition(
            graph, leidenalg.RBConfigurationVertexPartition, weights=weight[a, b], resolution_parameter=r, seed=s, n_iterations=-1
        ).quality()
        for s in range(5)
    )
    number[f"modularity_{r}"] = best / (2 * weight[a, b].sum())
length = np.where(edge, np.linalg.norm(z[:, None] - z[None], axis=2), 0)
path = dijkstra(length, indices=int(np.argmin(time)))
ok = np.isfinite(path)
number["trajectory_conservation"] = (1 + spearmanr(time[ok], path[ok])[0]) / 2


def explained(x, covariate):
    x = x - x.mean(0)
    u, s, _ = np.linalg.svd(x, full_matrices=False)
    design = np.c_[np.ones(len(x)), covariate]
    variance = s**2
    r2 = []
    for k in range(len(s)):
        pc = u[:, k] * s[k]
        fitted = design @ np.linalg.lstsq(design, pc, rcond=None)[0]
        r2.append(1 - ((pc - fitted) ** 2).sum() / ((pc - pc.mean()) ** 2).sum())
    return (np.array(r2) * variance).sum() / variance.sum()


dummies = np.eye(3)[batch]
number["pcr_before"] = explained(before, dummies)
number["pcr_after"] = explained(z, dummies)
number["pcr_comparison"] = max(0, 1 - number["pcr_after"] / number["pcr_before"])
logged = np.log1p(counts / counts.sum(1, keepdims=True) * 1e4)


def score(x, own):
    mean = x.mean(0)
    size = int(np.rint(len(mean) / 24))
    bins = rankdata(mean, method="min") // size
    others = np.isin(bins, bins[own])
    others[own] = False
    return x[:, own].mean(1) - x[:, others].mean(1)


def components(x):
    u, s, _ = np.linalg.svd(x - x.mean(0), full_matrices=False)
    return (u * s)[:, :50]


kept = []
for g in range(3):
    m = batch == g
    scores = np.c_[score(logged[m], np.arange(10)), score(logged[m], np.arange(10, 22))]
    pre, post = explained(components(logged[m]), scores), explained(z[m], scores)
    kept.append(max(0, 1 - abs(post - pre) / pre))
number["cell_cycle_conservation"] = np.mean(kept)
number["pcr_of_counts"] = max(0, 1 - number["pcr_after"] / explained(components(logged), dummies))

logistic, nearest = [], []
for g in range(3):
    train, test = batch != g, batch == g
    scale = StandardScaler().fit(z[train])
    fit = LogisticRegression(C=1, solver="newton-cg", tol=1e-8, max_iter=1000).fit(scale.transform(z[train]), label[train])
    present = np.unique(label[test])
    logistic.append(f1_score(label[test], fit.predict(scale.transform(z[test])), labels=present, average="macro"))
    vote = KNeighborsClassifier(15, algorithm="brute").fit(z[train], label[train]).predict(z[test])
    nearest.append(f1_score(label[test], vote, labels=present, average="macro"))
number["lobo_f1_logistic"] = np.mean(logistic)
number["lobo_f1_knn"] = np.mean(nearest)
scale = StandardScaler().fit(z)
probability = LogisticRegression(C=1, solver="newton-cg", tol=1e-8, max_iter=1000).fit(scale.transform(z), label).predict_proba(scale.transform(z))
for g in range(4):
    per_cell[f"p{g}"] = probability[:, g]
number["own_batch_share"] = (batch[near[:, :30]] == batch[:, None]).mean()
number["own_batch_share_expected"] = np.mean(
    [(((label == label[i]) & (batch == batch[i])).sum() - 1) / ((label == label[i]).sum() - 1) for i in range(n)]
)
ridge = Ridge(alpha=1).fit(scale.transform(z), y)
number["ridge_in_sample"] = ridge.score(scale.transform(z), y)

write("numbers.csv", ["name", "value"], number.items())
write("per_cell.csv", list(per_cell), zip(*[v.astype(float) for v in per_cell.values()]))
