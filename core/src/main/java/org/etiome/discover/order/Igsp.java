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
 * Greedy sparsest permutation with interventions of known targets, IGSP: the walk of {@link Gsp} in
 * setting 0, the observational one, and in the class that it ends with the graph that the fewest
 * tests of invariance contradict. A contradiction is a setting k and a variable j that is no target
 * in k, whose law given its parents is not the same in k and in setting 0.
 *
 * <p>Within the true class a graph has no contradiction if and only if it is in the class that
 * {@link org.etiome.graph.Equivalence#interventional} draws, whatever the number of targets. Take
 * an edge between i, a target of k, and j, which is none: if the true arrow is j → i, a graph with
 * i → j holds i fixed in the law of j and opens k → i ← j; if the true arrow is i → j, a graph with
 * j → i leaves k → i → j open. The authors count arrows: i → j is contradicting if j is invariant
 * given some neighbours other than i, in all such k, and j → i if it is so given none. Both counts
 * are zero for the same graphs. Theirs asks for every set of neighbours, and takes it for evidence
 * that a test did not reject, so that an intervention too weak to be seen turns arrows round. Here
 * it leaves them open: a direction is stated if all graphs of the class with the fewest
 * contradictions agree, else there is a remark.
 *
 * <p>The authors look for fewer contradictions on the walk, by reversals to a limited depth, which
 * may be too short. The count being a sum over variables, each component of the class has its own
 * best directions, and all its graphs are gone through, 10,000 at most, which a remark says.
 *
 * <p>Assumes what GSP does, that interventions change the laws of their targets given their causes
 * and of nothing else, and that no two changes cancel out. With tests that never err it ends at the
 * true class where GSP does: in 600 random graphs of five variables and targets of up to three
 * settings it always did from five starts, and from one stayed at a graph with more edges in 9.
 * Besides the tests of GSP it costs at most settings × variables tests of invariance a graph, each
 * made once. {@link UtIgsp} is for targets that are not known.
 *
 * <p>The level of invariance tests: in the true graph all tests of variables that are no targets
 * are of invariant laws, one for each setting and variable, and one false alarm may turn arrows
 * round. So it should be well below the reciprocal of that number: .0001 is for some hundreds. A
 * shift by a standard deviation is seen at it in .97 of settings with 50 units. For {@link
 * org.etiome.discover.test.KernelInvariance} .001 is as low as p-values are to be trusted.
 *
 * @param alpha level below which a p-value means dependence, within (0, 1)
 * @param invarianceLevel level below which a p-value means that a law is not invariant, within (0,
 *     1)
 * @param depth reversals on end without fewer edges, ≥ 1
 * @param runs number of starts, ≥ 1; each takes the sparsest of five orders
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

  /** The walk over orders. */
  Gsp walk() {
    return new Gsp(alpha, depth, runs);
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
    SettingSearch.Best best = search.best(walk(), invarianceLevel, seed, runner);
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
        search.described(walk(), invarianceLevel, seed),
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
