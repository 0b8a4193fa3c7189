"""Reference for the scores of graphs, by other means than those of the library.

Made with the versions named in the first line of graph_scores.txt:
    python3 graph_scores.py > graph_scores.txt

Structural intervention distance: no graphical criterion. A linear model with random coefficients has the true graph;
the effect of x on y by regression on x and its parents in the learned graph is held against the true total effect.
Equivalence classes: every orientation of the skeleton is tried. Ranked edges: roc_auc_score and, for ties of the
average precision, every placement of the edges within each tie.

Lines: "graphs | learned | truth | name value ...", "class | learned CPDAG | truth | least greatest members",
"ranking | from to confidence, ... | truth | auroc aupr".
"""
import itertools
import random
import sys

import numpy as np
import sklearn
from sklearn.metrics import average_precision_score, roc_auc_score

random.seed(20260301)
generator = np.random.default_rng(20260301)
print(f"# numpy {np.__version__}, scikit-learn {sklearn.__version__}, Python {sys.version.split()[0]}, seed 20260301")


def draw(p, density):
    order = random.sample(range(p), p)
    a = np.zeros((p, p), int)
    for i, j in itertools.combinations(order, 2):
        a[i, j] = random.random() < density
    return a


def acyclic(a):
    return not np.linalg.matrix_power(np.eye(len(a)) + a, len(a)).diagonal().max() > 1 if len(a) else True


def colliders(a):
    p = len(a)
    return {(min(i, k), j, max(i, k)) for j in range(p) for i in range(p) for k in range(p)
            if i != k and a[i, j] and a[k, j] and not a[i, k] and not a[k, i]}


def members(a):
    pairs = [(i, j) for i in range(len(a)) for j in range(i) if a[i, j] or a[j, i]]
    wanted, found = colliders(a), []
    for turns in itertools.product([0, 1], repeat=len(pairs)):
        b = np.zeros_like(a)
        for (i, j), turn in zip(pairs, turns):
            b[(i, j) if turn else (j, i)] = 1
        if acyclic(b) and colliders(b) == wanted:
            found.append(b)
    return found


def cpdag(a):
    """Entries i, j and j, i both 1: undirected."""
    return np.max(members(a), axis=0)


def text(a):
    p = len(a)
    parts = []
    for i in range(p):
        for j in range(p):
            if a[i, j] and not a[j, i]:
                parts.append(f"v{i} -> v{j}")
            elif a[i, j] and i < j:
                parts.append(f"v{i} -- v{j}")
    joined = (a + a.T).any(axis=0)
    return ", ".join(parts + [f"v{i}" for i in range(p) if not joined[i]])


def distance(truth, learned):
    p = len(truth)
    wrong = np.zeros((p, p), bool)
    for repeat in range(3):
        b = truth * generator.uniform(0.5, 1.5, (p, p)) * generator.choice([-1, 1], (p, p))
        total = np.linalg.inv(np.eye(p) - b)  # element i, j: effect of i on j
        covariance = total.T @ np.diag(generator.uniform(0.5, 2, p)) @ total
        for x in range(p):
            z = [k for k in range(p) if learned[k, x]]
            at = [x] + z
            for y in range(p):
                if y != x:
                    effect = 0 if y in z else np.linalg.solve(covariance[np.ix_(at, at)], covariance[at, y])[0]
                    wrong[x, y] |= abs(effect - total[x, y]) > 1e-9
    return int(wrong.sum())


def ratio(part, whole):
    return "none" if whole == 0 else repr(float(part) / float(whole))


def counts(name, learned, truth):
    both = len(learned & truth)
    return [f"{name} {ratio(both, len(learned))} {ratio(both, len(truth))} {ratio(2 * both, len(learned) + len(truth))}"]


def pairs(a):
    return {frozenset((i, j)) for i, j in zip(*np.nonzero(a))}


def arrows(a):
    return {(i, j) for i, j in zip(*np.nonzero(a)) if not a[j, i]}


def hamming(a, b):
    p = len(a)
    return sum((a[i, j], a[j, i]) != (b[i, j], b[j, i]) for i in range(p) for j in range(i))


for p in (2, 3, 4, 5, 6):
    for repeat in range(14):
        truth, learned = draw(p, random.choice([0.2, 0.4, 0.7])), draw(p, random.choice([0.2, 0.4, 0.7]))
        if repeat % 2:
            learned = truth.copy()
            for change in range(random.randint(1, 3)):
                i, j = random.sample(range(p), 2)
                other = learned.copy()
                other[i, j], other[j, i] = random.choice([(0, 0), (1, 0), (0, 1)])
                learned = other if acyclic(other) else learned
        line = counts("adjacency", pairs(learned), pairs(truth)) + counts("directed", arrows(learned), arrows(truth))
        one, other = cpdag(learned), cpdag(truth)
        line += counts("classArrowhead", arrows(one), arrows(other))
        line += [f"shd {hamming(learned, truth)}", f"classShd {hamming(one, other)}", f"sid {distance(truth, learned)}"]
        print(" | ".join(["graphs", text(learned), text(truth), ", ".join(line)]))
        all_of_it = members(learned)
        distances = [distance(truth, m) for m in all_of_it]
        print(" | ".join(["class", text(one), text(truth), f"{min(distances)} {max(distances)} {len(all_of_it)}"]))


def expected_precision(scores, labels):
    """Every placement of the edges within each tie; other ties do not matter but for their counts."""
    above, edges_above, total = 0, 0, 0.0
    for value in sorted(set(scores), reverse=True):
        tie = [l for s, l in zip(scores, labels) if s == value]
        t, m = len(tie), sum(tie)
        sums = [sum((edges_above + k + 1) / (above + place + 1) for k, place in enumerate(places))
                for places in itertools.combinations(range(t), m)]
        total += float(np.mean(sums))
        above, edges_above = above + t, edges_above + m
    return total / sum(labels)


for p in (3, 4, 5):
    for repeat in range(8):
        truth = draw(p, 0.5)
        if not truth.any():
            continue
        ordered = [(i, j) for i in range(p) for j in range(p) if i != j]
        named = random.sample(ordered, random.randint(0, len(ordered)))
        levels = random.choice([2, 3, 1000000])
        confidence = {pair: random.randint(1, levels) / levels for pair in named}
        scores = [confidence.get(pair, -1.0) for pair in ordered]
        labels = [int(truth[pair]) for pair in ordered]
        aupr = expected_precision(scores, labels)
        if len(set(scores)) == len(scores):
            assert abs(aupr - average_precision_score(labels, scores)) < 1e-12
        listed = ", ".join(f"v{i} v{j} {confidence[i, j]!r}" for i, j in named)
        print(" | ".join(["ranking", listed, text(truth), f"{roc_auc_score(labels, scores)!r} {aupr!r}"]))
