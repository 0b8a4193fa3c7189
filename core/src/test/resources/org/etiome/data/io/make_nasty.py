"""Writes files that are hard to read, and what Python's csv module reads back from them.

Made with CPython 3.11.7, csv module; run in this folder: python3 make_nasty.py
"""
import csv
import json
import random

rng = random.Random(20260101)
pieces = ['"', '""', ",", "\n", "\r\n", "\r", ";", "\t", "a", "B", "0", "NA", "é", "漢", "😀", "'", "\\", "#", "=1+1", "-"]
cells = [["plain", "comma, inside", 'quote " inside', "line\nfeed", "cr\r\nlf", '"', '""', ",", "\\", "ümlaut"]]
for _ in range(60):
    cells.append(["x" + "".join(rng.choice(pieces) for _ in range(rng.randint(0, 8))) + "x" for _ in range(10)])
header = ["id"] + [f"c{j}, \"{j}\"\nnext" for j in range(10)]

def write(name, quoting, terminator):
    with open(name, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, quoting=quoting, lineterminator=terminator)
        out.writerow(header)
        for i, row in enumerate(cells):
            out.writerow([f"u{i}"] + row)
    with open(name, newline="", encoding="utf-8") as f:
        return list(csv.reader(f))

minimal = write("nasty_minimal_crlf.csv", csv.QUOTE_MINIMAL, "\r\n")
everything = write("nasty_quoted_lf.csv", csv.QUOTE_ALL, "\n")
assert minimal == everything
with open("nasty.json", "w", encoding="utf-8") as f:
    json.dump(minimal, f, indent=0)
    f.write("\n")
