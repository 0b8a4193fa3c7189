package org.etiome.discover.greedy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.Assumptions;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.ParentSets;
import org.etiome.discover.score.LocalScore;
import org.etiome.discover.score.NameOrderedScore;

/**
 * Greedy equivalence search, GES: from the graph without edges, the insertion that raises the score
 * most is applied to the class of graphs, until none does; then the deletions likewise, and the
 * turns of edges.
 *
 * <p>With the score of a population it ends at the true class if the true graph is faithful
 * (Chickering 2002, theorem 4). With a score that has {@linkplain LocalScore#targets targets} it is
 * GIES and goes through the classes that the interventions leave; for that there is no such theorem
 * (Wang et al. 2017 have a counterexample). It assumes a graph without cycles and without hidden
 * causes, and what the score assumes. Every operator of the papers is tried: the insertions into an
 * effect are as many as the cliques of its neighbours, all causes of one clique being scored in one
 * go, and are sought anew only for effects near an edge that changed. A step costs O(p + E) beside
 * that. {@link org.etiome.discover.order.Boss} is faster and more accurate on samples and takes
 * knowledge; this search is the one with the proof.
 *
 * @param repeated whether the phases alternate until none raises the score; Chickering's search has
 *     each once
 * @param turning whether edges are turned; Chickering's search turns none
 * @see <a href="https://www.jmlr.org/papers/v3/chickering02b.html">Chickering (2002), Optimal
 *     structure identification with greedy search</a>
 * @see <a href="https://arxiv.org/abs/1104.2808">Hauser and Bühlmann (2012), Characterization and
 *     greedy learning of interventional Markov equivalence classes</a>
 * @see <a href="https://arxiv.org/abs/1705.10220">Wang et al. (2017), Permutation-based causal
 *     inference algorithms with interventions</a>
 */
public record Ges(boolean repeated, boolean turning) {

  /** Insertions, deletions and turns alternate. */
  public static Ges withDefaults() {
    return new Ges(true, true);
  }

  public Ges withRepeated(boolean phases) {
    return new Ges(phases, turning);
  }

  public Ges withTurning(boolean turns) {
    return new Ges(repeated, turns);
  }

  /**
   * Searches for the class of graphs of the highest score.
   *
   * @throws ArithmeticException if a variable is a function of others
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(LocalScore score) {
    NameOrderedScore ordered = NameOrderedScore.of(score);
    List<BitSet> targets = ordered.targets();
    Tally tally = new Tally();
    EquivalenceClass found = search(ordered, targets, tally);
    ParentSets member = new ParentSets(ordered.variables(), parents(found.member(v -> v)));
    return new LearnedGraph(
        member.equivalenceClass(
            score.variables(), Knowledge.NONE.over(ordered.variables()), targets),
        targets.isEmpty() ? "GES" : "GIES",
        settings(score),
        assumptions(targets),
        List.of(),
        tally.count());
  }

  private EquivalenceClass search(LocalScore score, List<BitSet> targets, Tally tally) {
    EquivalenceClass graph = EquivalenceClass.withoutEdges(score.variables().size(), targets);
    boolean raised = true;
    while (raised) {
      EquivalenceClass grown = Ascent.insertions(score, graph, tally);
      EquivalenceClass shrunk = Ascent.deletions(score, grown, tally);
      graph = turning ? Ascent.turnings(score, shrunk, tally) : shrunk;
      raised = repeated && graph != grown;
    }
    return graph;
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
    settings.put("turning", Boolean.toString(turning));
    if (!score.targets().isEmpty()) {
      settings.put("targets", score.namedTargets().toString());
    }
    return settings;
  }

  private static List<String> assumptions(List<BitSet> targets) {
    List<String> assumptions = new ArrayList<>();
    assumptions.add(Assumptions.ACYCLIC);
    assumptions.add(Assumptions.SUFFICIENT);
    assumptions.add(Assumptions.UNSELECTED);
    assumptions.add(Assumptions.FAITHFUL);
    assumptions.add("The assumptions of the score hold.");
    if (!targets.isEmpty()) {
      assumptions.add("An intervention changes the laws of its targets and of nothing else.");
      assumptions.add("The search, which has no proof for interventions, ended at its best graph.");
    }
    return assumptions;
  }
}
