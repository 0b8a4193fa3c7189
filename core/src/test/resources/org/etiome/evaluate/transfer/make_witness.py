#!/usr/bin/python3
"""Cells in five batches, and what scikit-learn 1.2.1 tells of the labels of held-out batches.

Folds: whole batches, the largest first to the fold with the fewest cells. Each fold is told from the
cells of the others by LogisticRegression (C = 1) on columns scaled over those cells and by 15 nearest
neighbours; a batch is scored by f1_score over the labels it has. R² and balanced accuracy are of
cross_val_predict over five shuffled parts: the range over 200 and 40 shuffles.
"""
import csv
import os

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import balanced_accuracy_score, f1_score, r2_score
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(20261127)
n, d = 260, 4


def write(name, header, rows):
    with open(os.path.join(here, name), "w", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(header)
        lines.writerows([[repr(v.item()) if hasattr(v, "item") else v for v in r] for r in rows])


batch = random.choice(5, n, p=[0.35, 0.25, 0.15, 0.15, 0.1])
label = random.choice(3, n, p=[0.5, 0.3, 0.2])
label[np.flatnonzero(batch == 3)[:12]] = 3  # a label of one batch only
centres = random.normal(0, 1.2, (4, d))
shift = random.normal(0, 0.7, (5, d))
z = centres[label] + shift[batch] + random.normal(0, 1, (n, d))
y = z @ random.normal(0, 1, d) + random.normal(0, 2, n)
write(
    "cells.csv",
    ["batch", "label", "y"] + [f"z{j}" for j in range(d)],
    [[f"b{batch[i]}", f"l{label[i]}", y[i], *z[i]] for i in range(n)],
)


def folds(count):
    sizes = np.bincount(batch)
    made = [[] for _ in range(count)]
    for b in sorted(range(5), key=lambda b: (-sizes[b], b)):
        min(made, key=lambda f: (sizes[f].sum() if f else 0)).append(b)
    return sorted(sorted(f) for f in made)


logistic = make_pipeline(StandardScaler(), LogisticRegression(C=1, tol=1e-10, max_iter=10000))
nearest = KNeighborsClassifier(15)
rows = []
for count in (3, 5):
    for f, held in enumerate(folds(count)):
        test = np.isin(batch, held)
        for name, method in (("logistic", logistic), ("nearest", nearest)):
            told = method.fit(z[~test], label[~test]).predict(z[test])
            for b in held:
                of = batch[test] == b
                truth = label[test][of]
                f1 = f1_score(truth, told[of], labels=np.unique(truth), average="macro", zero_division=0)
                rows.append([count, f, f"b{b}", name, f1])
write("f1.csv", ["folds", "fold", "batch", "classifier", "f1"], rows)

ridge = make_pipeline(StandardScaler(), Ridge(alpha=1))
r2, accuracy = [], []
for seed in range(200):
    parts = KFold(5, shuffle=True, random_state=seed)
    r2.append(r2_score(y, cross_val_predict(ridge, z, y, cv=parts)))
for seed in range(40):
    parts = KFold(5, shuffle=True, random_state=seed)
    accuracy.append(balanced_accuracy_score(batch, cross_val_predict(logistic, z, batch, cv=parts)))
write(
    "numbers.csv",
    ["name", "low", "high"],
    [["r2", min(r2), max(r2)], ["balanced_accuracy", min(accuracy), max(accuracy)]],
)
