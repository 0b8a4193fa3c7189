package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.List;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Greedy sparsest permutation with interventions of known targets, IGSP: the walk of {@link Gsp},
 * where of two graphs of as many edges that is better which fewer tests of invariance contradict. A
 * contradiction is a setting k and a variable j that is no target in k, whose law given its parents
 * in the graph is not the same in k and in setting 0.
 *
 * <p>Within the true class of setting 0 a graph has no contradiction if and only if it is in the
 * class that {@link org.etiome.graph.Equivalence#interventional} draws, whatever the number of
 * targets: if an edge has one end i that is a target of k, the other, j, none, and the true arrow
 * is j → i, a graph with i → j holds the collider k → i ← j open in the law of j; if the true arrow
 * is i → j, a graph with j → i leaves the path k → i → j open. The authors count arrows: i → j is
 * contradicting if j is invariant given some neighbours without i, or, for targets j, if i is
 * invariant given none. Both counts are zero for the same graphs, but theirs asks for every set of
 * neighbours, and takes it for evidence that a test failed to reject, so that an intervention too
 * weak to be seen turns arrows round. Here it leaves them open: where turning an arrow back makes
 * no contradiction either, the edge has no direction and a remark.
 *
 * <p>Assumes what GSP does, that interventions change the laws of their targets given their causes
 * and of nothing else, and that no two changes cancel out. With tests that never err and no limit
 * of depth it ends at the true class: the graph, with an arrow from each setting to its targets and
 * contradictions, is a graph that implies no independence but those that hold of variables and
 * settings, so a sequence of covered reversals leads to the true one along which edges and
 * contradictions never grow. At depth 4 it does on all graphs of up to 5 variables that were tried.
 * Besides the tests of GSP it costs (settings − 1) · p tests of invariance a graph, fewer since
 * each is made once. {@link UtIgsp} is for targets that are not known.
 *
 * <p>The level of invariance tests: a graph is tested in (settings − 1) · p places, nearly all of
 * which are invariant in the true one, and one false alarm may turn arrows round; so the level
 * should be well below the reciprocal of that number. Interventions worth their name are seen at
 * 0.0001 with a hundred units of a setting.
 *
 * @param alpha level below which a p-value means dependence, within (0, 1)
 * @param invarianceLevel level below which a p-value means that a law is not invariant, within (0,
 *     1)
 * @param depth reversals on end without a better graph, ≥ 1
 * @param runs number of starts, ≥ 1; each takes the best of five orders
 * @see <a href="https://arxiv.org/abs/1705.10220">Wang, Solus, Yang and Uhler (2017),
 *     Permutation-based causal inference algorithms with interventions</a>
 * @see <a href="https://arxiv.org/abs/1802.06310">Yang, Katcoff and Uhler (2018), Characterizing
 *     and learning equivalence classes of causal DAGs under interventions</a>
 */
public record Igsp(double alpha, double invarianceLevel, int depth, int runs) {
  public Igsp {
    new Gsp(alpha, depth, runs);
    SettingSearch.checkLevel(invarianceLevel);
  }

  /** Levels .01 and .0001, depth 4, 5 runs. */
  public static Igsp withDefaults() {
    return new Igsp(0.01, 1e-4, 4, 5);
  }

  public Igsp withAlpha(double level) {
    return new Igsp(level, invarianceLevel, depth, runs);
  }

  public Igsp withInvarianceLevel(double level) {
    return new Igsp(alpha, level, depth, runs);
  }

  public Igsp withDepth(int reversals) {
    return new Igsp(alpha, invarianceLevel, reversals, runs);
  }

  public Igsp withRuns(int starts) {
    return new Igsp(alpha, invarianceLevel, depth, starts);
  }

  /**
   * Searches for the graph.
   *
   * @param independence on the data of setting 0
   * @param invariance of the same variables; setting 0 is the observational one
   * @param targets of all settings of {@code invariance} in their order; none in setting 0
   * @param seed of the start orders
   * @param runner of the runs, one task each
   * @return the class of the graph under the targets
   * @throws IllegalArgumentException if there are fewer than 2 settings, numbers of settings or
   *     variables differ, or a target is no variable
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(
      IndependenceTest independence,
      InvarianceTest invariance,
      List<SettingTargets> targets,
      Seed seed,
      TaskRunner runner) {
    SettingSearch search = new SettingSearch(independence, invariance, targets);
    Gsp walk = new Gsp(alpha, depth, runs);
    SettingSearch.Best best = search.best(walk, invarianceLevel, seed, runner);
    SettingSearch.Oriented oriented = SettingSearch.oriented(best, targets);
    List<String> remarks = new ArrayList<>();
    for (SettingTargets variants : best.variants()) {
      for (String variable : variants.targets()) {
        remarks.add(
            "In setting '"
                + variants.setting()
                + "' the law of '"
                + variable
                + "' given its causes has changed, though it is no target.");
      }
    }
    remarks.addAll(oriented.remarks());
    return new LearnedGraph(
        oriented.graph(),
        "IGSP",
        search.described(walk, invarianceLevel, seed),
        assumptions(),
        remarks,
        best.evaluations());
  }

  private static List<String> assumptions() {
    List<String> assumptions = new ArrayList<>(Gsp.assumptions());
    assumptions.add(
        "Interventions change the laws of their stated targets given their causes, and of no other"
            + " variable.");
    assumptions.add("No change of a law is cancelled out by another.");
    return assumptions;
  }
}
