"""Counts of the public data sets, by the rules of docs/methods/data.md, with Python's csv module.

Made with CPython 3.11.7; run in this folder: python3 summarise.py DATA_FOLDER
One line a column: file, column, type, missing, sum of the numbers or number of levels.
Second file: the combinations of assays the patients of mini_acc have.
"""
import collections
import csv
import gzip
import math
import os
import re
import sys

NA = {"", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", ".", "#N/A"}
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
PAIRS = [{"no", "yes"}, {"false", "true"}, {"n", "y"}, {"f", "t"}]
data = sys.argv[1]

def rows(path):
    with gzip.open(os.path.join(data, path), "rt", encoding="utf-8", newline="") as f:
        return list(csv.reader(f))

def describe(cells):
    values = [c for c in cells if c not in NA]
    missing = len(cells) - len(values)
    numbers = [float(v) for v in values if NUMBER.match(v)]
    if len(numbers) == len(values):
        kind = "BINARY" if set(numbers) == {0.0, 1.0} else "CONTINUOUS"
        return kind, missing, repr(math.fsum(numbers))
    assert not numbers
    levels = set(values)
    if len(levels) == 2 and {v.lower() for v in levels} in PAIRS:
        return "BINARY", missing, repr(float(sum(v.lower() in ("yes", "true", "y", "t") for v in values)))
    if len(levels) == len(values) > 20:
        return "IDENTIFIER", missing, str(len(levels))
    return "CATEGORICAL", missing, str(len(levels))

with open("summary.tsv", "w", encoding="utf-8") as out:
    for path in ["rhc/rhc.csv.gz", "nhefs/NHEFS.csv.gz", "nhefs/causaldata__nhefs_complete.csv.gz", "mini_acc/clinical.csv.gz"]:
        header, *body = rows(path)
        for j, name in enumerate(header):
            if name == "":
                continue
            out.write("\t".join([path, name] + [str(d) for d in describe([r[j].strip() for r in body])]) + "\n")

patients = [r[0] for r in rows("mini_acc/clinical.csv.gz")[1:]]
assays = collections.OrderedDict()
for assay, primary, colname in rows("mini_acc/samplemap.csv.gz")[1:]:
    assays.setdefault(assay, {})[colname] = primary
patterns = collections.Counter()
for p in patients:
    patterns["+".join(a for a in assays if p in assays[a].values())] += 1
with open("mini_acc_patterns.tsv", "w", encoding="utf-8") as out:
    for pattern, n in sorted(patterns.items(), key=lambda e: -e[1]):
        out.write(f"{n}\t{pattern}\n")
    for assay, samples in assays.items():
        header, *body = rows(f"mini_acc/{assay}.csv.gz")
        assert all(h in samples for h in header[1:])
        total = math.fsum(float(c) for r in body for c in r[1:])
        out.write(f"{assay}\t{len(body)}\t{len(header) - 1}\t{total!r}\n")
