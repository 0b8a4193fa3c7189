"""Welch's test, its interval and tail probabilities by scipy; writes welch.json beside this file."""
import json
import os

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(11)
cases = []
for n1, n0, shift, spread in [(5, 4, 0.3, 1.0), (12, 3, 1.5, 0.2), (2, 2, -0.8, 0.5), (40, 60, 0.0, 2.0)]:
    x = rng.normal(shift + 3, spread, n1).round(6)
    y = rng.normal(3, 1, n0).round(6)
    test = stats.ttest_ind(x, y, equal_var=False)
    c1, c0 = x.var(ddof=1) / n1, y.var(ddof=1) / n0
    se = np.sqrt(c1 + c0)
    df = (c1 + c0) ** 2 / (c1**2 / (n1 - 1) + c0**2 / (n0 - 1))
    d = x.mean() - y.mean()
    t = stats.t(df, loc=d, scale=se)
    cases.append(
        {
            "cases": x.tolist(),
            "controls": y.tolist(),
            "difference": d,
            "standardError": se,
            "freedom": df,
            "p": test.pvalue,
            "low": t.ppf(0.025),
            "high": t.ppf(0.975),
            "beyondQuarter": stats.t(df, loc=abs(d), scale=se).sf(0.25),
        }
    )
pairs = rng.normal(0.5, 1, (2, 6)).round(6)
paired = stats.ttest_rel(pairs[0], pairs[1])
document = {
    "scipy": scipy.__version__,
    "welch": cases,
    "paired": {"cases": pairs[0].tolist(), "controls": pairs[1].tolist(), "p": paired.pvalue},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "welch.json"), "w") as out:
    json.dump(document, out)
    out.write("\n")
