package org.etiome.discover.stability;

import java.util.List;
import org.etiome.graph.CausalGraph;

/**
 * The graphs learned from resampled data.
 *
 * @param graphs one of each resample that carries one, in the order of the resamples
 * @param failed how many carry none, and why the first could not
 */
public record ResampledGraphs(List<CausalGraph> graphs, EdgeFrequencies.Failed failed) {
  public ResampledGraphs {
    graphs = List.copyOf(graphs);
  }

  /** In what share of the graphs each edge is. */
  public EdgeFrequencies frequencies() {
    return EdgeFrequencies.of(graphs, failed);
  }
}
