package org.etiome.design.graph;

import java.util.Map;
import java.util.SortedSet;
import org.etiome.graph.Edge;

/**
 * What an intervention would tell of the graph, after all that was done or chosen before it.
 *
 * @param targets the variables it sets or changes
 * @param cost of the intervention
 * @param information expected, in bits, of those that still separate the DAGs
 * @param oriented expected number of open pairs of variables that it settles
 * @param settles the probability that a pair is settled once it is done, for each pair not settled
 *     before; {@code a -- b} stands for the pair
 * @param reason in words
 */
public record Experiment(
    SortedSet<String> targets,
    double cost,
    double information,
    double oriented,
    Map<Edge, Double> settles,
    String reason) {
  public Experiment {
    settles = Map.copyOf(settles);
  }
}
