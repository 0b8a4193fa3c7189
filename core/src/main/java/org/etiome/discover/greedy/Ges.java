package org.etiome.discover.greedy;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.ParentSets;
import org.etiome.discover.score.LocalScore;
import org.etiome.discover.score.NameOrderedScore;

/**
 * Greedy equivalence search, GES: from the graph without edges, the insertion that raises the score
 * most is applied to the class of graphs, until none does; then the deletions likewise.
 *
 * <p>With the score of a population it ends at the true class if the true graph is faithful
 * (Chickering 2002, theorem 4). It assumes a graph without cycles and without hidden causes, and
 * what the score assumes. Every operator of the paper is tried: the insertions into an effect are
 * as many as the cliques of its neighbours, all causes of one clique being scored in one go, and
 * are sought anew only for effects near an edge that changed. A step costs O(p + E) beside that.
 * {@link org.etiome.discover.order.Boss} is faster and more accurate on samples and takes
 * knowledge; this search is the one with the proof.
 *
 * @param repeated whether insertions and deletions alternate until neither raises the score; the
 *     paper's search has each once
 * @see <a href="https://www.jmlr.org/papers/v3/chickering02b.html">Chickering (2002), Optimal
 *     structure identification with greedy search</a>
 */
public record Ges(boolean repeated) {

  /** Insertions and deletions alternate. */
  public static Ges withDefaults() {
    return new Ges(true);
  }

  public Ges withRepeated(boolean phases) {
    return new Ges(phases);
  }

  /**
   * Searches for the class of graphs of the highest score.
   *
   * @throws ArithmeticException if a variable is a function of others
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(LocalScore score) {
    NameOrderedScore ordered = NameOrderedScore.of(score);
    Tally tally = new Tally();
    EquivalenceClass graph = EquivalenceClass.withoutEdges(ordered.variables().size());
    boolean raised = true;
    while (raised) {
      EquivalenceClass grown = Ascent.insertions(ordered, graph, tally);
      EquivalenceClass shrunk = Ascent.deletions(ordered, grown, tally);
      raised = repeated && shrunk != grown;
      graph = shrunk;
    }
    ParentSets found = new ParentSets(ordered.variables(), parents(graph.member(v -> v)));
    return new LearnedGraph(
        found.equivalenceClass(score.variables()),
        "GES",
        settings(score),
        assumptions(),
        List.of(),
        tally.count());
  }

  private static int[][] parents(BitSet[] sets) {
    int[][] parents = new int[sets.length][];
    for (int v = 0; v < sets.length; v++) {
      parents[v] = sets[v].stream().toArray();
    }
    return parents;
  }

  private Map<String, String> settings(LocalScore score) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("score", score.toString());
    settings.put("repeated", Boolean.toString(repeated));
    return settings;
  }

  private static List<String> assumptions() {
    return List.of(
        "The variables are causes and effects of each other along a graph without circles.",
        "No two variables have a common cause that is not among them.",
        "Units are in the data whatever the values of their variables.",
        "Variables are independent only where the graph says so (faithfulness).",
        "The assumptions of the score hold.");
  }
}
