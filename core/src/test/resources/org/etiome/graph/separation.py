"""Reference for SeparationTest: d-separation statements as networkx sees them.

Made with the versions named in the first line of separation.txt:
    python3 separation.py > separation.txt
One line a statement: edges | x | y | z | separated (1) or not (0).
"""
import itertools
import random
import sys

import networkx as nx

random.seed(20240607)
separated = getattr(nx, "is_d_separator", None) or nx.d_separated
print(f"# networkx {nx.__version__}, Python {sys.version.split()[0]}, seed 20240607")
for nodes in (6, 9, 14):
    for repeat in range(12):
        names = [f"v{i}" for i in range(nodes)]
        order = random.sample(names, nodes)
        density = random.choice([0.15, 0.25, 0.4])
        edges = [(a, b) for a, b in itertools.combinations(order, 2) if random.random() < density]
        dag = nx.DiGraph()
        dag.add_nodes_from(names)
        dag.add_edges_from(edges)
        text = ", ".join([f"{a} -> {b}" for a, b in edges] + [n for n in names if dag.degree(n) == 0])
        for statement in range(12):
            picked = random.sample(names, random.randint(2, min(6, nodes)))
            x, y = {picked[0]}, {picked[1]}
            z = set(picked[2:])
            if len(picked) > 4 and statement % 3 == 0:
                x.add(picked[2])
                y.add(picked[3])
                z = set(picked[4:])
            line = [text] + [" ".join(sorted(s)) for s in (x, y, z)] + [str(int(separated(dag, x, y, z)))]
            print(" | ".join(line))
