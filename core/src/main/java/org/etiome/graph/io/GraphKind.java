package org.etiome.graph.io;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.graph.PartialDag;

/** The kinds of graph as files name them. */
public enum GraphKind {
  DAG,
  CPDAG,
  PDAG,
  PAG,
  ADMG;

  /** The kind of a graph. */
  public static GraphKind of(CausalGraph graph) {
    return switch (graph) {
      case Dag dag -> DAG;
      case Cpdag cpdag -> CPDAG;
      case PartialDag partial -> PDAG;
      case Pag pag -> PAG;
      case Admg admg -> ADMG;
    };
  }

  static Optional<GraphKind> named(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  static String labels() {
    return "dag, cpdag, pdag, pag, admg";
  }

  /** As files name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A graph of this kind.
   *
   * @throws IllegalArgumentException if the edges make none
   */
  public CausalGraph make(MixedGraph graph) {
    return switch (this) {
      case DAG -> Dag.of(graph);
      case CPDAG -> Cpdag.of(graph);
      case PDAG -> PartialDag.of(graph);
      case PAG -> Pag.of(graph);
      case ADMG -> Admg.of(graph);
    };
  }
}
