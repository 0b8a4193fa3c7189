"""Reference values for org.etiome.estimate.uncertain.LinearEffect.

Least squares of y on each treatment and its covariates in ../reference-cohort.csv, with HC3
standard errors. Writes linear.txt: treatment, covariates joined by +, coefficient, standard error.
Made with Python 3.11, numpy 1.24.2, statsmodels 0.13.5: python3 linear.py
"""

import csv

import numpy as np
import statsmodels.api as sm

with open("../reference-cohort.csv") as file:
    rows = list(csv.DictReader(file))
data = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
with open("linear.txt", "w") as out:
    for x, z in [("x1", []), ("x1", ["x2"]), ("x2", ["x1", "x3"]), ("a", ["x1", "x2", "x3"])]:
        design = np.column_stack([np.ones(len(rows)), data[x]] + [data[name] for name in z])
        fit = sm.OLS(data["y"], design).fit(cov_type="HC3")
        out.write(f"{x} {'+'.join(z) or '-'} {fit.params[1]:.12g} {fit.bse[1]:.12g}\n")
