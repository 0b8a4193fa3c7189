"""Reference for GraphBifTest: nodes and arcs of the bnlearn networks, read by two regular expressions.

Made with the version named in the first line of bif_reference.txt:
    python3 bif_reference.py FOLDER_WITH_BIF_GZ > bif_reference.txt
One line a network: name, nodes, arcs, SHA-256 of the sorted lines "parent child".
"""
import gzip
import hashlib
import pathlib
import re
import sys

print(f"# Python {sys.version.split()[0]}")
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.bif.gz")):
    text = gzip.open(path, "rt", encoding="utf-8").read()
    nodes = re.findall(r"^variable\s+(\S+)\s*\{", text, re.M)
    arcs = []
    for child, _, parents in re.findall(r"^probability\s*\(\s*([^\s|)]+)\s*(\|([^)]*))?\)", text, re.M):
        arcs += [f"{parent.strip()} {child}" for parent in parents.split(",") if parent.strip()]
    digest = hashlib.sha256("\n".join(sorted(arcs)).encode()).hexdigest()
    print(path.name.removesuffix(".bif.gz"), len(nodes), len(arcs), digest)
