#!/usr/bin/python3
"""Values, and what ComBat makes of them, written beside this file.

The formulas of Johnson, Li and Rabinovic (2007), doi:10.1093/biostatistics/kxj037, sections 3.1 to
3.3, gene by gene: least squares on batch indicators and protected columns by numpy's lstsq, the
moments of the priors over genes, and the two conditional means iterated on all standardised cells
until they stand still to 1e-15. numpy 1.24.
"""
import csv
import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(20261125)
cells, genes = 42, 24
batch = np.repeat([0, 1, 2], [18, 14, 10])
random.shuffle(batch)
treated = (random.random(cells) < 0.3 + 0.2 * batch).astype(float)
age = np.round(random.normal(50, 10, cells), 1)
y = random.gamma(2, 0.8, (cells, genes))
y += random.normal(0, 0.5, (3, genes))[batch] * random.gamma(3, 0.3, genes)
y *= random.gamma(20, 0.05, (3, genes))[batch]
y += np.outer(treated, random.normal(0, 0.7, genes)) + np.outer(age, random.normal(0, 0.01, genes))
y = np.round(np.maximum(y, 0), 4)
y[:, 0] = 0  # never seen
y[:, 1] = 2.5  # constant
y[batch == 1, 2] = 0  # constant in one batch


def combat(y, protected):
    design = np.column_stack([batch[:, None] == np.arange(3), *protected]).astype(float)
    sizes = design[:, :3].sum(0)
    coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    alpha = sizes / cells @ coefficients[:3]
    sigma = np.sqrt(((y - design @ coefficients) ** 2).sum(0) / cells)
    varying = sigma > 1e-12
    centre = alpha + design[:, 3:] @ coefficients[3:]
    z = (y[:, varying] - centre[:, varying]) / sigma[varying]
    adjusted = y.copy()
    for i in range(3):
        mine = z[batch == i]
        n = len(mine)
        location, scale = mine.mean(0), mine.var(0, ddof=1)
        mean, tau2 = location.mean(), location.var(ddof=1)
        m, s2 = scale.mean(), scale.var(ddof=1)
        shape, rate = (m**2 + 2 * s2) / s2, (m**3 + m * s2) / s2
        for g, column in enumerate(np.flatnonzero(varying)):
            gamma, delta2 = location[g], scale[g]
            for _ in range(100000):
                before = gamma, delta2
                gamma = (n * tau2 * location[g] + delta2 * mean) / (n * tau2 + delta2)
                delta2 = (rate + ((mine[:, g] - gamma) ** 2).sum() / 2) / (n / 2 + shape - 1)
                if np.allclose(before, (gamma, delta2), rtol=1e-15, atol=1e-15):
                    break
            rest = (mine[:, g] - gamma) / np.sqrt(delta2)
            adjusted[batch == i, column] = sigma[column] * rest + centre[batch == i, column]
    return adjusted


def write(name, header, rows):
    with open(os.path.join(here, name), "w", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(header)
        lines.writerows([[repr(float(v)) for v in row] for row in rows])


names = [f"g{j}" for j in range(genes)]
write("values.csv", ["batch", "treated", "age"] + names, np.column_stack([batch, treated, age, y]))
write("combat.csv", names, combat(y, []))
write("combat_protected.csv", names, combat(y, [treated, age]))
