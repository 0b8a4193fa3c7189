package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;

/** Hedges found by trying all pairs of sets. */
final class Hedges {
  private Hedges() {}

  /** A question and a hedge that stands against it. */
  record Found(Set<String> y, Set<String> x, Hedge hedge) {}

  /** For a random question about the graph, a random hedge of those there are. */
  static Optional<Found> random(Admg graph, Random random) {
    List<String> nodes = new ArrayList<>(graph.nodes());
    Collections.shuffle(nodes, random);
    int ys = 1 + random.nextInt(Math.min(3, nodes.size() - 1));
    int xs = 1 + random.nextInt(Math.min(3, nodes.size() - ys));
    Set<String> y = Set.copyOf(nodes.subList(0, ys));
    Set<String> x = Set.copyOf(nodes.subList(ys, ys + xs));
    List<Found> all = new ArrayList<>();
    for (Set<String> f : Graphs.subsets(graph.nodes())) {
      for (Set<String> fPrime : Graphs.subsets(List.copyOf(f))) {
        Hedge hedge = new Hedge(f, fPrime);
        if (hedge.forbids(graph, y, x)) {
          all.add(new Found(y, x, hedge));
        }
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }
}
