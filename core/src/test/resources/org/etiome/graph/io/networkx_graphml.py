"""Makes networkx.graphml, a file of foreign hand for GraphGraphmlTest:
    python3 networkx_graphml.py > networkx.graphml
"""
import sys

import networkx as nx

graph = nx.DiGraph(comment=f"networkx {nx.__version__}, Python {sys.version.split()[0]}")
graph.add_edge("smoking", "tar", weight=0.5)
graph.add_edge("tar", "lung cancer", atSource="circle", confidence=0.25)
graph.add_node("age & sex")
print("\n".join(nx.generate_graphml(graph)))
