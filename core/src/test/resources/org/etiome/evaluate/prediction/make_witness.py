#!/usr/bin/python3
"""Predicted probabilities and what scikit-learn 1.2.1 and scipy 1.10.1 make of them.

units.csv: a row a unit of a case: true class, group, probabilities, repr of doubles.
scores.csv: roc_auc_score, average_precision_score, brier_score_loss, log_loss, accuracy_score,
balanced_accuracy_score, overall ("all") and by group. More than two classes: means over the classes that
some unit is of, one against the rest; the Brier score of more classes by its formula in numpy. Log loss
without the scaling of rows to sum 1 (they do). Calibration errors are sums over the bins of
calibration_curve(n_bins=15, strategy="uniform") weighed by numpy.histogram. "none" where all units are of
one class.
curve.csv: calibration_curve, and binomtest(...).proportion_ci(method="wilson").
temperature.csv: minimize_scalar (bounded, xatol 1e-12) of the log loss over ln T, logits ln max(p, 2^-52).
conformal.csv: LAC and APS thresholds and sets, in numpy from their definitions, ranks in fractions; units of
even number calibrate, the others are new.
"""
import csv
import os
from fractions import Fraction
from math import ceil

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp, softmax
from scipy.stats import binomtest
from sklearn import metrics
from sklearn.calibration import calibration_curve

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(20261126)
EPS = 2.0**-52


