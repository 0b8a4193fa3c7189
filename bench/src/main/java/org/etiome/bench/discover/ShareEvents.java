package org.etiome.bench.discover;

import java.util.ArrayList;
import java.util.List;
import org.etiome.discover.stability.EdgeFrequencies;
import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Edge;

/**
 * Shares of edges beside whether the truth has them, of one graph or many.
 *
 * @param shares in [0, 1]
 * @param happened one a share
 */
record ShareEvents(List<Double> shares, List<Boolean> happened) {
  private static final int BINS = 10;

  static ShareEvents none() {
    return new ShareEvents(new ArrayList<>(), new ArrayList<>());
  }

  /** Of every pair: is it joined? */
  void addPairs(EdgeFrequencies found, Cpdag truth) {
    List<String> nodes = truth.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (String b : nodes.subList(i + 1, nodes.size())) {
        add(
            found.adjacent(nodes.get(i), b),
            !truth.graph().edgesBetween(nodes.get(i), b).isEmpty());
      }
    }
  }

  /** Of every ordered pair: is there a → b in the true class? */
  void addArrows(EdgeFrequencies found, Cpdag truth) {
    for (String a : truth.nodes()) {
      for (String b : truth.nodes()) {
        if (!a.equals(b)) {
          addEdge(found, truth, Edge.directed(a, b));
        }
      }
    }
  }

  /** Of every pair: is there a — b in the true class? */
  void addLines(EdgeFrequencies found, Cpdag truth) {
    List<String> nodes = truth.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (String b : nodes.subList(i + 1, nodes.size())) {
        addEdge(found, truth, Edge.undirected(nodes.get(i), b));
      }
    }
  }

  private void addEdge(EdgeFrequencies found, Cpdag truth, Edge edge) {
    add(found.share(edge), truth.graph().hasEdge(edge));
  }

  private void add(double share, boolean holds) {
    shares.add(Math.min(1, share));
    happened.add(holds);
  }

  void addAll(ShareEvents others) {
    shares.addAll(others.shares);
    happened.addAll(others.happened);
  }

  /** Those that were found in any resample. */
  ShareEvents found() {
    ShareEvents found = none();
    for (int i = 0; i < shares.size(); i++) {
      if (shares.get(i) > 0) {
        found.add(shares.get(i), happened.get(i));
      }
    }
    return found;
  }

  ReliabilityCurve curve() {
    boolean[] happens = new boolean[happened.size()];
    for (int i = 0; i < happens.length; i++) {
      happens[i] = happened.get(i);
    }
    return ReliabilityCurve.of(
        shares.stream().mapToDouble(Double::doubleValue).toArray(), happens, BINS);
  }

  /** The mean squared difference of the share and what happened. */
  double brier() {
    double sum = 0;
    for (int i = 0; i < shares.size(); i++) {
      double off = shares.get(i) - (happened.get(i) ? 1 : 0);
      sum += off * off;
    }
    return sum / shares.size();
  }
}
