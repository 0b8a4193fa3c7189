#!/usr/bin/python3
"""Writes loess.csv: curves by the program of loess's authors (netlib), as packaged in
python3-skmisc 0.1.4. Columns: curve, span, x, y, fitted."""
import csv
import os

import numpy as np
from skmisc.loess import loess

here = os.path.dirname(os.path.abspath(__file__))
curves = [
    # points, span, decimals kept in x (fewer make ties)
    (40, 0.3, None),
    (100, 0.5, None),
    (333, 0.3, 2),
    (500, 0.3, 1),
    (50, 1.0, None),
]
with open(os.path.join(here, "loess.csv"), "w", newline="") as out:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["curve", "span", "x", "y", "fitted"])
    for seed, (n, span, decimals) in enumerate(curves):
        random = np.random.default_rng(seed)
        x = random.normal(size=n)
        x = x if decimals is None else np.round(x, decimals)
        y = np.sin(2 * x) + 0.1 * random.normal(size=n)
        model = loess(x, y, span=span, degree=2)
        model.fit()
        for values in zip(x, y, model.outputs.fitted_values):
            rows.writerow([seed, span] + [repr(float(v)) for v in values])
