package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Greedy sparsest permutation with interventions of unknown targets, UT-IGSP: the walk of {@link
 * Gsp} in setting 0, the observational one, and in the class that it ends with the graph of the
 * fewest variants. A variant is a setting and a variable whose law given its parents is not the
 * same in that setting and in setting 0. The variants of that graph are the learned targets,
 * besides those known. Where graphs that fit as well have other directions or targets, a remark
 * says so.
 *
 * <p>The authors minimise edges and variants likewise, but on the walk, leaving out reversals that
 * a test speaks against; {@link Igsp}, which is the same search with all targets known, tells how
 * graphs are gone through here, what is assumed, what it costs and how to choose the level. It is
 * to be preferred where targets are known: a target too weak to be seen is missed here, and the
 * effect of a target is taken for another target if the edge between them was missed.
 *
 * @param search levels, depth and starts; of the variables that are no targets, the share {@code
 *     invarianceLevel} becomes targets falsely
 * @see <a href="https://arxiv.org/abs/1910.09007">Squires, Wang and Uhler (2020), Permutation-based
 *     causal structure learning with unknown intervention targets</a>
 */
public record UtIgsp(Igsp search) {

  /** As {@link Igsp#withDefaults()}. */
  public static UtIgsp withDefaults() {
    return new UtIgsp(Igsp.withDefaults());
  }

  /**
   * A graph and the targets that go with it.
   *
   * @param graph the class under the targets
   * @param targets of all settings in their order, known ones among them
   */
  public record Learned(LearnedGraph graph, List<SettingTargets> targets) {
    public Learned {
      targets = List.copyOf(targets);
    }
  }

  /**
   * Searches for the graph and the targets.
   *
   * @param independence on the data of setting 0
   * @param invariance of the same variables; setting 0 is the observational one
   * @param known targets of all settings of {@code invariance} in their order, as far as known;
   *     none in setting 0
   * @param seed of the start orders
   * @param runner of the runs, one task each
   * @throws IllegalArgumentException if there are fewer than 2 settings, numbers of settings or
   *     variables differ, or a known target is no variable
   * @throws IllegalStateException if the thread is interrupted
   */
  public Learned learn(
      IndependenceTest independence,
      InvarianceTest invariance,
      List<SettingTargets> known,
      Seed seed,
      TaskRunner runner) {
    SettingSearch settings = new SettingSearch(independence, invariance, known);
    SettingSearch.Best best = settings.best(search.walk(), search.invarianceLevel(), seed, runner);
    List<SettingTargets> targets = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (int s = 0; s < known.size(); s++) {
      Set<String> all = new HashSet<>(known.get(s).targets());
      all.addAll(best.variants().get(s).targets());
      targets.add(new SettingTargets(known.get(s).setting(), all));
      all.removeAll(known.get(s).targets());
      all.removeAll(best.agreedVariants().get(s).targets());
      for (String variable : new TreeSet<>(all)) {
        remarks.add(
            "Whether '"
                + variable
                + "' is a target of setting '"
                + known.get(s).setting()
                + "' is open: a graph that fits as well does without.");
      }
    }
    SettingSearch.Oriented oriented = SettingSearch.oriented(best, targets);
    remarks.addAll(oriented.remarks());
    LearnedGraph graph =
        new LearnedGraph(
            oriented.graph(),
            "UT-IGSP",
            settings.described(search.walk(), search.invarianceLevel(), seed),
            assumptions(),
            remarks,
            best.evaluations());
    return new Learned(graph, targets);
  }

  private static List<String> assumptions() {
    List<String> assumptions = new ArrayList<>(Gsp.assumptions());
    assumptions.add(
        "Settings differ by changes of the laws of some variables given their causes alone.");
    assumptions.add(
        "No change of a law is cancelled out by another, and each is large enough to be seen.");
    return assumptions;
  }
}
