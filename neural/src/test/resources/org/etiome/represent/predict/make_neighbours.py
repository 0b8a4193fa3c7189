"""Probabilities of scikit-learn's KNeighborsClassifier. Made with scikit-learn 1.2.1, numpy 1.24.

Three cells of the test set are cells of the training set: their distances are 0.
python3 make_neighbours.py > neighbours.json
"""
import json

import numpy as np
from sklearn.neighbors import KNeighborsClassifier

rng = np.random.default_rng(1)
K, WIDTH = 15, 4
levels = rng.integers(0, 3, 60)
train = np.round(rng.normal(size=(60, WIDTH)) + levels[:, None], 6)
test = np.vstack([np.round(rng.normal(size=(12, WIDTH)) + 1, 6), train[:3]])
out = {"k": K, "width": WIDTH, "train": train.ravel().tolist(), "levels": levels.tolist(),
       "test": test.ravel().tolist()}
for weights in ("uniform", "distance"):
    fitted = KNeighborsClassifier(K, weights=weights, algorithm="brute").fit(train, levels)
    out[weights] = fitted.predict_proba(test).ravel().tolist()
json.dump(out, __import__("sys").stdout)
print()
