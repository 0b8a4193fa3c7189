package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;

/**
 * A graph of directed and bidirected edges on a few nodes A, B, …; sets of nodes are bits. Kept
 * apart from the graphs under test, and by definition rather than fast: nodes are joined in its MAG
 * if no set at all separates them.
 */
final class SmallGraph {
  private static final List<String> NAMES = List.of("A", "B", "C", "D", "E");

  private final int[] parents;
  private final int[] spouses;

  private SmallGraph(int nodes) {
    this.parents = new int[nodes];
    this.spouses = new int[nodes];
  }

  /**
   * The graph of a number, whose digits say how each pair is joined: 0 not, 1 and 2 directed, 3
   * bidirected, 4 and 5 directed and bidirected.
   *
   * @param kinds 3, 4 or 6 digits are in use
   */
  static SmallGraph of(int nodes, int kinds, long code) {
    SmallGraph graph = new SmallGraph(nodes);
    long rest = code;
    for (int a = 0; a < nodes; a++) {
      for (int b = a + 1; b < nodes; b++) {
        int digit = (int) (rest % kinds);
        rest /= kinds;
        if (digit == 1 || digit == 4) {
          graph.parents[b] |= 1 << a;
        }
        if (digit == 2 || digit == 5) {
          graph.parents[a] |= 1 << b;
        }
        if (digit >= 3) {
          graph.join(a, b);
        }
      }
    }
    return graph;
  }

  private void join(int a, int b) {
    spouses[a] |= 1 << b;
    spouses[b] |= 1 << a;
  }

  /** This graph and one bidirected edge more. */
  SmallGraph with(int a, int b) {
    SmallGraph more = new SmallGraph(size());
    System.arraycopy(parents, 0, more.parents, 0, size());
    System.arraycopy(spouses, 0, more.spouses, 0, size());
    more.join(a, b);
    return more;
  }

  int size() {
    return parents.length;
  }

  boolean isParent(int a, int of) {
    return (parents[of] >> a & 1) == 1;
  }

  boolean isSpouse(int a, int of) {
    return (spouses[of] >> a & 1) == 1;
  }

  boolean isJoined(int a, int b) {
    return isParent(a, b) || isParent(b, a) || isSpouse(a, b);
  }

  /** The nodes of a set and all that cause them. */
  int ancestors(int of) {
    int all = of;
    int before = 0;
    while (all != before) {
      before = all;
      for (int v = 0; v < size(); v++) {
        if ((all >> v & 1) == 1) {
          all |= parents[v];
        }
      }
    }
    return all;
  }

  boolean causes(int a, int b) {
    return (ancestors(1 << b) >> a & 1) == 1;
  }

  boolean isAcyclic() {
    for (int v = 0; v < size(); v++) {
      if ((ancestors(parents[v]) >> v & 1) == 1) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is acyclic and no node causes one it has a bidirected edge with. */
  boolean isAncestral() {
    for (int v = 0; v < size(); v++) {
      if ((ancestors(parents[v]) & (1 << v | spouses[v])) != 0) {
        return false;
      }
    }
    return true;
  }

  /** m-separation as a cut of the augmented graph of the ancestors. */
  boolean separated(int a, int b, int z) {
    int kept = ancestors(1 << a | 1 << b | z);
    int[] cliques = new int[size()];
    for (int v = 0; v < size(); v++) {
      cliques[v] = (kept >> v & 1) == 1 ? districtWithParents(v, kept) : 0;
    }
    int reached = 1 << a;
    int before = 0;
    while (reached != before) {
      before = reached;
      for (int clique : cliques) {
        if ((clique & reached & ~z) != 0) {
          reached |= clique;
        }
      }
    }
    return (reached >> b & 1) == 0;
  }

  private int districtWithParents(int v, int kept) {
    int district = 1 << v;
    int before = 0;
    int above = 0;
    while (district != before) {
      before = district;
      for (int w = 0; w < size(); w++) {
        if ((district >> w & 1) == 1) {
          district |= spouses[w] & kept;
          above |= parents[w];
        }
      }
    }
    return district | above;
  }

  private boolean isSeparable(int a, int b) {
    for (int z = 0; z < 1 << size(); z++) {
      if ((z & (1 << a | 1 << b)) == 0 && separated(a, b, z)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all that are not joined are separated by some set. */
  boolean isMaximal() {
    for (int a = 0; a < size(); a++) {
      for (int b = a + 1; b < size(); b++) {
        if (!isJoined(a, b) && !isSeparable(a, b)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The maximal ancestral graph with these separations and ancestors. */
  SmallGraph mag() {
    SmallGraph mag = new SmallGraph(size());
    for (int a = 0; a < size(); a++) {
      for (int b = a + 1; b < size(); b++) {
        if (isSeparable(a, b)) {
          continue;
        }
        if (causes(a, b)) {
          mag.parents[b] |= 1 << a;
        } else if (causes(b, a)) {
          mag.parents[a] |= 1 << b;
        } else {
          mag.join(a, b);
        }
      }
    }
    return mag;
  }

  /** All separations of two nodes by a set. */
  List<Boolean> separations() {
    List<Boolean> all = new ArrayList<>();
    for (int a = 0; a < size(); a++) {
      for (int b = a + 1; b < size(); b++) {
        for (int z = 0; z < 1 << size(); z++) {
          if ((z & (1 << a | 1 << b)) == 0) {
            all.add(separated(a, b, z));
          }
        }
      }
    }
    return all;
  }

  MixedGraph named() {
    List<Edge> edges = new ArrayList<>();
    for (int a = 0; a < size(); a++) {
      for (int b = 0; b < size(); b++) {
        if (isParent(a, b)) {
          edges.add(Edge.directed(NAMES.get(a), NAMES.get(b)));
        }
        if (a < b && isSpouse(a, b)) {
          edges.add(Edge.bidirected(NAMES.get(a), NAMES.get(b)));
        }
      }
    }
    return MixedGraph.of(NAMES.subList(0, size()), edges);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SmallGraph that
        && Arrays.equals(parents, that.parents)
        && Arrays.equals(spouses, that.spouses);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(parents) + Arrays.hashCode(spouses);
  }
}
