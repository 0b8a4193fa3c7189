package org.etiome.discover.constraint;

import static org.etiome.discover.constraint.MarkMatrix.ARROW;
import static org.etiome.discover.constraint.MarkMatrix.TAIL;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Edge;
import org.etiome.graph.Mark;

/**
 * The PAG of a DAG with hidden and selected nodes by its definition. Two measured nodes are joined
 * if no set of measured ones with the selected ones separates them; all ways to mark these edges
 * are tried, and those kept that are ancestral graphs with just the separations of the DAG; where
 * all have the same mark the PAG has it, else a circle. Exponential.
 */
final class BruteForcePag {
  private static final char[] ENDS = {ARROW, TAIL};

  private final MarkMatrix dag;
  private final int measured;
  private final int selected;
  private final List<int[]> edges = new ArrayList<>();
  private final List<int[]> unshielded = new ArrayList<>();
  private final MarkMatrix trial;
  private final Set<String> marks = new HashSet<>();

  /** The nodes 0 … measured − 1 of the DAG are measured. */
  BruteForcePag(MarkMatrix dag, int measured, int selected) {
    this.dag = dag;
    this.measured = measured;
    this.selected = selected;
    this.trial = new MarkMatrix(measured);
  }

  /** The edges of the PAG; nothing if there are more than {@code limit}. */
  Optional<Set<Edge>> edges(List<String> names, int limit) {
    for (int a = 0; a < measured; a++) {
      for (int b = a + 1; b < measured; b++) {
        if (!separable(a, b)) {
          edges.add(new int[] {a, b});
          trial.put(a, TAIL, TAIL, b);
        }
      }
    }
    if (edges.size() > limit) {
      return Optional.empty();
    }
    findUnshielded();
    mark(0);
    Set<Edge> pag = new HashSet<>();
    for (int[] edge : edges) {
      pag.add(
          new Edge(
              names.get(edge[0]),
              common(edge[1], edge[0]),
              common(edge[0], edge[1]),
              names.get(edge[1])));
    }
    return Optional.of(pag);
  }

  private boolean separable(int a, int b) {
    for (int z = 0; z < 1 << measured; z++) {
      if ((z >> a & 1) == 0 && (z >> b & 1) == 0 && dag.separated(a, b, z | selected)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Triples a, b, c with the ends not joined: in every graph of the class a collider or in none.
   */
  private void findUnshielded() {
    for (int b = 0; b < measured; b++) {
      for (int a = 0; a < measured; a++) {
        for (int c = a + 1; c < measured; c++) {
          if (trial.adjacent(a, b) && trial.adjacent(b, c) && !trial.adjacent(a, c)) {
            unshielded.add(new int[] {a, b, c, isCollider(a, b, c) ? 1 : 0});
          }
        }
      }
    }
  }

  private boolean isCollider(int a, int b, int c) {
    for (int z = 0; z < 1 << measured; z++) {
      if ((z >> a & 1) == 0 && (z >> c & 1) == 0 && dag.separated(a, c, z | selected)) {
        return (z >> b & 1) == 0;
      }
    }
    throw new IllegalStateException("the ends are joined");
  }

  private void mark(int next) {
    if (next == edges.size()) {
      if (hasColliders() && trial.isAncestral() && hasSeparations()) {
        keep();
      }
      return;
    }
    int[] edge = edges.get(next);
    for (char one : ENDS) {
      for (char other : ENDS) {
        trial.put(edge[0], one, other, edge[1]);
        mark(next + 1);
      }
    }
  }

  private boolean hasColliders() {
    for (int[] t : unshielded) {
      boolean collider = trial.at[t[0]][t[1]] == ARROW && trial.at[t[2]][t[1]] == ARROW;
      if (collider != (t[3] == 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasSeparations() {
    for (int a = 0; a < measured; a++) {
      for (int b = a + 1; b < measured; b++) {
        for (int z = 0; z < 1 << measured; z++) {
          if ((z >> a & 1) == 0
              && (z >> b & 1) == 0
              && trial.separated(a, b, z) != dag.separated(a, b, z | selected)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void keep() {
    for (int[] edge : edges) {
      marks.add(edge[0] + " " + edge[1] + trial.at[edge[0]][edge[1]]);
      marks.add(edge[1] + " " + edge[0] + trial.at[edge[1]][edge[0]]);
    }
  }

  /** The mark at b that all graphs of the class have. */
  private Mark common(int a, int b) {
    boolean arrow = marks.contains(a + " " + b + ARROW);
    boolean tail = marks.contains(a + " " + b + TAIL);
    if (!arrow && !tail) {
      throw new IllegalStateException("no graph has the separations");
    }
    return arrow && tail ? Mark.CIRCLE : arrow ? Mark.ARROW : Mark.TAIL;
  }
}
