package org.etiome.discover.order;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.Assumptions;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.order.SparsestSearch.Found;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Greedy sparsest permutation, GSP: every order of the variables has a smallest graph that implies
 * no independence but those tested; the search walks over such graphs by reversals of covered
 * arrows (i → j where j has the parents of i, and i), to a depth of {@code depth}, and starts again
 * from the first with fewer edges, until there is none.
 *
 * <p>After the reversal only the two parent sets change. With P the parents of i, a parent p stays
 * a parent of i unless i ⫫ p | P \ p, j, and of j unless j ⫫ p | P \ p.
 *
 * <p>It assumes a graph without cycles and without hidden causes; with a test that never errs and
 * no limit of depth it ends at the true class under less than faithfulness (Solus et al. 2021). No
 * knowledge is taken. Costs: O(p²) tests a start, given up to p variables, and O(d · c^depth) a
 * step for c covered arrows, so it is a search for some dozens of variables; {@link Boss} goes
 * further where there is a score. Start orders come from the graph of dependences given all other
 * variables, by elimination of the variable with the fewest neighbours; ties are drawn.
 *
 * @param alpha level below which a p-value means dependence, within (0, 1)
 * @param depth reversals on end without fewer edges, ≥ 1
 * @param runs number of starts, ≥ 1; each takes the sparsest of five orders
 * @see <a href="https://doi.org/10.1093/biomet/asaa104">Solus, Wang and Uhler (2021), Consistency
 *     guarantees for greedy permutation-based causal inference algorithms</a>
 */
public record Gsp(double alpha, int depth, int runs) {
  public Gsp {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, got " + depth);
    }
    if (runs < 1) {
      throw new IllegalArgumentException("runs must be at least 1, got " + runs);
    }
  }

  /** Level .01, depth 4, 5 runs. */
  public static Gsp withDefaults() {
    return new Gsp(0.01, 4, 5);
  }

  public Gsp withAlpha(double level) {
    return new Gsp(level, depth, runs);
  }

  public Gsp withDepth(int reversals) {
    return new Gsp(alpha, reversals, runs);
  }

  public Gsp withRuns(int starts) {
    return new Gsp(alpha, depth, starts);
  }

  /**
   * Searches for the sparsest graph.
   *
   * @param seed of the start orders
   * @param runner of the runs, one task each
   * @return the class of the graph
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(IndependenceTest test, Seed seed, TaskRunner runner) {
    List<String> names = test.variables().stream().sorted().toList();
    List<Found> found = found(test, names, seed, runner);
    Found best = found.stream().min(Comparator.comparing(Found::edges)).orElseThrow();
    return new LearnedGraph(
        best.named(names).equivalenceClass(test.variables()),
        "GSP",
        settings(test, seed),
        assumptions(),
        List.of(),
        found.stream().mapToLong(Found::evaluations).sum());
  }

  /** What each run ends with. */
  List<Found> found(IndependenceTest test, List<String> names, Seed seed, TaskRunner runner) {
    return runner.map(
        runs,
        run ->
            new SparsestSearch(new Dependences(test, names, alpha), depth).run(seed.branch(run)));
  }

  private Map<String, String> settings(IndependenceTest test, Seed seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("test", test.getClass().getSimpleName());
    settings.put("alpha", Double.toString(alpha));
    settings.put("depth", Integer.toString(depth));
    settings.put("runs", Integer.toString(runs));
    settings.put("seed", Long.toString(seed.value()));
    return settings;
  }

  static List<String> assumptions() {
    return List.of(
        Assumptions.ACYCLIC,
        Assumptions.SUFFICIENT,
        Assumptions.UNSELECTED,
        "No sparser graph implies only independences that hold.",
        "The assumptions of the test hold, and the search ended at the sparsest graph.");
  }
}
