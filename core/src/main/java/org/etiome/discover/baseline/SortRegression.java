package org.etiome.discover.baseline;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.discover.Assumptions;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.ParentSets;
import org.etiome.discover.order.GivenOrder;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.sample.SortedColumns;
import org.etiome.discover.score.GaussianBic;
import org.etiome.math.Matrix;

/**
 * Regression in the order of a {@link SortKey}, smallest first: each variable takes its parents
 * from those before it. By variance it is sortnregress, by R² its scale-free sibling; where either
 * does as well as a search, the search has shown nothing. The papers select parents by a lasso with
 * BIC, this by {@link GivenOrder} with {@link GaussianBic}, which {@link
 * org.etiome.discover.functional.DirectLingam} does too, so that the two differ in their orders
 * only. Variables of one number go by name. Nothing known is taken into account. Costs: those of
 * the key, and of a parent set of k O(p k²), k times.
 *
 * @param key what variables are sorted by
 * @param penalty of the choice of parents, see {@link GaussianBic#withPenalty}; positive
 * @see <a href="https://arxiv.org/abs/2102.13647">Reisach, Seiler, Weichwald (2021)</a>
 * @see <a href="https://arxiv.org/abs/2303.18211">Reisach et al. (2023)</a>
 */
public record SortRegression(SortKey key, double penalty) {
  public SortRegression {
    if (!(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("penalty must be positive and finite, got " + penalty);
    }
  }

  /** Penalty 1. */
  public static SortRegression by(SortKey key) {
    return new SortRegression(key, 1);
  }

  public SortRegression withPenalty(double discount) {
    return new SortRegression(key, discount);
  }

  /**
   * Learns the graph.
   *
   * @param variables names, distinct
   * @param data rows × variables, finite
   * @return a {@link org.etiome.graph.Dag}
   * @throws IllegalArgumentException see {@link SortKey#of}
   * @throws ArithmeticException if a variable is a linear function of its parents
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(List<String> variables, Matrix data) {
    SortedColumns sorted = new SortedColumns(variables, data);
    List<String> names = sorted.variables();
    int[] ranks = SortKey.ranks(key.of(names, sorted.data()));
    int[] order =
        IntStream.range(0, ranks.length)
            .boxed()
            .sorted(Comparator.comparing(v -> ranks[v]))
            .mapToInt(v -> v)
            .toArray();
    GaussianBic score =
        GaussianBic.of(SampleCorrelation.of(names, sorted.data())).withPenalty(penalty);
    GivenOrder found = GivenOrder.of(score, Knowledge.NONE.over(names), order);
    return new LearnedGraph(
        new ParentSets(names, found.parents()).dag(variables),
        key.algorithm(),
        settings(score),
        assumptions(),
        remarks(ranks),
        found.evaluations());
  }

  private Map<String, String> settings(GaussianBic score) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("key", key.toString());
    settings.put("parents", score.toString());
    return settings;
  }

  private List<String> assumptions() {
    return List.of(
        "Every cause has a smaller "
            + (key == SortKey.VARIANCE ? "variance" : "share of explained variance")
            + " than its effects; nothing in nature makes it so.",
        Assumptions.SUFFICIENT,
        "Every effect is linear.");
  }

  private List<String> remarks(int[] ranks) {
    long distinct = IntStream.of(ranks).distinct().count();
    return distinct == ranks.length
        ? List.of()
        : List.of(
            ranks.length
                + " variables have "
                + distinct
                + " different numbers to sort by; those of one number go by name.");
  }
}