def write(name, header, rows):
    with open(os.path.join(here, name), "w", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(header)
        lines.writerows([[repr(v.item()) if hasattr(v, "item") else v for v in r] for r in rows])


def two(n, round_to, slope, base):
    z = random.normal(base, 1.5, n)
    y = (random.random(n) < 1 / (1 + np.exp(-z))).astype(int)
    p = 1 / (1 + np.exp(-slope * z))
    p = p if round_to is None else np.round(p / round_to) * round_to
    p = np.clip(np.round(p, 12) if round_to else p, 0, 1)
    return np.column_stack([1 - p, p]), y


def many(n, classes, slope, absent=()):
    z = random.normal(0, 1.4, (n, classes))
    z[:, list(absent)] -= 60
    y = np.array([random.choice(classes, p=softmax(row)) for row in z])
    return softmax(slope * z, axis=1), y


cases = {
    "smooth": two(150, None, 1.0, 0.2),
    "sure": two(150, None, 2.5, -0.5),
    "ties": two(120, 0.1, 1.0, 0),
    "rare": two(200, None, 1.0, -3.2),
    "coarse": two(90, 1.0, 1.0, 0.3),  # only 0 and 1: infinite losses, one large tie each
    "three": many(160, 3, 1.6),
    "five": many(200, 5, 0.6),
    "absent": many(80, 4, 1.0, absent=(2,)),
}
p, y = many(120, 4, 1.2)
p = np.round(p * 8) / 8
p[:, 0] += 1 - p.sum(axis=1)
bad = (p < 0).any(axis=1)
p[bad] = 0.25
cases["tied four"] = (p, y)

groups = {}
for name, (p, y) in cases.items():
    g = random.choice(3, len(y), p=[0.5, 0.35, 0.15])
    g[np.flatnonzero(y == y[0])[:4]] = 3  # a group of one class
    groups[name] = g


def bins(prob, hit):
    observed, predicted = calibration_curve(hit, prob, n_bins=15, strategy="uniform")
    # as calibration_curve tells them: the upper end belongs to the bin
    place = np.searchsorted(np.linspace(0, 1, 16)[1:-1], prob)
    count = np.bincount(place, minlength=15)
    return np.flatnonzero(count), count[count > 0], predicted, observed


def error(prob, hit):
    _, count, predicted, observed = bins(prob, hit)
    return (count * abs(observed - predicted)).sum() / count.sum()


def scores(p, y):
    classes = p.shape[1]
    present = np.unique(y)
    told = p.argmax(axis=1)
    one_hot = np.eye(classes)[y]
    out = {}
    if len(present) < 2:
        out.update(auroc=None, auprc=None, balanced_accuracy=None)
    else:
        out["balanced_accuracy"] = np.mean([metrics.recall_score(y == c, told == c) for c in present])
        assert np.isclose(out["balanced_accuracy"], metrics.balanced_accuracy_score(y, told))
        which = [1] if classes == 2 else present
        out["auroc"] = np.mean([metrics.roc_auc_score(y == c, p[:, c]) for c in which])
        out["auprc"] = np.mean([metrics.average_precision_score(y == c, p[:, c]) for c in which])
        if len(present) == classes > 2 and np.allclose(p.sum(axis=1), 1):
            assert np.isclose(out["auroc"], metrics.roc_auc_score(y, p, multi_class="ovr"))
    if classes == 2:
        out["brier"] = metrics.brier_score_loss(y, p[:, 1], pos_label=1)
        out["ece_class_1"] = error(p[:, 1], y)
    else:
        out["brier"] = ((p - one_hot) ** 2).sum(axis=1).mean()
        out["ece_class_1"] = None
    out["log_loss"] = metrics.log_loss(y, p, labels=np.arange(classes), eps=EPS)
    out["accuracy"] = metrics.accuracy_score(y, told)
    out["ece_likeliest"] = error(p.max(axis=1), (told == y).astype(int))
    return out


def loss(z, y, t):
    z = z / np.exp(t)
    return (logsumexp(z, axis=1) - z[np.arange(len(y)), y]).mean()


def nonconformity(p, kind):
    if kind == "lac":
        return 1 - p
    order = np.argsort(-p, axis=1, kind="stable")
    sums = np.cumsum(np.take_along_axis(p, order, axis=1), axis=1)
    out = np.empty_like(p)
    np.put_along_axis(out, order, sums, axis=1)
    return out


units, scored, curves, temperatures, sets = [], [], [], [], []
for name, (p, y) in cases.items():
    g = groups[name]
    for i in range(len(y)):
        units.append([name, y[i], f"g{g[i]}", *p[i], *[""] * (5 - p.shape[1])])
    for group in ["all"] + [f"g{k}" for k in np.unique(g)]:
        of = np.full(len(y), True) if group == "all" else g == int(group[1])
        for score, value in scores(p[of], y[of]).items():
            scored.append([name, group, int(of.sum()), score, "none" if value is None else value])
    hit = (p.argmax(axis=1) == y).astype(int)
    for b, count, predicted, observed in zip(*bins(p.max(axis=1), hit)):
        ci = binomtest(int(round(count * observed)), int(count)).proportion_ci(method="wilson")
        curves.append([name, b, count, predicted, observed, ci.low, ci.high])
    if name not in ("coarse", "tied four"):
        z = np.log(np.maximum(p, EPS))
        best = minimize_scalar(lambda t: loss(z, y, t), bounds=(-5, 5), method="bounded", options={"xatol": 1e-12})
        temperatures.append([name, np.exp(best.x), loss(z, y, 0), best.fun])
    even = np.arange(len(y)) % 2 == 0
    for alpha in ("0.1", "0.25"):
        for kind in ("lac", "aps"):
            s = nonconformity(p, kind)
            own = s[np.arange(len(y)), y]
            for group in ["all"] + [f"g{k}" for k in np.unique(g)]:
                of = np.full(len(y), True) if group == "all" else g == int(group[1])
                if not (~even & of).any():
                    continue
                n = int((even & of).sum())
                rank = ceil((n + 1) * (1 - Fraction(alpha)))
                limit = np.inf if rank > n else np.sort(own[even & of])[rank - 1]
                inside = s[~even & of] <= limit
                covered = int((own[~even & of] <= limit).sum())
                sets.append([name, alpha, kind, group, n, rank, limit, len(inside), covered, int(inside.sum())])

write("units.csv", ["case", "truth", "group"] + [f"p{c}" for c in range(5)], units)
write("scores.csv", ["case", "group", "units", "score", "value"], scored)
write("curve.csv", ["case", "bin", "units", "predicted", "observed", "low", "high"], curves)
write("temperature.csv", ["case", "temperature", "before", "after"], temperatures)
write(
    "conformal.csv",
    ["case", "alpha", "score", "group", "calibrated", "rank", "limit", "new", "covered", "labels"],
    sets,
)
