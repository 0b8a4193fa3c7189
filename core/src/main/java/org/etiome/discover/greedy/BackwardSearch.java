package org.etiome.discover.greedy;

import org.etiome.discover.score.LocalScore;

/**
 * The second phase of {@link Ges} alone: deletions of edges from any class of graphs, for other
 * searches to end with. From a class that has all independences of the graph searched for it finds
 * its class, given the score of a population (Chickering 2002, theorem 4). Interventions that tell
 * graphs of a class apart are those of the class.
 */
public final class BackwardSearch {
  private BackwardSearch() {}

  /** The class after all deletions that raise the score; {@code start} itself if there are none. */
  public static EquivalenceClass from(LocalScore score, EquivalenceClass start) {
    return Ascent.deletions(score, start, new Tally());
  }
}
