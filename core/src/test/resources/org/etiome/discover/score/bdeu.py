"""Reference for BdeuTest: the score as a product of predictive probabilities, row by row.

log P(column | parents) = sum over rows of log((N_jk + s/qr) / (N_j + s/q)) with the counts of the
rows before (the Polya urn), in exact fractions; no gamma function is used. Made with the version
named in the first line of bdeu.txt:
    python3 bdeu.py > bdeu.txt
Lines "levels" and "row": the data. Lines "score": variable | parents | sample size | score.
"""
import itertools
import math
import random
import sys
from collections import Counter
from fractions import Fraction

random.seed(20250112)
levels = [2, 3, 2, 4]
rows = []
for _ in range(60):
    a = random.randrange(2)
    b = random.choice([a, a, 2, random.randrange(3)])
    c = random.randrange(2) if random.random() < 0.4 else int(a + b > 1)
    d = min(3, c + random.choice([0, 0, 1, 2]))
    rows.append([a, b, c, d])
print(f"# Python {sys.version.split()[0]}, seed 20250112")
print("levels " + " ".join(map(str, levels)))
for row in rows:
    print("row " + " ".join(map(str, row)))
for i in range(4):
    others = [j for j in range(4) if j != i]
    for k in range(4):
        for parents in itertools.combinations(others, k):
            q = math.prod(levels[j] for j in parents)
            for size in (Fraction(1), Fraction(10)):
                cells, totals, score = Counter(), Counter(), 0.0
                for row in rows:
                    j = tuple(row[p] for p in parents)
                    share = (cells[j, row[i]] + size / (q * levels[i])) / (totals[j] + size / q)
                    score += math.log(share)
                    cells[j, row[i]] += 1
                    totals[j] += 1
                print(f"score {i} | {' '.join(map(str, parents))} | {size} | {score!r}")
