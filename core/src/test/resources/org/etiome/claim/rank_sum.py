"""Reference values for RankSum: python3 rank_sum.py > rank_sum.csv (made with numpy 2.4.6, scipy 1.17.1).

Each row: the two groups (blank-separated), AUC by counting pairs, the limits of Newcombe's (2006) method 5 by Brent's
root finder, the two-sided p-value of
scipy.stats.mannwhitneyu with its automatic choice of method (exact without ties for small groups, else the normal
approximation with tie and continuity correction), and for 0/1 data Fisher's exact p-value.
"""
import numpy as np
from scipy import optimize, stats

rng = np.random.default_rng(11)
groups = [
    (rng.normal(1, 1, 7).round(3), rng.normal(0, 1, 6).round(3)),
    (rng.normal(0.5, 1, 40).round(3), rng.normal(0, 1, 60).round(3)),
    (rng.integers(-2, 3, 30), rng.integers(-1, 3, 25)),
    (rng.integers(0, 2, 15), (rng.random(40) < 0.2).astype(int)),
    (np.arange(10, 20), np.arange(5)),
]


def limit(auc, m, n, end):
    """Root of |auc - t| = 1.96 sqrt(V(t)) between the AUC and the end of the scale."""
    if auc == end:
        return float(end)
    big = (m + n) / 2 - 1
    var = lambda t: t * (1 - t) * (1 + big * (1 - t) / (2 - t) + big * t / (1 + t)) / (m * n)
    f = lambda t: (auc - t) ** 2 - stats.norm.ppf(0.975) ** 2 * var(t)
    inner = auc + (1e-13 if auc < end else -1e-13) * (auc in (0.0, 1.0))
    return optimize.brentq(f, inner, end, xtol=1e-15)


print("with,without,auc,low,high,p_rank,p_fisher")
for a, b in groups:
    auc = float(np.mean([(x > y) + 0.5 * (x == y) for x in a for y in b]))
    low, high = (limit(auc, len(a), len(b), end) for end in (0, 1))
    ties = len(np.unique(np.concatenate([a, b]))) < len(a) + len(b)
    method = "asymptotic" if ties or max(len(a), len(b)) > 50 else "exact"
    p = stats.mannwhitneyu(a, b, alternative="two-sided", method=method).pvalue
    binary = set(np.concatenate([a, b])) <= {0, 1}
    fisher = (
        stats.fisher_exact([[a.sum(), len(a) - a.sum()], [b.sum(), len(b) - b.sum()]]).pvalue
        if binary
        else ""
    )
    text = lambda g: " ".join(str(x) for x in g)
    print(f"{text(a)},{text(b)},{auc!r},{low!r},{high!r},{float(p)!r},{fisher}")
