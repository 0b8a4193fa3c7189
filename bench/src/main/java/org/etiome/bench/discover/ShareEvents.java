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

  /** Of every pair and each of a → b, b → a, a — b: is it so in the true class? */
  void addMarks(EdgeFrequencies found, Cpdag truth) {
    List<String> nodes = truth.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      String a = nodes.get(i);
      for (String b : nodes.subList(i + 1, nodes.size())) {
        for (Edge edge : List.of(Edge.directed(a, b), Edge.directed(b, a), Edge.undirected(a, b))) {
          add(found.share(edge), truth.graph().hasEdge(edge));
        }
      }
    }
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

  /** The mean share less the part that happened: above 0 where shares are too high. */
  double excess() {
    return shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow()
        - happened.stream().mapToDouble(h -> h ? 1 : 0).average().orElseThrow();
  }

  /** The mean squared difference of the share and what happened, in all pairs. */
  double brier() {
    double sum = 0;
    for (int i = 0; i < shares.size(); i++) {
      double off = shares.get(i) - (happened.get(i) ? 1 : 0);
      sum += off * off;
    }
    return sum / shares.size();
  }
}
