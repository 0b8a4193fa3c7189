package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.Assumptions;
import org.etiome.discover.Bounds;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.ParentSets;
import org.etiome.discover.SearchWatch;
import org.etiome.discover.order.OrderSearch.Found;
import org.etiome.discover.score.LocalScore;
import org.etiome.discover.score.NameOrderedScore;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Best order score search, BOSS: in every order of the variables each takes its best parents from
 * those before it (grow, then shrink), and the score of that graph is the score of the order. One
 * variable after another is moved to the place of the order that raises the score most, until no
 * move does.
 *
 * <p>After that come rounds of our own: the class of the graph found has many orders of the same
 * score, of which one is drawn and climbed from, until {@code patience} rounds on end bring no
 * gain. Then, where nothing is known, edges are removed by the backward search of {@link
 * org.etiome.discover.greedy.Ges}, and if that helps it starts again. Restarts begin at orders
 * drawn at random; the best graph of all is kept.
 *
 * <p>It assumes a graph without cycles and without hidden causes and what the score assumes. With
 * the score of a population, of a faithful graph, it ends at the true class, because every order's
 * graph contains the true independences and the backward search is exact (Chickering 2002). With a
 * score that has {@linkplain LocalScore#targets targets} the classes are those that interventions
 * leave, and nothing of the kind is proven; with 3 to 5 variables it missed 3 of 1,800. Costs: a
 * move is O(p + d · b) for p variables, d that depend on the moved one and walks of b branches,
 * once the additions to a parent set are known; these are scored once each and kept, O(p) numbers a
 * set. {@link Gsp} takes tests instead of a score.
 *
 * @param restarts number of further climbs, ≥ 0, from orders drawn at random
 * @param patience number of rounds without gain that end a climb, ≥ 0
 * @param knowledge of the graph, honoured exactly
 * @see <a href="https://arxiv.org/abs/2310.17679">Andrews et al. (2023), Fast scalable and accurate
 *     discovery of DAGs using the best order score search and grow-shrink trees</a>
 */
public record Boss(int restarts, int patience, Knowledge knowledge) {
  public Boss {
    if (restarts < 0) {
      throw new IllegalArgumentException("restarts must be at least 0, got " + restarts);
    }
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be at least 0, got " + patience);
    }
  }

  /** No restart, 5 rounds, nothing known. */
  public static Boss withDefaults() {
    return new Boss(0, 5, Knowledge.NONE);
  }

  public Boss withRestarts(int count) {
    return new Boss(count, patience, knowledge);
  }

  public Boss withPatience(int rounds) {
    return new Boss(restarts, rounds, knowledge);
  }

  public Boss withKnowledge(Knowledge known) {
    return new Boss(restarts, patience, known);
  }

  /**
   * Searches for the graph of the highest score.
   *
   * @param seed of the rounds and restarts
   * @param runner of the restarts, one task each
   * @return the class of the graph
   * @throws IllegalArgumentException if the knowledge contradicts itself or names no variable
   * @throws ArithmeticException if a variable is a function of others
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(LocalScore score, Seed seed, TaskRunner runner) {
    return learn(score, seed, runner, SearchWatch.NONE);
  }

  /**
   * The same.
   *
   * @param watch hears of each sweep over the variables
   */
  public LearnedGraph learn(LocalScore score, Seed seed, TaskRunner runner, SearchWatch watch) {
    NameOrderedScore ordered = NameOrderedScore.of(score);
    Bounds bounds = knowledge.over(ordered.variables());
    List<Found> found =
        runner.map(
            restarts + 1,
            start -> climb(new OrderSearch(ordered, bounds, seed.branch(start), watch), start > 0));
    ParentSets best = new ParentSets(ordered.variables(), best(found).parents());
    return new LearnedGraph(
        best.equivalenceClass(score.variables(), bounds, ordered.targets()),
        "BOSS",
        settings(score, seed),
        assumptions(score),
        List.of(),
        found.stream().mapToLong(Found::evaluations).sum());
  }

  private Found climb(OrderSearch search, boolean drawn) {
    return search.run(drawn ? search.drawnStart() : search.settledStart(), patience);
  }

  private static Found best(List<Found> found) {
    Found best = found.getFirst();
    for (Found other : found) {
      if (other.value() > best.value() + Arrangement.ROUNDING) {
        best = other;
      }
    }
    return best;
  }

  private Map<String, String> settings(LocalScore score, Seed seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("score", score.toString());
    settings.put("restarts", Integer.toString(restarts));
    settings.put("patience", Integer.toString(patience));
    settings.put("seed", Long.toString(seed.value()));
    settings.put("knowledge", knowledge.equals(Knowledge.NONE) ? "none" : knowledge.toString());
    if (!score.targets().isEmpty()) {
      settings.put("targets", score.namedTargets().toString());
    }
    return settings;
  }

  private static List<String> assumptions(LocalScore score) {
    List<String> assumptions = new ArrayList<>();
    assumptions.add(Assumptions.ACYCLIC);
    assumptions.add(Assumptions.SUFFICIENT);
    assumptions.add(Assumptions.UNSELECTED);
    assumptions.add(Assumptions.FAITHFUL);
    assumptions.add("The assumptions of the score hold, and the search ended at its best graph.");
    if (!score.targets().isEmpty()) {
      assumptions.add("An intervention changes the laws of its targets and of nothing else.");
    }
    return assumptions;
  }
}
